/**
 * Imports 100,000 transactions through the bank store, and the same rows as bare multi-row inserts into a
 * table without keys: what PostgreSQL takes at the least on the same machine in the same minute.
 * Run: `npx node bench/import.ts [transactions]`.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { sql } from 'kysely';
import { startEmbeddedPostgres } from '../src/app/embedded-postgres/start-embedded-postgres.ts';
import type { Account, BankRecord, Transaction } from '../src/ingest/bank-record.ts';
import { type Database, openDatabase } from '../src/storage/database.ts';
import { migrate } from '../src/storage/migrate.ts';
import { PostgresBankStore } from '../src/storage/postgres-bank-store.ts';

const transactionCount = Number(process.argv[2] ?? 100_000);
const PER_MEMBER = 1_000;
const BATCH = 500;
const PARAMETERS_PER_ROW = 6;

const account: Account = {
  accountId: 'checking',
  type: 'depository',
  subtype: 'checking',
  holderCategory: 'personal',
  name: 'Everyday',
  officialName: null,
  mask: '0001',
  currency: 'USD',
  balanceCents: 123_456,
  availableCents: 123_456,
  limitCents: null,
};

function transactionAt(index: number): Transaction {
  return {
    transactionId: `transaction-${index}`,
    accountId: account.accountId,
    date: `2026-${String(1 + (index % 9)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}`,
    authorizedDate: null,
    amountCents: 100 + (index % 9_000),
    currency: 'USD',
    merchantName: `Merchant ${index % 50}`,
    description: `POS PURCHASE MERCHANT ${index % 50}`,
    category: { primary: 'FOOD_AND_DRINK', detailed: 'FOOD_AND_DRINK_COFFEE' },
    paymentChannel: 'in store',
    isPending: false,
    pendingTransactionId: null,
  };
}

async function* records(): AsyncGenerator<readonly BankRecord[]> {
  for (let start = 0; start < transactionCount; start += BATCH) {
    const member = Math.floor(start / PER_MEMBER);
    const batch: BankRecord[] = start % PER_MEMBER === 0 ? [{ kind: 'account', member, account }] : [];
    const end = Math.min(start + BATCH, transactionCount);
    for (let index = start; index < end; index += 1) {
      batch.push({ kind: 'transaction', member, transaction: transactionAt(index), place: `[${index}]` });
    }
    if (end % PER_MEMBER === 0 || end === transactionCount) {
      batch.push({ kind: 'member', member, memberId: `member-${member}` });
    }
    yield batch;
  }
}

async function timed<Value>(work: () => Promise<Value>): Promise<{ value: Value; seconds: number }> {
  const startedAt = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - startedAt) / 1_000 };
}

async function bareInserts(db: Database): Promise<void> {
  await sql`create table bare (member text, id text, account text, date date, cents bigint, description text)`.execute(
    db,
  );
  await db.transaction().execute(async (tx) => {
    for (let start = 0; start < transactionCount; start += BATCH) {
      const rows = Array.from({ length: Math.min(BATCH, transactionCount - start) }, (_, offset) => {
        const one = transactionAt(start + offset);
        return sql`(${`member-${start}`}, ${one.transactionId}, ${one.accountId}, ${one.date}, ${one.amountCents}, ${one.description})`;
      });
      await sql`insert into bare values ${sql.join(rows)}`.execute(tx);
    }
  });
}

const dataDir = await mkdtemp('/tmp/spendsense-bench-');
const silent = { info: () => undefined, warn: (message: string) => console.error(message) };
const embedded = await startEmbeddedPostgres({ dataDir, log: silent });
const db = openDatabase(embedded.connection);
try {
  await migrate(db);
  const store = new PostgresBankStore(db);
  const run = () =>
    store.importRecords({ importId: randomUUID(), fileName: 'bench', importedAt: new Date() }, records());
  const reference = await timed(() => bareInserts(db));
  const first = await timed(run);
  const again = await timed(run);
  console.log(`${transactionCount} transactions, PostgreSQL with fsync`);
  console.log(
    `  reference, ${PARAMETERS_PER_ROW} bare columns in multi-row inserts: ${reference.seconds.toFixed(2)} s`,
  );
  console.log(
    `  import: ${first.seconds.toFixed(2)} s, ratio ${(first.seconds / reference.seconds).toFixed(2)}`,
  );
  console.log(
    `  the same file again: ${again.seconds.toFixed(2)} s, ratio ${(again.seconds / reference.seconds).toFixed(2)}, ` +
      `${again.value.rowsUnchanged} of ${again.value.rowsAccepted} rows unchanged`,
  );
  console.log(`  memory: ${Math.round(process.memoryUsage().rss / 1e6)} MB resident`);
} finally {
  await db.destroy();
  await embedded.release();
  await rm(dataDir, { recursive: true, force: true });
}
