import type { Account, CreditLiability, MemberBank, Transaction } from '../ingest/bank-record.ts';
import { dayNumber } from '../kernel/dates.ts';
import type { FactName } from '../recommendations/because.ts';
import type { Evidence } from '../recommendations/recommendation.ts';
import type { Signals } from '../signals/signals.ts';

/** What a piece of evidence points at, found in the member's own data. */
type Rows = {
  readonly bank: MemberBank;
  readonly transactions: readonly Transaction[];
  readonly accounts: readonly Account[];
  readonly liabilities: readonly CreditLiability[];
  readonly signals: Signals;
  /** The other numbers of the same rationale, by name. */
  readonly beside: Readonly<Partial<Record<FactName, number>>>;
};

/** Between which two numbers the value must lie; mostly they are the same. Null where the rows don't say. */
type Bounds = readonly [low: number, high: number] | null;

const MONTHS = 6;
const MONTH_DAYS = 30;
const MONTHS_PER_YEAR = 12;
const DAYS_PER_YEAR = 365;

const exactly = (value: number | null | undefined): Bounds => (value == null ? null : [value, value]);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const outCents = ({ transactions }: Rows) => transactions.map(({ amountCents }) => amountCents);
const balances = ({ accounts }: Rows) => sum(accounts.map(({ balanceCents }) => balanceCents ?? Number.NaN));
const inflow = (rows: Rows) => -sum(outCents(rows));
const liability = (read: (one: CreditLiability) => number | null) => (rows: Rows) =>
  exactly(rows.liabilities.length === 1 && rows.liabilities[0] ? read(rows.liabilities[0]) : null);

/** A refund lessens what its merchant took, but never below nothing: so both sums are bounds. */
function spent(rows: Rows): readonly [low: number, high: number] {
  return [sum(outCents(rows)), sum(outCents(rows).filter((cents) => cents > 0))];
}

/** What came in on one day, over all accounts. */
function payday(rows: Rows): Bounds {
  return new Set(rows.transactions.map(({ date }) => date)).size === 1 ? exactly(inflow(rows)) : null;
}

/** Each number that a rationale may cite, worked out a second time from nothing but the rows it points at. */
const fromRows: Readonly<Record<FactName, (rows: Rows) => Bounds>> = {
  utilizationRatio: ({ accounts: [card] }) =>
    card?.balanceCents == null || !card.limitCents ? null : exactly(card.balanceCents / card.limitCents),
  balanceCents: ({ accounts: [card] }) => exactly(card?.balanceCents),
  limitCents: ({ accounts: [card] }) => exactly(card?.limitCents),
  toTargetCents: ({ accounts: [card], beside }) =>
    card?.balanceCents == null || !card.limitCents || beside.targetRatio === undefined
      ? null
      : exactly(Math.round(card.balanceCents - card.limitCents * beside.targetRatio)),
  targetRatio: () => exactly(0.3),
  // Subscriptions are told of the last month, everything else of the long window.
  windowDays: ({ transactions, beside }) => {
    const days = beside.recurringSpendCents === undefined ? MONTHS * MONTH_DAYS : MONTH_DAYS;
    return spanDays(transactions) <= days ? exactly(days) : null;
  },
  transactionCount: ({ transactions }) => exactly(transactions.length),
  overdrawnCents: (rows) => exactly(-balances(rows)),
  owedCents: (rows) => exactly(balances(rows)),
  cardCount: ({ accounts }) => exactly(accounts.filter(({ balanceCents }) => (balanceCents ?? 0) > 0).length),
  interestCents: (rows) =>
    rows.transactions.length > 0
      ? exactly(sum(outCents(rows)))
      : exactly(sum(rows.liabilities.flatMap(({ aprs }) => aprs.map((apr) => apr.interestChargeCents ?? 0)))),
  lastPaymentCents: liability(({ lastPaymentCents }) => lastPaymentCents),
  minimumPaymentCents: liability(({ minimumPaymentCents }) => minimumPaymentCents),
  overdueCount: ({ liabilities }) => exactly(liabilities.filter(({ isOverdue }) => isOverdue).length),
  aprRatio: liability(
    ({ aprs }) => (aprs.find(({ type }) => type === 'purchase_apr') ?? aprs[0])?.rateRatio ?? null,
  ),
  dailyInterestCents: ({ beside: { balanceCents, aprRatio } }) =>
    balanceCents === undefined || aprRatio === undefined
      ? null
      : exactly(Math.round((balanceCents * aprRatio) / DAYS_PER_YEAR)),
  payGapDays: ({ transactions }) => exactly(medianGap(transactions)),
  cashBufferMonths: (rows) => monthsCovered(rows),
  lowestPayCents: payday,
  highestPayCents: payday,
  recurringCount: ({ transactions, signals }) => {
    const ids = new Set(transactions.map(({ transactionId }) => transactionId));
    const streams = signals.subscriptions?.streams ?? [];
    return exactly(streams.filter((one) => one.transactionIds.every((id) => ids.has(id))).length);
  },
  recurringSpendCents: (rows) => {
    const [, gross] = spent(rows);
    return [gross - refundsCents(rows), gross];
  },
  recurringShareRatio: (rows) => {
    const [low, high] = spent(rows);
    const part = rows.beside.recurringSpendCents;
    return part === undefined || low <= 0 ? null : [part / high, part / low];
  },
  streamAmountCents: ({ transactions }) =>
    exactly(transactions.toSorted((a, b) => (a.date < b.date ? -1 : 1)).at(-1)?.amountCents),
  recurringYearlyCents: ({ beside: { recurringSpendCents } }) =>
    exactly(recurringSpendCents && recurringSpendCents * MONTHS_PER_YEAR),
  monthlyInflowCents: (rows) => exactly(Math.trunc(inflow(rows) / MONTHS)),
  yearlyInflowCents: ({ beside: { monthlyInflowCents } }) =>
    exactly(monthlyInflowCents && monthlyInflowCents * MONTHS_PER_YEAR),
  savingsGrowthRatio: (rows) => exactly(inflow(rows) / (balances(rows) - inflow(rows))),
  savingsBalanceCents: (rows) => exactly(balances(rows)),
  emergencyFundMonths: (rows) => monthsCovered(rows),
  monthlySpendCents: (rows) => {
    const [low, high] = spent(rows);
    return [wholeUnits(low / MONTHS), wholeUnits(high / MONTHS)];
  },
  checkingBalanceCents: (rows) => exactly(balances(rows)),
  accountCount: ({ accounts }) => exactly(accounts.length),
};

/** A balance below nothing covers nothing. */
function monthsCovered(rows: Rows): Bounds {
  const balance = Math.max(0, balances(rows));
  const [low, high] = spent(rows);
  return low <= 0 ? null : [(balance * MONTHS) / high, (balance * MONTHS) / low];
}

/** The most that the merchants of these rows can have paid back. */
function refundsCents({ bank, transactions }: Rows): number {
  const names = new Set(transactions.map((row) => row.merchantName ?? row.description));
  return -sum(
    bank.transactions
      .filter((row) => row.amountCents < 0)
      .filter((row) => [...names].some((name) => `${row.merchantName} ${row.description}`.includes(name)))
      .map(({ amountCents }) => amountCents),
  );
}

function spanDays(transactions: readonly Transaction[]): number {
  const days = transactions.map(({ date }) => dayNumber(date));
  return days.length === 0 ? 0 : Math.max(...days) - Math.min(...days) + 1;
}

/** An average is kept in whole cents and told in whole dollars. */
function wholeUnits(cents: number): number {
  return Math.round(Math.round(cents) / 100) * 100;
}

function medianGap(transactions: readonly Transaction[]): number | null {
  const days = [...new Set(transactions.map(({ date }) => dayNumber(date)))].sort((a, b) => a - b);
  return median(days.slice(1).map((day, at) => day - (days[at] ?? day)));
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2);
}

/** A half cent or a rounding of the last digit. */
const TOLERANCE_RATIO = 1e-9;

/**
 * Whether the rows that a piece of evidence points at are the member's and give its value. Numbers that are
 * netted merchant by merchant must lie between the sum with all refunds and the sum without any.
 */
export function followsFromRows(
  entry: Evidence,
  of: { readonly bank: MemberBank; readonly signals: Signals; readonly evidence: readonly Evidence[] },
): boolean {
  const { bank, signals } = of;
  const ids = new Set(entry.transactionIds);
  const transactions = bank.transactions.filter(({ transactionId }) => ids.has(transactionId));
  const accounts = bank.accounts.filter(({ accountId }) => entry.accountIds.includes(accountId));
  if (transactions.length !== entry.transactionIds.length || accounts.length !== entry.accountIds.length)
    return false;
  const bounds = isFactName(entry.name)
    ? fromRows[entry.name]({
        bank,
        transactions,
        accounts,
        liabilities: bank.liabilities.filter(({ accountId }) => entry.accountIds.includes(accountId)),
        signals,
        beside: Object.fromEntries(of.evidence.map(({ name, value }) => [name, value])),
      })
    : null;
  if (bounds === null) return false;
  const [low, high] = bounds;
  const slack = Math.max(1, Math.abs(entry.value)) * TOLERANCE_RATIO;
  return entry.value >= low - slack && entry.value <= high + slack;
}

function isFactName(name: string): name is FactName {
  return Object.hasOwn(fromRows, name);
}
