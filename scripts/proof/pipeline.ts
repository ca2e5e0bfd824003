/** The pipeline under kills, freezes and floods, at full length; the report goes to docs/proof/pipeline.md. */
import { type FrozenCalls, freezeCalls } from '../../test/harness/frozen-calls.ts';
import { endure, flood, type Ordeal } from '../../test/harness/pipeline-harness.ts';
import { plantedBugs } from '../../test/harness/planted-bugs.ts';
import { startProofDatabases } from './proof-databases.ts';
import { counted, ProofReport } from './proof-report.ts';

const ordeal: Ordeal = {
  idempotency: 'K',
  jobCount: 30,
  workerCount: 2,
  kills: 0,
  freezes: 0,
  bug: null,
  settlesWithinMs: 90_000,
};
const report = new ProofReport(
  'docs/proof/pipeline.md',
  'The pipeline under kills, freezes and floods',
  'Written by `npm run proof`. Worker processes of the pipeline’s own code order small films of `videos-api`, a server in a process of its own whose log says what was bought; it answers late, not at all, or with an error after the purchase. Workers are killed and frozen at random moments and take up any job, also those that others hold. `bought twice` is counted in the server’s log, `known` in our ledger. A run with a planted bug holds where the checker finds fault.',
);
const databases = await startProofDatabases();
try {
  for (const idempotency of ['K', 'L', 'N'] as const) {
    await endured(`class ${idempotency}, 30 jobs, 30 kills`, { idempotency, kills: 30 });
  }
  for (const idempotency of ['K', 'L'] as const) {
    await endured(`class ${idempotency}, 30 jobs, 20 freezes past the lease`, {
      idempotency,
      freezes: 20,
    });
  }
  for (const idempotency of ['K', 'L', 'N'] as const) {
    await frozen(`class ${idempotency}, 20 calls frozen between journal and wire`, {
      idempotency,
    });
  }
  const dying = { idempotency: 'L', diesAfterwards: true } as const;
  await frozen('class L, the same, and the worker dies with the answers', {
    ...dying,
    reconciles: true,
  });
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
  await databases.close();
}
report.close();

async function endured(what: string, over: Partial<Ordeal>, isPlanted = false): Promise<void> {
  const result = await endure(await databases.fresh(), { ...ordeal, ...over });
  const { jobs, killCount, freezeCount, violations } = result;
  const found = `${counted(jobs)}; ${bought(result)}; ${killCount} kills, ${freezeCount} freezes`;
  report.add({ what, found, violations, isPlanted });
}

async function frozen(
  what: string,
  over: Partial<FrozenCalls> & Pick<FrozenCalls, 'idempotency'>,
  isPlanted = false,
): Promise<void> {
  const plan = { callCount: 20, diesAfterwards: false, reconciles: false, ...over };
  const result = await freezeCalls(await databases.fresh(), plan);
  const { jobs, violations } = result;
  report.add({ what, found: `${counted(jobs)}; ${bought(result)}`, violations, isPlanted });
}

async function flooded(what: string, wave: Parameters<typeof flood>[1], isPlanted = false): Promise<void> {
  const { purchaseCount, answers, violations } = await flood(await databases.fresh(), wave);
  const found = `${purchaseCount} bought; answered ${counted(answers)}`;
  report.add({ what, found, violations, isPlanted });
}

type Purchases = {
  readonly purchaseCount: number;
  readonly doubleCount: number;
  readonly doublesKnown: number;
};

function bought({ purchaseCount, doubleCount, doublesKnown }: Purchases): string {
  return `${purchaseCount} bought, ${doubleCount} twice (${doublesKnown} known)`;
}
