/** The program's own workers under kills, at full length; the report goes to docs/proof/workers.md. */
import { ordealOfWorkers, type WorkerOrdeal } from '../../test/harness/worker-ordeal.ts';
import { startRedis } from '../../test/redis-server.ts';
import { startProofDatabases } from './proof-databases.ts';
import { counted, ProofReport } from './proof-report.ts';

/** On each of the two backends: thirty films and thirty kills for a class. */
const JOBS = 15;
const KILLS = 15;
const classes = ['K', 'L', 'N'] as const;

const report = new ProofReport(
  'docs/proof/workers.md',
  'The program’s own workers under kills',
  `Written by \`npm run proof\`. \`spendsense worker\`, twice, with its own queue, settings and leases, orders whole films of \`videos-api\`, a server in a process of its own whose log says what was bought. For each class of provider ${2 * JOBS} films are ordered and ${2 * KILLS} workers killed with SIGKILL: one of the two each time, every third when a film had just been sold and its answer was on the way, the others at random moments. Held: what was bought against the server’s log, the states, the ledger, each file’s bytes against its name, and that nothing is left in the data folder.`,
);
const databases = await startProofDatabases();
const redis = await startRedis();
try {
  for (const idempotency of classes) {
    const redisUrl = `${redis.redisUrl}/${classes.indexOf(idempotency)}`;
    await endured('PostgreSQL', { idempotency, redisUrl: null });
    await endured('Redis', { idempotency, redisUrl });
  }
} finally {
  await redis.close();
  await databases.close();
}
report.close();

async function endured(
  queue: string,
  { idempotency, redisUrl }: Pick<WorkerOrdeal, 'idempotency' | 'redisUrl'>,
): Promise<void> {
  const { jobs, purchaseCount, doubleCount, killCount, violations } = await ordealOfWorkers(
    await databases.fresh(),
    {
      idempotency,
      redisUrl,
      jobCount: JOBS,
      kills: KILLS,
      workerCount: 2,
      hasLatePurchases: true,
      settlesWithinMs: 1_200_000,
    },
  );
  const found = `${counted(jobs)}; ${purchaseCount} bought, ${doubleCount} twice; ${killCount} kills`;
  report.add({ what: `class ${idempotency}, queue in ${queue}`, found, violations });
}
