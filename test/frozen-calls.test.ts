import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from './embedded-database.ts';
import { type FrozenCalls, freezeCalls } from './harness/frozen-calls.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.close());

const CALLS = 5;
const freeze = (plan: Partial<FrozenCalls> & Pick<FrozenCalls, 'idempotency'>) =>
  freezeCalls(database.connection, { callCount: CALLS, diesAfterwards: false, reconciles: false, ...plan });

test('under a key, calls that thaw buy nothing more', { timeout: 60_000 }, async () => {
  const report = await freeze({ idempotency: 'K' });
  expect(report).toMatchObject({
    violations: [],
    purchaseCount: CALLS,
    doubleCount: 0,
    jobs: { ready: CALLS },
  });
});

test('in a list, calls that thaw are doubles, and each is written down at once', {
  timeout: 60_000,
}, async () => {
  const report = await freeze({ idempotency: 'L' });
  expect(report).toMatchObject({ violations: [], doubleCount: CALLS, doublesKnown: CALLS });
});

test('where the worker dies before it wrote them down, reconciliation finds each', {
  timeout: 60_000,
}, async () => {
  const report = await freeze({ idempotency: 'L', diesAfterwards: true, reconciles: true });
  expect(report).toMatchObject({ violations: [], doubleCount: CALLS, doublesKnown: CALLS });
});

test('the harness sees doubles that nobody found', { timeout: 60_000 }, async () => {
  const report = await freeze({ idempotency: 'L', diesAfterwards: true });
  expect(report.violations.join()).toContain(`${CALLS} double purchases, 0 known`);
});

test('with neither, what a thawed call bought is the job’s film; nothing is bought twice', {
  timeout: 60_000,
}, async () => {
  const report = await freeze({ idempotency: 'N' });
  expect(report).toMatchObject({
    violations: [],
    purchaseCount: CALLS,
    doubleCount: 0,
    jobs: { ready: CALLS },
  });
});
