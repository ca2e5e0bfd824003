import type { Transaction } from '../ingest/bank-record.ts';
import type { AccountClass } from './account-class.ts';
import { merchantKey } from './merchant-name.ts';
import { type TransactionKind, transactionKind } from './transaction-kind.ts';

type Reading = {
  readonly account: AccountClass;
  readonly isOut: boolean;
  readonly primary: string | undefined;
  readonly detailed: string | null | undefined;
  readonly merchant: string;
  readonly kind: TransactionKind;
};

/** Who a row was with and what it is, worked out once for rows alike: a member's rows repeat the same few. */
export class RowWords {
  /** By merchant's name, then by description. */
  readonly #known = new Map<string | null, Map<string, Reading[]>>();

  read(transaction: Transaction, account: AccountClass): Reading {
    const { amountCents, merchantName, description, category } = transaction;
    const isOut = amountCents >= 0;
    const primary = category?.primary;
    const detailed = category?.detailed;
    const alike = this.#alike(merchantName, description);
    for (const reading of alike) {
      if (
        reading.isOut === isOut &&
        reading.account === account &&
        reading.primary === primary &&
        reading.detailed === detailed
      ) {
        return reading;
      }
    }
    const merchant = merchantKey(merchantName ?? description);
    const kind = transactionKind(transaction, account);
    const reading = { account, isOut, primary, detailed, merchant, kind };
    alike.push(reading);
    return reading;
  }

  #alike(merchantName: string | null, description: string): Reading[] {
    const described = this.#known.get(merchantName) ?? new Map<string, Reading[]>();
    if (described.size === 0) this.#known.set(merchantName, described);
    const readings = described.get(description) ?? [];
    if (readings.length === 0) described.set(description, readings);
    return readings;
  }
}
