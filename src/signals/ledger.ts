import type { Account, CreditLiability, MemberBank, Transaction } from '../ingest/bank-record.ts';
import { dayNumber, type IsoDate } from '../kernel/dates.ts';
import { type AccountClass, accountClass } from './account-class.ts';
import { withMerchantRefunds } from './merchant-refunds.ts';
import { withOwnTransfers } from './own-transfers.ts';
import type { Posting } from './posting.ts';
import { RowWords } from './row-words.ts';

export type ClassedAccount = { readonly account: Account; readonly class: AccountClass };

/** Money in another currency than the analysis: reported, never mixed in. */
export type OtherCurrency = {
  readonly currency: string;
  readonly accountCount: number;
  readonly transactionCount: number;
};

/** One member's bank data made ready to be measured, once for both windows. */
export type Ledger = {
  readonly asOf: IsoDate;
  readonly asOfDay: number;
  /** The one currency of the analysis; null where the data names none. */
  readonly currency: string | null;
  readonly otherCurrencies: readonly OtherCurrency[];
  /** Personal accounts in that currency, by id. */
  readonly accounts: readonly ClassedAccount[];
  readonly liabilities: ReadonlyMap<string, CreditLiability>;
  /** Posted up to the as-of date, in the order of date and id: the order of the file never matters. */
  readonly postings: readonly Posting[];
  /** The days of the first and last transaction of the data, also after the as-of date. */
  readonly coveredDays: { readonly first: number; readonly last: number } | null;
};

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

export function buildLedger(bank: MemberBank, asOf: IsoDate): Ledger {
  const asOfDay = dayNumber(asOf);
  const personal = bank.accounts
    .filter((account) => account.holderCategory !== 'business')
    .sort((a, b) => compareText(a.accountId, b.accountId));
  const personalIds = new Map(personal.map((account) => [account.accountId, account]));
  const superseded = supersededIds(bank.transactions);
  const posted = bank.transactions.filter(
    (transaction) =>
      !transaction.isPending &&
      !superseded.has(transaction.transactionId) &&
      personalIds.has(transaction.accountId),
  );
  const currency = mainCurrency(personal, posted);
  const isOurs = (row: { currency: string | null }) => row.currency === null || row.currency === currency;
  const accounts = personal
    .filter(isOurs)
    .map((account): ClassedAccount => ({ account, class: accountClass(account) }));
  const classOf = new Map(accounts.map((entry) => [entry.account.accountId, entry.class]));
  const measured = posted.filter((transaction) => isOurs(transaction) && classOf.has(transaction.accountId));
  return {
    asOf,
    asOfDay,
    currency,
    otherCurrencies: otherCurrencies(personal, posted, currency),
    accounts,
    liabilities: new Map(bank.liabilities.map((liability) => [liability.accountId, liability])),
    postings: withMerchantRefunds(withOwnTransfers(readPostings(measured, classOf, asOf))),
    coveredDays: coveredDays(measured),
  };
}

function readPostings(
  transactions: readonly Transaction[],
  classOf: ReadonlyMap<string, AccountClass>,
  asOf: IsoDate,
): Posting[] {
  const words = new RowWords();
  return transactions
    .filter((transaction) => transaction.date <= asOf)
    .sort((a, b) => compareText(a.date, b.date) || compareText(a.transactionId, b.transactionId))
    .map((transaction) => {
      const account = classOf.get(transaction.accountId) ?? 'other';
      const { merchant, kind } = words.read(transaction, account);
      return { transaction, day: dayNumber(transaction.date), account, merchant, kind };
    });
}

/** Pending rows whose posted successor is there too. They don't count anyway; a bank may forget the flag. */
function supersededIds(transactions: readonly Transaction[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { isPending, pendingTransactionId, transactionId } of transactions) {
    if (!isPending && pendingTransactionId !== null && pendingTransactionId !== transactionId) {
      ids.add(pendingTransactionId);
    }
  }
  return ids;
}

/** The currency that most transactions are in, else most accounts; the alphabet decides a tie. */
function mainCurrency(accounts: readonly Account[], transactions: readonly Transaction[]): string | null {
  const rows: readonly { currency: string | null }[] = transactions.some((row) => row.currency !== null)
    ? transactions
    : accounts;
  const counts = new Map<string, number>();
  for (const { currency } of rows)
    if (currency !== null) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]));
  return ranked[0]?.[0] ?? null;
}

function otherCurrencies(
  accounts: readonly Account[],
  transactions: readonly Transaction[],
  currency: string | null,
): OtherCurrency[] {
  const others = new Map<string, { accountCount: number; transactionCount: number }>();
  const count = (rows: readonly { currency: string | null }[], of: 'accountCount' | 'transactionCount') => {
    for (const row of rows) {
      if (row.currency === null || row.currency === currency) continue;
      const known = others.get(row.currency) ?? { accountCount: 0, transactionCount: 0 };
      known[of]++;
      others.set(row.currency, known);
    }
  };
  count(accounts, 'accountCount');
  count(transactions, 'transactionCount');
  return [...others]
    .sort(([a], [b]) => compareText(a, b))
    .map(([other, counts]) => ({ currency: other, ...counts }));
}

function coveredDays(transactions: readonly Transaction[]): Ledger['coveredDays'] {
  let first: IsoDate | null = null;
  let last: IsoDate | null = null;
  for (const { date } of transactions) {
    if (first === null || date < first) first = date;
    if (last === null || date > last) last = date;
  }
  return first === null || last === null ? null : { first: dayNumber(first), last: dayNumber(last) };
}
