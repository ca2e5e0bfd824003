import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { collect, jsonSource, textSource } from '../../test/factories/bank-source.ts';
import { spoiltFile } from '../../test/factories/spoilt-bank-file.ts';
import { BankFileRefused } from '../ingest/bank-file-refused.ts';
import { MemberCollector } from '../ingest/member-collector.ts';
import { parseBankFile } from '../ingest/parse-bank-file.ts';
import { PostgresBankStore } from './postgres-bank-store.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** As many as are needed to meet each pair of happenings; hundreds have run without a difference. */
const RUNS = Number(process.env['MERGE_RUNS'] ?? 25);
const ids = ['t1', 't2', 't3'] as const;

const row = fc.record({
  transaction_id: fc.constantFrom(...ids),
  account_id: fc.constant('c1'),
  date: fc.constant('2026-06-01'),
  amount: fc.integer({ min: 1, max: 3 }),
  name: fc.constant('Shop'),
  pending: fc.boolean(),
  pending_transaction_id: fc.constantFrom(null, null, null, ...ids),
});
const rows = fc.array(row, { maxLength: 3 });
const account = { account_id: 'c1', type: 'depository', balances: {} };
const page = fc.record({
  accounts: fc.constant([account]),
  added: rows,
  modified: rows,
  removed: fc.array(fc.record({ transaction_id: fc.constantFrom(...ids) }), { maxLength: 1 }),
});
/** Files of pages: a page is an object of its file. */
const files = fc.array(fc.array(page, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 });

test('whatever comes, goes and comes again: import keeps what analyze reads of the same files', async () => {
  const store = new PostgresBankStore(database.db);
  await fc.assert(
    fc.asyncProperty(files, async (contents) => {
      const memberId = randomUUID();
      const collector = new MemberCollector();
      for (const pages of contents) {
        const source = jsonSource(`${memberId}.json`, pages);
        await collector.add(source.fileName, parseBankFile(source, 'auto'));
        const from = { importId: randomUUID(), fileName: source.fileName, importedAt: new Date() };
        await store.importRecords(from, parseBankFile(source, 'auto'));
      }
      const [read] = collector.collected().members;
      const byId = read?.transactions.toSorted((a, b) => (a.transactionId < b.transactionId ? -1 : 1));
      expect((await store.memberCopy(memberId))?.transactions).toEqual(byId);
    }),
    { numRuns: RUNS },
  );
}, 60_000);

test('what can be read of a spoilt file can be stored, and what is refused leaves nothing', async () => {
  const store = new PostgresBankStore(database.db);
  await fc.assert(
    fc.asyncProperty(spoiltFile, async ({ fileName, bytes }) => {
      const source = textSource(fileName, bytes);
      const from = { importId: randomUUID(), fileName, importedAt: new Date() };
      const stored = await store
        .importRecords(from, parseBankFile(source, 'auto'))
        .catch((error: unknown) => error);
      const read = await collect(source).catch((error: unknown) => error);
      expect(stored instanceof BankFileRefused).toBe(read instanceof BankFileRefused);
      if (stored instanceof Error) expect(stored).toBeInstanceOf(BankFileRefused);
    }),
    { numRuns: RUNS },
  );
}, 600_000);
