import { z } from 'zod';
import { type IsoDate, parseIsoDate } from '../kernel/dates.ts';
import { centsFromDecimal } from '../kernel/money.ts';
import type { Cents } from '../kernel/units.ts';

/** Why a row was put aside. */
export const quarantineCodes = [
  'NOT_AN_OBJECT',
  'MISSING_FIELD',
  'WRONG_TYPE',
  'INVALID_DATE',
  'INVALID_AMOUNT',
  'UNKNOWN_ACCOUNT',
  'NOT_A_MEMBER',
  'WRONG_COLUMN_COUNT',
] as const;
export type QuarantineCode = (typeof quarantineCodes)[number];

export type RowProblem = { readonly code: QuarantineCode; readonly message: string };
export type RowRead<Row> = { readonly row: Row } | { readonly problem: RowProblem };

/** A file names the same few hundred days over and over: each is one text in memory. */
const knownDays = new Map<string, IsoDate>();
const KNOWN_DAYS_MAX = 10_000;

/** As `parseIsoDate`. */
export function parseDay(text: string): IsoDate | null {
  const known = knownDays.get(text);
  if (known !== undefined) return known;
  const date = parseIsoDate(text);
  if (date !== null && knownDays.size < KNOWN_DAYS_MAX) knownDays.set(text, date);
  return date;
}

/** A date as the schema's output; a text that isn't a real day is refused with its own reason. */
export const dateSchema = z.string().transform((text, context): IsoDate => {
  const date = parseDay(text);
  if (date === null) {
    context.addIssue({ code: 'custom', params: { code: 'INVALID_DATE' }, message: invalidDate(text) });
    return z.NEVER;
  }
  return date;
});

/** A decimal amount in the file, whole cents in the row. */
export const centsSchema = z.number().transform((amount, context): Cents => {
  const cents = centsFromDecimal(amount);
  if (cents === null) {
    context.addIssue({
      code: 'custom',
      params: { code: 'INVALID_AMOUNT' },
      message: `${amount} is too large for an exact amount in cents`,
    });
    return z.NEVER;
  }
  return cents;
});

/** More than any bank gives an id; a database can't look for ids without bounds. */
export const ID_CHARS_MAX = 255;

export const requiredText = z.string().min(1);
export const optionalText = z.string().nullish();
export const requiredId = requiredText.max(ID_CHARS_MAX);
/** A blank one is none. */
export const optionalId = z.string().max(ID_CHARS_MAX).nullish();
export const optionalDate = dateSchema.nullish();
export const optionalCents = centsSchema.nullish();

function invalidDate(text: string): string {
  const shown = text.length > 30 ? `${text.slice(0, 30)}…` : text;
  return `"${shown}" is not a calendar day written YYYY-MM-DD`;
}

/** Runs a row's schema and turns its first complaint into a reason that a person can act on. */
export function readRow<Row>(schema: z.ZodType<Row>, value: unknown): RowRead<Row> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { problem: { code: 'NOT_AN_OBJECT', message: `a row is an object; this is ${describe(value)}` } };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { row: parsed.data };
  return { problem: problemOf(parsed.error.issues[0], value) };
}

export function mapRow<Row, Mapped>(read: RowRead<Row>, change: (row: Row) => Mapped): RowRead<Mapped> {
  return 'problem' in read ? read : { row: change(read.row) };
}

function problemOf(issue: z.core.$ZodIssue | undefined, row: object): RowProblem {
  if (issue === undefined) return { code: 'WRONG_TYPE', message: 'the row does not fit its schema' };
  const field = issue.path.join('.');
  const actual = valueAt(row, issue.path);
  const given = issue.code === 'custom' ? issue.params?.['code'] : undefined;
  const code = quarantineCodes.find((known) => known === given);
  if (code !== undefined) return { code, message: `${field}: ${issue.message}` };
  if (actual === undefined || actual === null || actual === '') {
    return { code: 'MISSING_FIELD', message: `${field} is missing` };
  }
  if (issue.code === 'too_big') {
    return { code: 'WRONG_TYPE', message: `${field} is longer than ${issue.maximum} characters` };
  }
  const wanted = issue.message.replace(/^Invalid input: /, '').replace(/, received .*$/, '');
  return { code: 'WRONG_TYPE', message: `${field} is ${describe(actual)}; ${wanted}` };
}

/** ISO 4217, else what the bank calls a currency without such a code, in capitals; null where neither is said. */
export function currencyCode(
  official: string | null | undefined,
  unofficial?: string | null | undefined,
): string | null {
  return (official?.trim() || unofficial?.trim() || null)?.toUpperCase() ?? null;
}

/** An unknown category is "unrecognized", as Plaid calls it. */
export const holderCategorySchema = z
  .string()
  .transform((text) => text.toLowerCase())
  .pipe(z.enum(['personal', 'business', 'unrecognized']))
  .nullish()
  .catch('unrecognized');

function valueAt(row: unknown, path: readonly PropertyKey[]): unknown {
  let value = row;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return `the text "${value.slice(0, 30)}"`;
  if (typeof value === 'object') return 'an object';
  return `${typeof value === 'number' ? 'the number' : 'the value'} ${String(value)}`;
}
