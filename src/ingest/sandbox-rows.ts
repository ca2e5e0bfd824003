import { z } from 'zod';
import type { Account, CreditLiability, RowNote } from './bank-record.ts';
import type { UnnamedTransaction } from './plaid-transaction.ts';
import {
  centsSchema,
  currencyCode,
  dateSchema,
  holderCategorySchema,
  optionalCents,
  optionalDate,
  optionalText,
  type RowRead,
  readRow,
} from './row-reading.ts';

const PERCENT = 100;

const transactionSchema = z.object({
  date_transacted: dateSchema,
  date_posted: optionalDate,
  amount: centsSchema,
  description: z.string(),
  currency: optionalText,
});

const liabilitySchema = z.object({
  type: optionalText,
  purchase_apr: z.number().nullish(),
  cash_apr: z.number().nullish(),
  balance_transfer_apr: z.number().nullish(),
  special_apr: z.number().nullish(),
  last_payment_amount: optionalCents,
  minimum_payment_amount: optionalCents,
  is_overdue: z.boolean().nullish(),
});

const accountSchema = z.object({
  type: z.string().min(1),
  subtype: optionalText,
  starting_balance: optionalCents,
  force_available_balance: optionalCents,
  currency: optionalText,
  holder_category: holderCategorySchema,
  meta: z
    .object({ name: optionalText, official_name: optionalText, mask: optionalText, limit: optionalCents })
    .nullish(),
  liability: liabilitySchema.nullish(),
});

type SandboxAccount = z.infer<typeof accountSchema>;

/** A transaction of a sandbox custom user: it carries no id and no category, and its date is the transacted one. */
export function readSandboxTransaction(
  value: unknown,
  accountId: string,
): RowRead<{ transaction: UnnamedTransaction; note: RowNote | null }> {
  const read = readRow(transactionSchema, value);
  if ('problem' in read) return read;
  const { row } = read;
  const posted = row.date_posted ?? null;
  return {
    row: {
      transaction: {
        transactionId: null,
        accountId,
        date: row.date_transacted,
        authorizedDate: null,
        amountCents: row.amount,
        currency: currencyCode(row.currency),
        merchantName: null,
        description: row.description,
        category: null,
        paymentChannel: null,
        isPending: false,
        pendingTransactionId: null,
      },
      note:
        posted !== null && posted < row.date_transacted
          ? {
              code: 'POSTED_BEFORE_TRANSACTED',
              message: `posted ${posted}, before it was transacted on ${row.date_transacted}`,
            }
          : null,
    },
  };
}

/** Everything of an `override_accounts` element but its transactions. */
export function readSandboxAccount(
  value: unknown,
  accountId: string,
): RowRead<{ account: Account; liability: CreditLiability | null }> {
  const read = readRow(accountSchema, value);
  if ('problem' in read) return read;
  const { row } = read;
  return {
    row: {
      account: {
        accountId,
        type: row.type,
        subtype: row.subtype ?? null,
        holderCategory: row.holder_category ?? null,
        name: row.meta?.name ?? null,
        officialName: row.meta?.official_name ?? null,
        mask: row.meta?.mask ?? null,
        currency: currencyCode(row.currency),
        balanceCents: row.starting_balance ?? null,
        availableCents: row.force_available_balance ?? null,
        limitCents: limitOf(row),
      },
      liability: row.type === 'credit' && row.liability ? creditOf(accountId, row.liability) : null,
    },
  };
}

/** The stated limit, else what is owed plus what may still be spent, else unknown. */
function limitOf(row: SandboxAccount): number | null {
  if (row.meta?.limit != null) return row.meta.limit;
  if (row.type !== 'credit' || row.starting_balance == null || row.force_available_balance == null)
    return null;
  return row.starting_balance + row.force_available_balance;
}

function creditOf(accountId: string, liability: NonNullable<SandboxAccount['liability']>): CreditLiability {
  const rates: readonly (readonly [string, number | null | undefined])[] = [
    ['purchase_apr', liability.purchase_apr],
    ['cash_apr', liability.cash_apr],
    ['balance_transfer_apr', liability.balance_transfer_apr],
    ['special', liability.special_apr],
  ];
  return {
    accountId,
    aprs: rates.flatMap(([type, percent]) =>
      percent == null ? [] : [{ type, rateRatio: percent / PERCENT, interestChargeCents: null }],
    ),
    isOverdue: liability.is_overdue ?? null,
    lastPaymentCents: liability.last_payment_amount ?? null,
    lastPaymentDate: null,
    minimumPaymentCents: liability.minimum_payment_amount ?? null,
    lastStatementBalanceCents: null,
    lastStatementDate: null,
    nextPaymentDueDate: null,
  };
}
