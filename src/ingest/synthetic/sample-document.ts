import { addDays, dayNumber, type IsoDate } from '../../kernel/dates.ts';
import { shortDigest } from '../../kernel/hash.ts';
import type { Cents } from '../../kernel/units.ts';

/** One transaction of a hand-made member. Positive amounts are money out. */
export type SampleRow = {
  readonly account: string;
  readonly date: IsoDate;
  readonly amountCents: Cents;
  readonly name: string;
  readonly category: string;
};

export type SampleAccount = {
  readonly key: string;
  readonly type: 'depository' | 'credit';
  readonly subtype: string;
  readonly name: string;
  readonly mask: string;
  readonly balanceCents: Cents;
  readonly limitCents?: Cents;
  readonly liability?: {
    readonly aprPercent: number;
    readonly minimumCents: Cents;
    readonly lastPaymentCents: Cents;
    readonly isOverdue: boolean;
    readonly interestCents: Cents;
  };
};

const decimal = (cents: Cents) => cents / 100;

const primaries = [
  'INCOME',
  'TRANSFER_IN',
  'TRANSFER_OUT',
  'LOAN_PAYMENTS',
  'BANK_FEES',
  'ENTERTAINMENT',
  'FOOD_AND_DRINK',
  'GENERAL_MERCHANDISE',
  'HOME_IMPROVEMENT',
  'MEDICAL',
  'PERSONAL_CARE',
  'GENERAL_SERVICES',
  'GOVERNMENT_AND_NON_PROFIT',
  'TRANSPORTATION',
  'TRAVEL',
  'RENT_AND_UTILITIES',
];

/** The primary that a detailed Plaid category belongs to. */
export function primaryOf(detailed: string): string {
  return primaries.find((primary) => detailed.startsWith(primary)) ?? detailed;
}

/**
 * Accounts and rows → a document in the shape of Plaid's responses. Transaction ids are digests of the row
 * alone, so the same purchase on the same day has the same id whenever the document is made.
 */
export function plaidDocument(
  memberId: string,
  accounts: readonly SampleAccount[],
  rows: readonly SampleRow[],
): object {
  const accountId = (key: string) => `${memberId}-${key}`;
  const ordinals = new Map<string, number>();
  return {
    member_id: memberId,
    accounts: accounts.map((account) => ({
      account_id: accountId(account.key),
      type: account.type,
      subtype: account.subtype,
      holder_category: 'personal',
      name: account.name,
      official_name: account.name,
      mask: account.mask,
      balances: {
        current: decimal(account.balanceCents),
        available: null,
        limit: account.limitCents === undefined ? null : decimal(account.limitCents),
        iso_currency_code: 'USD',
        unofficial_currency_code: null,
      },
    })),
    transactions: rows.map((row) => {
      const identity = shortDigest([memberId, row.account, row.date, row.amountCents, row.name].join('|'));
      const ordinal = ordinals.get(identity) ?? 0;
      ordinals.set(identity, ordinal + 1);
      return {
        transaction_id: ordinal === 0 ? identity : `${identity}-${ordinal}`,
        account_id: accountId(row.account),
        date: row.date,
        authorized_date: null,
        amount: decimal(row.amountCents),
        iso_currency_code: 'USD',
        unofficial_currency_code: null,
        merchant_name: row.name,
        name: row.name,
        payment_channel: 'other',
        personal_finance_category: { primary: primaryOf(row.category), detailed: row.category },
        pending: false,
        pending_transaction_id: null,
      };
    }),
    liabilities: {
      credit: accounts.flatMap((account) => creditLiability(accountId(account.key), account)),
      student: null,
      mortgage: null,
    },
  };
}

function creditLiability(accountId: string, { liability, balanceCents }: SampleAccount): readonly object[] {
  if (liability === undefined) return [];
  return [
    {
      account_id: accountId,
      aprs: [
        {
          apr_percentage: liability.aprPercent,
          apr_type: 'purchase_apr',
          balance_subject_to_apr: decimal(balanceCents),
          interest_charge_amount: decimal(liability.interestCents),
        },
      ],
      is_overdue: liability.isOverdue,
      last_payment_amount: decimal(liability.lastPaymentCents),
      last_payment_date: null,
      last_statement_issue_date: null,
      last_statement_balance: decimal(balanceCents),
      minimum_payment_amount: decimal(liability.minimumCents),
      next_payment_due_date: null,
    },
  ];
}

/** The days on a calendar day of the month, from the earliest to `until`, over about `months` months. */
export function monthlyDates(until: IsoDate, dayOfMonth: number, months: number): readonly IsoDate[] {
  const dates: IsoDate[] = [];
  const year = Number(until.slice(0, 4));
  const month = Number(until.slice(5, 7)) - 1;
  for (let back = months; back >= 0; back--) {
    const lastDay = new Date(Date.UTC(year, month - back + 1, 0)).getUTCDate();
    const date = new Date(Date.UTC(year, month - back, Math.min(dayOfMonth, lastDay)))
      .toISOString()
      .slice(0, 10);
    if (date <= until) dates.push(date);
  }
  return dates;
}

/**
 * Days at a fixed distance on a calendar of their own: a payday stays a payday whatever day the document is
 * made, so a later document repeats the rows of an earlier one.
 */
export function everyDays(
  until: IsoDate,
  options: { periodDays: number; phaseDays: number; count: number },
): readonly IsoDate[] {
  const { periodDays, phaseDays, count } = options;
  const sinceLast = (((dayNumber(until) - phaseDays) % periodDays) + periodDays) % periodDays;
  return Array.from({ length: count }, (_, at) => addDays(until, -sinceLast - (count - 1 - at) * periodDays));
}
