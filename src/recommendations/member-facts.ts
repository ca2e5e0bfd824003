import type { ClassedAccount, Ledger } from '../signals/ledger.ts';
import type { Posting } from '../signals/posting.ts';
import type { CardSignals, MeasureEvidence, Signals } from '../signals/signals.ts';
import { daysPerMonth, windowDays } from '../signals/thresholds.ts';
import type { Fact } from './because.ts';

/** The member's numbers that reasons and eligibility rules draw on, over the 180 days. */
export type MemberFacts = {
  readonly signals: Signals;
  /** Personal accounts in the currency of the analysis. */
  readonly accounts: readonly ClassedAccount['account'][];
  readonly cards: readonly CardSignals[];
  /** The card nearest to its limit, else the one that owes most. */
  readonly topCard: CardSignals | null;
  readonly accountOf: ReadonlyMap<string, ClassedAccount['account']>;
  readonly transactionOf: ReadonlyMap<string, Posting['transaction']>;
  readonly liabilityOf: Ledger['liabilities'];
  /** Pay over the window ÷ its months; null where none was seen. */
  readonly monthlyPay: Fact | null;
  readonly monthlySpend: Fact | null;
  readonly checkingBalance: Fact | null;
  /** How many of the window's transactions were looked at; null where there are none. */
  readonly transactionsSeen: Fact | null;
  /** Whom the member paid in the data, in small letters, each once. */
  readonly merchants: readonly string[];
  /** What came in on each day of pay, over all accounts, in the order of the data. */
  readonly paydays: readonly Fact[];
};

const MONTHS = windowDays['180d'] / daysPerMonth;

export function memberFacts(ledger: Ledger, signals: Signals): MemberFacts {
  const transactionOf = new Map(
    ledger.postings.map(({ transaction }) => [transaction.transactionId, transaction]),
  );
  const accounts = ledger.accounts.map(({ account }) => account);
  const cards = signals.credit?.cards ?? [];
  const pay = signals.evidence?.['pay'];
  const paydays = paydaysOf((pay?.transactionIds ?? []).flatMap((id) => transactionOf.get(id) ?? []));
  const spend = signals.evidence?.['spend'];
  return {
    signals,
    accounts,
    cards,
    topCard: topCard(cards),
    accountOf: new Map(accounts.map((account) => [account.accountId, account])),
    transactionOf,
    liabilityOf: ledger.liabilities,
    paydays,
    monthlyPay:
      pay === undefined || paydays.length === 0
        ? null
        : { ...pay, value: Math.round(sum(paydays.map(({ value }) => value)) / MONTHS), unit: 'cents' },
    monthlySpend:
      spend === undefined || signals.monthlySpendCents == null
        ? null
        : { ...spend, value: wholeUnits(signals.monthlySpendCents), unit: 'cents' },
    merchants: [...new Set(ledger.postings.map(({ merchant }) => merchant.toLowerCase()))],
    checkingBalance: checkingBalance(ledger),
    transactionsSeen: transactionsSeen(ledger),
  };
}

/** A pay that is split between two accounts is one. */
function paydaysOf(rows: readonly Posting['transaction'][]): readonly Fact[] {
  const byDate = Map.groupBy(rows, ({ date }) => date);
  return [...byDate.values()].map((those) => ({
    value: -sum(those.map(({ amountCents }) => amountCents)),
    unit: 'cents',
    ...rowsBehind(those),
  }));
}

function transactionsSeen({ postings, asOfDay }: Ledger): Fact | null {
  const rows = postings.filter(({ day }) => day > asOfDay - windowDays['180d']).map((one) => one.transaction);
  if (rows.length === 0) return null;
  return {
    value: rows.length,
    unit: 'count',
    ...rowsBehind(rows),
  };
}

function rowsBehind(rows: readonly Posting['transaction'][]): MeasureEvidence {
  return {
    transactionIds: rows.map((row) => row.transactionId),
    accountIds: [...new Set(rows.map((row) => row.accountId))].sort(),
  };
}

/** An average is no exact amount: it is told in whole dollars. */
function wholeUnits(cents: number): number {
  return Math.round(cents / 100) * 100;
}

function topCard(cards: readonly CardSignals[]): CardSignals | null {
  const ranked = [...cards].sort(
    (a, b) =>
      (b.utilizationRatio ?? -1) - (a.utilizationRatio ?? -1) ||
      (b.balanceCents ?? -1) - (a.balanceCents ?? -1) ||
      (a.accountId < b.accountId ? -1 : 1),
  );
  return ranked[0] ?? null;
}

function checkingBalance(ledger: Ledger): Fact | null {
  const checking = ledger.accounts
    .filter((entry) => entry.class === 'checking')
    .map(({ account }) => account);
  const balances = checking.flatMap((account) => account.balanceCents ?? []);
  if (checking.length === 0 || balances.length < checking.length) return null;
  return {
    value: sum(balances),
    unit: 'cents',
    transactionIds: [],
    accountIds: checking.map((account) => account.accountId).sort(),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
