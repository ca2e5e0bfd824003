/**
 * Imports a file of 100,000 transactions, from its bytes to the committed rows, and the same rows as bare multi-row inserts into a
 * table without keys: what PostgreSQL takes at the least on the same machine in the same minute.
 * Run: `npx node bench/import.ts [transactions]`.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { sql } from 'kysely';
import { startEmbeddedPostgres } from '../src/app/embedded-postgres/start-embedded-postgres.ts';
import { parseBankFile } from '../src/ingest/parse-bank-file.ts';
import { type Database, openDatabase } from '../src/storage/database.ts';
import { migrate } from '../src/storage/migrate.ts';
import { PostgresBankStore } from '../src/storage/postgres-bank-store.ts';

const transactionCount = Number(process.argv[2] ?? 100_000);
const PER_MEMBER = 1_000;
const BATCH = 500;
const PARAMETERS_PER_ROW = 6;
const CENTS = 100;

const account = {
  account_id: 'checking',
  type: 'depository',
  subtype: 'checking',
  holder_category: 'personal',
  name: 'Everyday',
  official_name: null,
  mask: '0001',
  balances: { current: 1_234.56, available: 1_234.56, limit: null, iso_currency_code: 'USD' },
};

/** An element of Plaid's `transactions`, as its API answers it. */
function transactionAt(index: number) {
  return {
    transaction_id: `transaction-${index}`,
    account_id: account.account_id,
    date: `2026-${String(1 + (index % 9)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}`,
    authorized_date: null,
    amount: (100 + (index % 9_000)) / 100,
    iso_currency_code: 'USD',
    unofficial_currency_code: null,
    merchant_name: `Merchant ${index % 50}`,
    name: `POS PURCHASE MERCHANT ${index % 50}`,
    personal_finance_category: { primary: 'FOOD_AND_DRINK', detailed: 'FOOD_AND_DRINK_COFFEE' },
    payment_channel: 'in store',
    pending: false,
    pending_transaction_id: null,
  };
}

/** The bank file: a member a line. */
async function* bytes(): AsyncGenerator<Buffer> {
  for (let start = 0; start < transactionCount; start += PER_MEMBER) {
    const count = Math.min(PER_MEMBER, transactionCount - start);
    const transactions = Array.from({ length: count }, (_, offset) => transactionAt(start + offset));
    const member = { member_id: `member-${start / PER_MEMBER}`, accounts: [account], transactions };
    yield Buffer.from(`${JSON.stringify(member)}\n`);
  }
}

async function timed<Value>(work: () => Promise<Value>): Promise<{ value: Value; seconds: number }> {
  const startedAt = performance.now();
  const value = await work();
  return { value, seconds: (performance.now() - startedAt) / 1_000 };
}

async function bareInserts(db: Database): Promise<void> {
  await sql`create table bare (member text, id text, account text, date date, cents numeric, description text)`.execute(
    db,
  );
  await db.transaction().execute(async (tx) => {
    for (let start = 0; start < transactionCount; start += BATCH) {
      const rows = Array.from({ length: Math.min(BATCH, transactionCount - start) }, (_, offset) => {
        const one = transactionAt(start + offset);
        return sql`(${`member-${start}`}, ${one.transaction_id}, ${one.account_id}, ${one.date}, ${one.amount * CENTS}, ${one.name})`;
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
  const source = { fileName: 'bench.jsonl', open: bytes };
  const run = () =>
    store.importRecords(
      { importId: randomUUID(), fileName: source.fileName, importedAt: new Date() },
      parseBankFile(source, 'auto'),
    );
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
