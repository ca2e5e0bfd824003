import { systemClock } from '../../src/app/machine.ts';
import { clarifyJob, type Finding, retryJob } from '../../src/video/operate-job.ts';
import { reconcilePurchases } from '../../src/video/reconcile-purchases.ts';
import { slotKey } from '../../src/video/slot-key.ts';
import { purchasesOf } from '../factories/videos-api-server.ts';
import type { Remedy } from './fault-table.ts';
import type { FaultWorld, Staged } from './fault-world.ts';

/** Does what the command of that name does. */
export async function applyRemedy(what: Remedy, staged: Staged, world: FaultWorld): Promise<void> {
  const { slot, work } = staged;
  const tracks = (await world.films.jobs.slotJobs([slotKey(slot)])).get(slotKey(slot));
  const jobId = tracks?.provider.latest?.jobId ?? '';
  if (what === 'video retry') {
    await retryJob(work, jobId);
    return;
  }
  if (what === 'video reconcile') {
    await reconcilePurchases({ ...work, clock: systemClock }, new AbortController().signal);
    return;
  }
  const finding = await findingOf(what, staged, world);
  await clarifyJob(work, jobId, { finding, byName: 'Olga', reason: 'the provider’s own list says so' });
}

async function findingOf(what: Remedy, { it }: Staged, world: FaultWorld): Promise<Finding> {
  if (what === 'video resolve --as lost') return { kind: 'lost' };
  if (what === 'video resolve --as not-bought') return { kind: 'not_bought' };
  const { purchases } = await purchasesOf(world.server());
  const own = purchases.find(({ model }) => model === it.name);
  return { kind: 'bought', providerJobId: String(own?.['videoId']) };
}
