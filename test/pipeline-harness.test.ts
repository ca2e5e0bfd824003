import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from './embedded-database.ts';
import { endure, flood, type Ordeal, type OrdealReport } from './harness/pipeline-harness.ts';
import type { PlantedBug } from './harness/planted-bugs.ts';

/** The harness in short; `npm run proof` runs it whole. */

const brief: Ordeal = {
  idempotency: 'K',
  jobCount: 6,
  workerCount: 2,
  kills: 0,
  freezes: 0,
  bug: null,
  settlesWithinMs: 40_000,
};

async function run(ordeal: Partial<Ordeal>): Promise<OrdealReport> {
  const database = await testDatabase();
  try {
    return await endure(database.connection, { ...brief, ...ordeal });
  } finally {
    await database.close();
  }
}

describe('workers killed in the middle', () => {
  test.each(['K', 'L', 'N'] as const)(
    'class %s: nothing is bought twice, nothing is lost without a name, nothing is half there',
    async (idempotency) => {
      const report = await run({ idempotency, kills: 6 });
      expect(report).toMatchObject({ violations: [], doubleCount: 0, killCount: 6 });
      expect(Object.values(report.jobs).reduce((sum, count) => sum + count, 0)).toBe(6);
    },
    90_000,
  );
});

describe('workers frozen past their lease', () => {
  test.each(['K', 'L'] as const)(
    'class %s: no double where a key is honoured, every double known where it is only listed',
    async (idempotency) => {
      const report = await run({ idempotency, jobCount: 4, freezes: 3 });
      expect(report).toMatchObject({ violations: [], freezeCount: 3 });
    },
    90_000,
  );
});

describe('the harness fails on', () => {
  const planted: readonly [PlantedBug, Partial<Ordeal>][] = [
    ['no_look_up', { idempotency: 'L' }],
    ['no_compare_and_set', { idempotency: 'L' }],
    ['journal_after_the_call', { idempotency: 'N' }],
  ];
  test.each(planted)(
    'the planted bug %s',
    async (bug, ordeal) => {
      const report = await run({ ...ordeal, bug, jobCount: 12, kills: 8, settlesWithinMs: 6_000 });
      expect(report.violations).not.toEqual([]);
      expect(report.doubleCount).toBeGreaterThan(0);
    },
    90_000,
  );
});

describe('many requests at once from two processes', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  test('a thousand over twenty films: twenty are made', async () => {
    const report = await flood(database.connection, { requestCount: 1_000, capMicroUsd: 1e9, bug: null });
    expect(report).toEqual({ purchaseCount: 20, answers: { enqueued: 1_000 }, violations: [] });
  }, 90_000);

  test('with money for seven: seven are made, and the harness sees a cap that is asked before it is taken', async () => {
    const own = await testDatabase();
    const other = await testDatabase();
    try {
      const held = await flood(own.connection, { requestCount: 100, capMicroUsd: 700_000, bug: null });
      expect(held).toMatchObject({ purchaseCount: 7, violations: [] });
      const racing = { requestCount: 100, capMicroUsd: 700_000, bug: 'cap_asked_before_taken' as const };
      expect((await flood(other.connection, racing)).violations).not.toEqual([]);
    } finally {
      await own.close();
      await other.close();
    }
  }, 120_000);
});
