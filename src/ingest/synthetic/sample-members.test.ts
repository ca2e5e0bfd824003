import { describe, expect, test } from 'vitest';
import { collect, jsonSource } from '../../../test/factories/bank-source.ts';
import { addDays } from '../../kernel/dates.ts';
import { sampleMembers } from './sample-members.ts';

const today = '2026-11-22';

async function banksOf(day: string) {
  const collected = await Promise.all(
    sampleMembers(day).map(({ memberId, file }) => collect(jsonSource(`${memberId}.json`, file))),
  );
  return collected.map(({ members, quarantined }) => {
    const [bank] = members;
    if (!bank || members.length > 1) throw new Error('a sample file holds one member');
    return { bank, quarantined };
  });
}

describe('sample members', () => {
  test('are twelve, each with a name, a story and sound rows', async () => {
    const samples = sampleMembers(today);
    expect(new Set(samples.map(({ memberId }) => memberId)).size).toBe(12);
    for (const { displayName, story } of samples) expect(displayName && story).toBeTruthy();
    for (const { bank, quarantined } of await banksOf(today)) {
      expect(quarantined).toEqual([]);
      expect(bank.transactions.length).toBeGreaterThan(20);
      expect(bank.transactions.every(({ date }) => date <= today)).toBe(true);
    }
  });

  test('made again a week later they repeat their rows under the same ids', async () => {
    const first = await banksOf(today);
    const later = await banksOf(addDays(today, 7));
    for (const [at, { bank }] of first.entries()) {
      const laterRows = new Map(later[at]?.bank.transactions.map((row) => [row.transactionId, row]));
      const kept = bank.transactions.filter(({ date }) => date > addDays(today, -150));
      const missing = kept.filter(({ transactionId }) => !laterRows.has(transactionId));
      expect(missing.map(({ description, date }) => `${bank.memberId} ${description} ${date}`)).toEqual([]);
      for (const row of kept) expect(laterRows.get(row.transactionId)).toEqual(row);
    }
  });
});
