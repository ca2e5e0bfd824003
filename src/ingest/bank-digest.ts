import { createHash } from 'node:crypto';
import type { MemberBank } from './bank-record.ts';

/** SHA-256 of a member's bank data. The order of the rows doesn't matter, every field does. */
export function bankDigest(bank: MemberBank): string {
  const hash = createHash('sha256').update(JSON.stringify(bank.memberId));
  for (const [name, rows] of [
    ['accounts', bank.accounts],
    ['transactions', bank.transactions],
    ['liabilities', bank.liabilities],
  ] as const) {
    hash.update(`\n${name}\n`);
    hash.update(
      rows
        .map((row) => JSON.stringify(row, sortedKeys(row)))
        .sort()
        .join('\n'),
    );
  }
  return hash.digest('hex');
}

const keyLists = new Map<string, string[]>();

/** The keys of a row and of what it holds, sorted: stores give rows back with their keys in another order. */
function sortedKeys(row: object): string[] {
  const names = Object.keys(row).join();
  const known = keyLists.get(names);
  if (known) return known;
  const nested = ['primary', 'detailed', 'type', 'rateRatio', 'interestChargeCents'];
  const keys = [...new Set([...Object.keys(row), ...nested])].sort();
  if (keyLists.size < 64) keyLists.set(names, keys);
  return keys;
}
