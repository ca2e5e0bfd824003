/** The pipeline under kills, freezes and floods, at full length; the report goes to docs/proof/pipeline.md. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type PoolConfig } from 'pg';
import { startEmbeddedPostgres } from '../../src/app/embedded-postgres/start-embedded-postgres.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { type FrozenCalls, freezeCalls } from '../../test/harness/frozen-calls.ts';
import { endure, flood, type Ordeal } from '../../test/harness/pipeline-harness.ts';
import { plantedBugs } from '../../test/harness/planted-bugs.ts';

type Row = { readonly what: string; readonly found: string; readonly holds: boolean };

const ordeal: Ordeal = {
  idempotency: 'K',
  jobCount: 30,
  workerCount: 2,
  kills: 0,
  freezes: 0,
  bug: null,
  settlesWithinMs: 90_000,
};
const quiet = { info: () => undefined, warn: (message: unknown) => console.warn(message) };

const dataDir = mkdtempSync(join(tmpdir(), 'spendsense-proof-'));
const postgres = await startEmbeddedPostgres({ dataDir, log: quiet as never, isDurable: false });
const rows: Row[] = [];
try {
  for (const idempotency of ['K', 'L', 'N'] as const) {
    await endured(`class ${idempotency}, 30 jobs, 30 kills`, { idempotency, kills: 30 });
  }
  for (const idempotency of ['K', 'L'] as const) {
    await endured(`class ${idempotency}, 30 jobs, 20 freezes past the lease`, { idempotency, freezes: 20 });
  }
  for (const idempotency of ['K', 'L', 'N'] as const) {
    await frozen(`class ${idempotency}, 20 calls frozen between journal and wire`, { idempotency });
  }
  const dying = { idempotency: 'L', diesAfterwards: true } as const;
  await frozen('class L, the same, and the worker dies with the answers', { ...dying, reconciles: true });
  await frozen('planted: nobody reconciles', dying, true);
  await flooded('1,000 requests over 20 films from two processes', {
    requestCount: 1_000,
    capMicroUsd: 1e9,
    bug: null,
  });
  await flooded('1,000 requests with money for seven films', {
    requestCount: 1_000,
    capMicroUsd: 700_000,
    bug: null,
  });
  for (const bug of plantedBugs) {
    if (bug === 'cap_asked_before_taken') {
      await flooded(`planted: ${bug}`, { requestCount: 100, capMicroUsd: 700_000, bug }, true);
    } else {
      const idempotency = bug === 'journal_after_the_call' ? 'N' : 'L';
      await endured(
        `planted: ${bug}`,
        { idempotency, bug, jobCount: 12, kills: 8, settlesWithinMs: 8_000 },
        true,
      );
    }
  }
} finally {
  await postgres.release();
  rmSync(dataDir, { recursive: true, force: true });
}
report();

async function endured(what: string, over: Partial<Ordeal>, isPlanted = false): Promise<void> {
  const result = await endure(await freshDatabase(), { ...ordeal, ...over });
  const { jobs, purchaseCount, doubleCount, doublesKnown, killCount, freezeCount, violations } = result;
  const states = Object.entries(jobs).map(([state, count]) => `${count} ${state}`);
  const found = `${states.join(', ')}; ${purchaseCount} bought, ${doubleCount} twice (${doublesKnown} known); ${killCount} kills, ${freezeCount} freezes`;
  add(what, found, violations, isPlanted);
}

async function frozen(
  what: string,
  over: Partial<FrozenCalls> & Pick<FrozenCalls, 'idempotency'>,
  isPlanted = false,
): Promise<void> {
  const plan = { callCount: 20, diesAfterwards: false, reconciles: false, ...over };
  const report = await freezeCalls(await freshDatabase(), plan);
  const { jobs, purchaseCount, doubleCount, doublesKnown, violations } = report;
  const states = Object.entries(jobs).map(([state, count]) => `${count} ${state}`);
  const found = `${states.join(', ')}; ${purchaseCount} bought, ${doubleCount} twice (${doublesKnown} known)`;
  add(what, found, violations, isPlanted);
}

async function flooded(what: string, wave: Parameters<typeof flood>[1], isPlanted = false): Promise<void> {
  const { purchaseCount, answers, violations } = await flood(await freshDatabase(), wave);
  const kinds = Object.entries(answers).map(([kind, count]) => `${count} ${kind}`);
  add(what, `${purchaseCount} bought; answered ${kinds.join(', ')}`, violations, isPlanted);
}

function add(what: string, found: string, violations: readonly string[], isPlanted: boolean): void {
  const holds = isPlanted === violations.length > 0;
  const said = violations.length > 0 ? `${found}. Found: ${violations.join('; ')}` : found;
  rows.push({ what, found: said, holds });
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}: ${said}`);
}

async function freshDatabase(): Promise<PoolConfig> {
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
  const failed = rows.filter(({ holds }) => !holds);
  mkdirSync('docs/proof', { recursive: true });
  const lines = rows.map(({ what, found, holds }) => `| ${what} | ${found} | ${holds ? 'holds' : 'FAILS'} |`);
  const text = [
    '# The pipeline under kills, freezes and floods',
    '',
    'Written by `npm run proof`. Worker processes of the pipeline’s own code order small films of `videos-api`, a server in a process of its own whose log says what was bought; it answers late, not at all, or with an error after the purchase. Workers are killed and frozen at random moments and take up any job, also those that others hold. `bought twice` is counted in the server’s log, `known` in our ledger. A run with a planted bug holds where the checker finds fault.',
    '',
    '| run | what happened | verdict |',
    '|---|---|---|',
    ...lines,
    '',
  ];
  writeFileSync('docs/proof/pipeline.md', text.join('\n'));
  console.log(`${rows.length - failed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}
