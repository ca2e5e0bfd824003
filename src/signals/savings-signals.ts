import type { Cents } from '../kernel/units.ts';
import type { ClassedAccount, Ledger } from './ledger.ts';
import type { MeasureEvidence, SavingsSignals } from './signals.ts';
import { type DayRange, isWithin, type MonthlySpending, monthsOfSpending } from './spend.ts';

const unknown: SavingsSignals = {
  balanceCents: null,
  netInflowCents: null,
  monthlyInflowCents: null,
  growthRatio: null,
  emergencyFundMonths: null,
};

/** Savings-like accounts over a window. Growth compares with the start, which is rebuilt from the flows. */
export function savingsSignals(
  ledger: Ledger,
  options: { range: DayRange; months: number; spending: MonthlySpending },
): { signals: SavingsSignals; evidence: Record<string, MeasureEvidence> } {
  const accounts = ledger.accounts.filter((entry) => entry.class === 'savings');
  if (accounts.length === 0) return { signals: unknown, evidence: {} };
  const flows = ledger.postings.filter(
    (posting) => posting.account === 'savings' && isWithin(posting, options.range),
  );
  const netInflowCents = flows.reduce((sum, posting) => sum - posting.transaction.amountCents, 0) + 0;
  const balanceCents = totalBalance(accounts);
  const startCents = balanceCents === null ? null : balanceCents - netInflowCents;
  const accountIds = accounts.map((entry) => entry.account.accountId);
  const flowing = { transactionIds: flows.map((posting) => posting.transaction.transactionId), accountIds };
  return {
    signals: {
      balanceCents,
      netInflowCents,
      // Cut off, not rounded: $199.995 a month has not reached $200.
      monthlyInflowCents: Math.trunc(netInflowCents / options.months) + 0,
      growthRatio: startCents === null || startCents <= 0 ? null : netInflowCents / startCents,
      emergencyFundMonths: balanceCents === null ? null : monthsOfSpending(balanceCents, options.spending),
    },
    evidence: {
      balanceCents: { transactionIds: [], accountIds },
      netInflowCents: flowing,
      monthlyInflowCents: flowing,
      growthRatio: flowing,
      emergencyFundMonths: { transactionIds: options.spending.transactionIds, accountIds },
    },
  };
}

/** Null where any of the balances isn't known: a part is not the whole. */
export function totalBalance(accounts: readonly ClassedAccount[]): Cents | null {
  let total = 0;
  for (const { account } of accounts) {
    if (account.balanceCents === null) return null;
    total += account.balanceCents;
  }
  return accounts.length === 0 ? null : total;
}
