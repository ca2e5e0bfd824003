import { z } from 'zod';
import { cellsOfLine } from './csv-records.ts';

/**
 * How the columns of a CSV file are read. The sign is always stated: by the mapping, by two columns, or by a
 * column that says debit or credit.
 */
export const csvMappingSchema = z.strictObject({
  name: z.string().min(1),
  columns: z.strictObject({
    date: z.string().min(1),
    description: z.string().min(1),
    merchant: z.string().min(1).optional(),
    category: z.string().min(1).optional(),
    account: z.string().min(1).optional(),
    currency: z.string().min(1).optional(),
  }),
  amount: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('signed'),
      column: z.string().min(1),
      positiveIs: z.enum(['money_out', 'money_in']),
    }),
    z.strictObject({ kind: z.literal('two_columns'), outflow: z.string().min(1), inflow: z.string().min(1) }),
    z.strictObject({
      kind: z.literal('typed'),
      column: z.string().min(1),
      type: z.string().min(1),
      moneyOutWords: z.array(z.string().min(1)).min(1),
      moneyInWords: z.array(z.string().min(1)).min(1),
    }),
  ]),
  dateOrder: z.enum(['iso', 'month_day_year', 'day_month_year']),
});
export type CsvMapping = z.infer<typeof csvMappingSchema>;

const plainColumns = { date: 'date', description: 'description', category: 'category', account: 'account' };

/**
 * The sign of all formats here: positive is money out. The one layout whose file doesn't say so itself, which
 * is why its rows are asked whether they agree.
 */
export const plainMapping: CsvMapping = {
  name: 'plain',
  columns: plainColumns,
  amount: { kind: 'signed', column: 'amount', positiveIs: 'money_out' },
  dateOrder: 'iso',
};

/** Known layouts. The first whose needed columns are all there is taken. */
export const csvMappings: readonly CsvMapping[] = [
  {
    name: 'mint',
    columns: {
      date: 'date',
      description: 'original description',
      merchant: 'description',
      category: 'category',
      account: 'account name',
    },
    amount: {
      kind: 'typed',
      column: 'amount',
      type: 'transaction type',
      moneyOutWords: ['debit'],
      moneyInWords: ['credit'],
    },
    dateOrder: 'month_day_year',
  },
  {
    name: 'ynab',
    columns: { date: 'date', description: 'payee', category: 'category', account: 'account' },
    amount: { kind: 'two_columns', outflow: 'outflow', inflow: 'inflow' },
    dateOrder: 'month_day_year',
  },
  {
    name: 'two columns',
    columns: plainColumns,
    amount: { kind: 'two_columns', outflow: 'outflow', inflow: 'inflow' },
    dateOrder: 'iso',
  },
  {
    name: 'debit and credit',
    columns: plainColumns,
    amount: { kind: 'two_columns', outflow: 'debit', inflow: 'credit' },
    dateOrder: 'iso',
  },
  {
    name: 'money out is positive',
    columns: plainColumns,
    amount: { kind: 'signed', column: 'amount_out', positiveIs: 'money_out' },
    dateOrder: 'iso',
  },
  {
    name: 'money in is positive',
    columns: plainColumns,
    amount: { kind: 'signed', column: 'amount_in', positiveIs: 'money_in' },
    dateOrder: 'iso',
  },
  plainMapping,
];

const optionalColumns = new Set(['merchant', 'category', 'account', 'currency']);

/** The columns that a file must have for a mapping to be its own. */
export function neededColumns(mapping: CsvMapping): readonly string[] {
  const amount =
    mapping.amount.kind === 'two_columns'
      ? [mapping.amount.outflow, mapping.amount.inflow]
      : mapping.amount.kind === 'typed'
        ? [mapping.amount.column, mapping.amount.type]
        : [mapping.amount.column];
  const fixed = Object.entries(mapping.columns).flatMap(([role, column]) =>
    optionalColumns.has(role) || column === undefined ? [] : [column],
  );
  return [...fixed, ...amount].map(columnKey);
}

export function columnKey(header: string): string {
  return header.trim().toLowerCase().replace(/\s+/g, ' ');
}

const csvSeparators = [',', ';', '\t'] as const;

/** A header line → how to read what follows; null where no layout fits. */
export function layoutOf(
  headerLine: string,
  mappings: readonly CsvMapping[] = csvMappings,
): { separator: string; mapping: CsvMapping } | null {
  for (const separator of csvSeparators) {
    const columns = new Set(cellsOfLine(headerLine, separator).map(columnKey));
    const mapping = mappings.find((one) => neededColumns(one).every((column) => columns.has(column)));
    if (mapping) return { separator, mapping };
  }
  return null;
}
