import type { MemberBank, Transaction } from '../../src/ingest/bank-record.ts';
import { computeSignals } from '../../src/signals/compute-signals.ts';
import type { SignalWindow } from '../../src/signals/signals.ts';
import { aTransaction } from './bank-rows.ts';

export const asOf = '2026-06-30';

export function measured(bank: MemberBank, window: SignalWindow = '180d') {
  return computeSignals(bank, { asOf, window });
}

/** $2,000 of an employer on each of these days. */
export function pay(dates: readonly string[], change: Partial<Transaction> = {}): Transaction[] {
  return dates.map((date) =>
    aTransaction({ date, amountCents: -200_000, description: 'Acme Payroll', ...change }),
  );
}
