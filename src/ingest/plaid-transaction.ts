import { z } from 'zod';
import { centsFromDecimal } from '../kernel/money.ts';
import type { Transaction } from './bank-record.ts';
import {
  centsSchema,
  currencyCode,
  dateSchema,
  ID_CHARS_MAX,
  mapRow,
  optionalDate,
  optionalId,
  optionalText,
  parseDay,
  type RowRead,
  readRow,
  requiredId,
  requiredText,
} from './row-reading.ts';

/** A row before it has its id: Plaid always gives one, hand-made files may not. */
export type UnnamedTransaction = Omit<Transaction, 'transactionId'> & {
  readonly transactionId: string | null;
};

const transactionSchema = z.object({
  transaction_id: optionalId,
  account_id: requiredId,
  date: dateSchema,
  authorized_date: optionalDate,
  amount: centsSchema,
  iso_currency_code: optionalText,
  unofficial_currency_code: optionalText,
  merchant_name: optionalText,
  name: optionalText,
  original_description: optionalText,
  // An odd category is an unknown one: never a reason to lose the row.
  personal_finance_category: z
    .object({ primary: requiredText, detailed: optionalText })
    .nullish()
    .catch(null),
  payment_channel: optionalText,
  pending: z.boolean().nullish(),
  pending_transaction_id: optionalId,
});

/** An element of Plaid's `transactions`, `added` or `modified`. */
export function readPlaidTransaction(value: unknown): RowRead<UnnamedTransaction> {
  const ordinary = readOrdinaryTransaction(value);
  return ordinary ? { row: ordinary } : readBySchema(value);
}

/** Decides about every row, and says what is wrong with it. */
export function readBySchema(value: unknown): RowRead<UnnamedTransaction> {
  return mapRow(readRow(transactionSchema, value), (row) => ({
    transactionId: row.transaction_id || null,
    accountId: row.account_id,
    date: row.date,
    authorizedDate: row.authorized_date ?? null,
    amountCents: row.amount,
    currency: currencyCode(row.iso_currency_code, row.unofficial_currency_code),
    merchantName: row.merchant_name || null,
    description: row.name ?? row.original_description ?? row.merchant_name ?? '',
    category: row.personal_finance_category
      ? {
          primary: row.personal_finance_category.primary,
          detailed: row.personal_finance_category.detailed ?? null,
        }
      : null,
    paymentChannel: row.payment_channel ?? null,
    isPending: row.pending ?? false,
    pendingTransactionId: row.pending_transaction_id || null,
  }));
}

type UnreadRow = { readonly [Key in keyof z.input<typeof transactionSchema>]?: unknown };

const isTextOrNothing = (value: unknown): value is string | null | undefined =>
  value == null || typeof value === 'string';

const isIdOrNothing = (value: unknown): value is string | null | undefined =>
  isTextOrNothing(value) && (value == null || value.length <= ID_CHARS_MAX);

/**
 * A Plaid transaction as nearly all of them are, read in a third of the time that the schema takes. Null where
 * anything is unusual: then the schema decides, and says why. A test holds the two together.
 */
export function readOrdinaryTransaction(value: unknown): UnnamedTransaction | null {
  if (typeof value !== 'object' || value === null) return null;
  const row: UnreadRow = value;
  const { account_id, date, amount, pending, authorized_date, transaction_id, merchant_name } = row;
  const { name, original_description, payment_channel, pending_transaction_id } = row;
  const { iso_currency_code, unofficial_currency_code } = row;
  if (typeof account_id !== 'string' || account_id === '' || account_id.length > ID_CHARS_MAX) return null;
  if (typeof date !== 'string' || typeof amount !== 'number') return null;
  if (pending != null && typeof pending !== 'boolean') return null;
  if (!isIdOrNothing(transaction_id) || !isTextOrNothing(merchant_name)) return null;
  if (!isTextOrNothing(name) || !isTextOrNothing(original_description)) return null;
  if (!isTextOrNothing(iso_currency_code) || !isTextOrNothing(unofficial_currency_code)) return null;
  if (!isTextOrNothing(payment_channel) || !isIdOrNothing(pending_transaction_id)) return null;
  if (!isTextOrNothing(authorized_date)) return null;
  const day = parseDay(date);
  const authorizedDay = authorized_date == null ? null : parseDay(authorized_date);
  const amountCents = centsFromDecimal(amount);
  const category = readCategory(row.personal_finance_category);
  if (day === null || amountCents === null || category === undefined) return null;
  if (authorizedDay === null && authorized_date != null) return null;
  return {
    transactionId: transaction_id || null,
    accountId: account_id,
    date: day,
    authorizedDate: authorizedDay,
    amountCents,
    currency: currencyCode(iso_currency_code, unofficial_currency_code),
    merchantName: merchant_name || null,
    description: name ?? original_description ?? merchant_name ?? '',
    category,
    paymentChannel: payment_channel ?? null,
    isPending: pending ?? false,
    pendingTransactionId: pending_transaction_id || null,
  };
}

/** Undefined where the category is unusual. */
function readCategory(value: unknown): UnnamedTransaction['category'] | undefined {
  if (value == null) return null;
  if (typeof value !== 'object') return undefined;
  const { primary, detailed }: { primary?: unknown; detailed?: unknown } = value;
  if (typeof primary !== 'string' || primary === '' || !isTextOrNothing(detailed)) return undefined;
  return { primary, detailed: detailed ?? null };
}
