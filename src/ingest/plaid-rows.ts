import { z } from 'zod';
import type { Account, CreditLiability } from './bank-record.ts';
import {
  currencyCode,
  holderCategorySchema,
  mapRow,
  optionalCents,
  optionalDate,
  optionalText,
  type RowRead,
  readRow,
  requiredId,
  requiredText,
} from './row-reading.ts';

const PERCENT = 100;

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
  account_id: requiredId,
  type: requiredText,
  subtype: optionalText,
  holder_category: holderCategorySchema,
  name: optionalText,
  official_name: optionalText,
  mask: optionalText,
  balances: balancesSchema,
});

const creditSchema = z.object({
  account_id: requiredId,
  aprs: z
    .array(
      z.object({
        apr_type: optionalText,
        apr_percentage: z.number().nullish(),
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

const removalSchema = z.object({ transaction_id: requiredId });

/** An element of Plaid's `accounts`. */
export function readPlaidAccount(value: unknown): RowRead<Account> {
  return mapRow(readRow(accountSchema, value), (row) => ({
    accountId: row.account_id,
    type: row.type,
    subtype: row.subtype ?? null,
    holderCategory: row.holder_category ?? null,
    name: row.name ?? null,
    officialName: row.official_name ?? null,
    mask: row.mask ?? null,
    currency: currencyCode(row.balances?.iso_currency_code, row.balances?.unofficial_currency_code),
    balanceCents: row.balances?.current ?? null,
    availableCents: row.balances?.available ?? null,
    limitCents: row.balances?.limit ?? null,
  }));
}

/** An element of `liabilities.credit`. */
export function readPlaidCredit(value: unknown): RowRead<CreditLiability> {
  return mapRow(readRow(creditSchema, value), (row) => ({
    accountId: row.account_id,
    aprs: (row.aprs ?? []).map((apr) => ({
      type: apr.apr_type ?? 'unknown',
      rateRatio: apr.apr_percentage == null ? null : apr.apr_percentage / PERCENT,
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
  return mapRow(readRow(removalSchema, value), (row) => ({ transactionId: row.transaction_id }));
}
