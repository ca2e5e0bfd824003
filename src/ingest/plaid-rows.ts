import { z } from 'zod';
import type { Account, CreditLiability, Transaction } from './bank-record.ts';
import {
  centsSchema,
  dateSchema,
  optionalCents,
  optionalDate,
  optionalText,
  type RowRead,
  readRow,
} from './row-reading.ts';

const PERCENT = 100;

const requiredText = z.string().min(1);

const balancesSchema = z
  .object({
    current: optionalCents,
    available: optionalCents,
    limit: optionalCents,
    iso_currency_code: optionalText,
    unofficial_currency_code: optionalText,
  })
  .nullish();

const accountSchema = z.object({
  account_id: requiredText,
  type: requiredText,
  subtype: optionalText,
  holder_category: z.enum(['personal', 'business', 'unrecognized']).nullish().catch('unrecognized'),
  name: optionalText,
  official_name: optionalText,
  mask: optionalText,
  balances: balancesSchema,
});

const transactionSchema = z.object({
  transaction_id: optionalText,
  account_id: requiredText,
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
  pending_transaction_id: optionalText,
});

const creditSchema = z.object({
  account_id: requiredText,
  aprs: z
    .array(
      z.object({
        apr_type: optionalText,
        apr_percentage: z.number(),
        interest_charge_amount: optionalCents,
      }),
    )
    .nullish(),
  is_overdue: z.boolean().nullish(),
  last_payment_amount: optionalCents,
  last_payment_date: optionalDate,
  minimum_payment_amount: optionalCents,
  last_statement_balance: optionalCents,
  last_statement_issue_date: optionalDate,
  next_payment_due_date: optionalDate,
});

const removalSchema = z.object({ transaction_id: requiredText });

function map<Row, Mapped>(read: RowRead<Row>, change: (row: Row) => Mapped): RowRead<Mapped> {
  return 'problem' in read ? read : { row: change(read.row) };
}

/** An element of Plaid's `accounts`. */
export function readPlaidAccount(value: unknown): RowRead<Account> {
  return map(readRow(accountSchema, value), (row) => ({
    accountId: row.account_id,
    type: row.type,
    subtype: row.subtype ?? null,
    holderCategory: row.holder_category ?? null,
    name: row.name ?? null,
    officialName: row.official_name ?? null,
    mask: row.mask ?? null,
    currency: row.balances?.iso_currency_code ?? row.balances?.unofficial_currency_code ?? null,
    balanceCents: row.balances?.current ?? null,
    availableCents: row.balances?.available ?? null,
    limitCents: row.balances?.limit ?? null,
  }));
}

/** A row before it has its id: Plaid always gives one, hand-made files may not. */
export type UnnamedTransaction = Omit<Transaction, 'transactionId'> & {
  readonly transactionId: string | null;
};

/** An element of Plaid's `transactions`, `added` or `modified`. */
export function readPlaidTransaction(value: unknown): RowRead<UnnamedTransaction> {
  return map(readRow(transactionSchema, value), (row) => ({
    transactionId: row.transaction_id || null,
    accountId: row.account_id,
    date: row.date,
    authorizedDate: row.authorized_date ?? null,
    amountCents: row.amount,
    currency: row.iso_currency_code ?? row.unofficial_currency_code ?? null,
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
    pendingTransactionId: row.pending_transaction_id ?? null,
  }));
}

/** An element of `liabilities.credit`. */
export function readPlaidCredit(value: unknown): RowRead<CreditLiability> {
  return map(readRow(creditSchema, value), (row) => ({
    accountId: row.account_id,
    aprs: (row.aprs ?? []).map((apr) => ({
      type: apr.apr_type ?? 'unknown',
      rateRatio: apr.apr_percentage / PERCENT,
      interestChargeCents: apr.interest_charge_amount ?? null,
    })),
    isOverdue: row.is_overdue ?? null,
    lastPaymentCents: row.last_payment_amount ?? null,
    lastPaymentDate: row.last_payment_date ?? null,
    minimumPaymentCents: row.minimum_payment_amount ?? null,
    lastStatementBalanceCents: row.last_statement_balance ?? null,
    lastStatementDate: row.last_statement_issue_date ?? null,
    nextPaymentDueDate: row.next_payment_due_date ?? null,
  }));
}

/** An element of `removed` in /transactions/sync. */
export function readPlaidRemoval(value: unknown): RowRead<{ transactionId: string }> {
  return map(readRow(removalSchema, value), (row) => ({ transactionId: row.transaction_id }));
}
