import { z } from 'zod';

/** Cells are compared in lower case. */
const words = z.array(z.string().trim().min(1).toLowerCase()).min(1);

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
    z
      .strictObject({ kind: z.literal('two_columns'), outflow: z.string().min(1), inflow: z.string().min(1) })
      .refine(({ outflow, inflow }) => columnKey(outflow) !== columnKey(inflow), {
        message: 'outflow and inflow are two columns',
      }),
    z.strictObject({
      kind: z.literal('typed'),
      column: z.string().min(1),
      type: z.string().min(1),
      moneyOutWords: words,
      moneyInWords: words,
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
