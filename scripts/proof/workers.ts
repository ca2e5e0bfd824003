/** The program's own workers under kills, at full length; the report goes to docs/proof/workers.md. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../src/app/embedded-postgres/start-embedded-postgres.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { ordealOfWorkers, type WorkerOrdeal } from '../../test/harness/worker-ordeal.ts';
import { startRedis } from '../../test/redis-server.ts';

type Row = { readonly what: string; readonly found: string; readonly holds: boolean };

/** On each of the two backends: thirty films and thirty kills for a class. */
const JOBS = 15;
const KILLS = 15;
const classes = ['K', 'L', 'N'] as const;

const dataDir = mkdtempSync(join(tmpdir(), 'spendsense-proof-'));
const log = { info: () => undefined, warn: (message: string) => console.warn(message) };
const postgres = await startEmbeddedPostgres({ dataDir, log, isDurable: false });
const redis = await startRedis();
const rows: Row[] = [];
try {
  for (const idempotency of classes) {
    const redisUrl = `${redis.redisUrl}/${classes.indexOf(idempotency)}`;
    await endured('PostgreSQL', { idempotency, redisUrl: null });
    await endured('Redis', { idempotency, redisUrl });
  }
} finally {
  await redis.close();
  await postgres.release();
  rmSync(dataDir, { recursive: true, force: true });
}
const failed = rows.filter(({ holds }) => !holds);
console.log(`${rows.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;

async function endured(
  queue: string,
  { idempotency, redisUrl }: Pick<WorkerOrdeal, 'idempotency' | 'redisUrl'>,
): Promise<void> {
  const result = await ordealOfWorkers(await freshDatabase(), {
    idempotency,
    redisUrl,
    jobCount: JOBS,
    kills: KILLS,
    workerCount: 2,
    hasLatePurchases: true,
    settlesWithinMs: 1_200_000,
  });
  const { jobs, purchaseCount, doubleCount, killCount, violations } = result;
  const states = Object.entries(jobs).map(([state, count]) => `${count} ${state}`);
  const found = `${states.join(', ')}; ${purchaseCount} bought, ${doubleCount} twice; ${killCount} kills`;
  const said = violations.length > 0 ? `${found}. Found: ${violations.join('; ')}` : found;
  rows.push({ what: `class ${idempotency}, queue in ${queue}`, found: said, holds: violations.length === 0 });
  console.log(`${violations.length === 0 ? 'ok  ' : 'FAIL'} class ${idempotency}, ${queue}: ${said}`);
  report();
}

async function freshDatabase() {
  const name = `proof_${rows.length}`;
  const client = new Client({ ...postgres.connection, database: 'postgres' });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const connection = { ...postgres.connection, database: name };
  const db = openDatabase(connection);
  await migrate(db).finally(() => db.destroy());
  return connection;
}

function report(): void {
  mkdirSync('docs/proof', { recursive: true });
  const lines = rows.map(({ what, found, holds }) => `| ${what} | ${found} | ${holds ? 'holds' : 'FAILS'} |`);
  const text = [
    '# The program’s own workers under kills',
    '',
    `Written by \`npm run proof\`. \`spendsense worker\`, twice, with its own queue, settings and leases, orders whole films of \`videos-api\`, a server in a process of its own whose log says what was bought. For each class of provider ${2 * JOBS} films are ordered and ${2 * KILLS} workers killed with SIGKILL: one of the two each time, every third when a film had just been sold and its answer was on the way, the others at random moments. Held: what was bought against the server’s log, the states, the ledger, each file’s bytes against its name, and that nothing is left in the data folder.`,
    '',
    '| run | what happened | verdict |',
    '|---|---|---|',
    ...lines,
    '',
  ];
  writeFileSync('docs/proof/workers.md', text.join('\n'));
}
