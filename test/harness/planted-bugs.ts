import type { Database } from '../../src/storage/database.ts';
import type { Fence } from '../../src/video/attempt.ts';
import type { AttemptStore } from '../../src/video/attempt-store-port.ts';
import type { FilmProvider } from '../../src/video/film-provider-port.ts';
import type { VideoJobStore } from '../../src/video/job-store-port.ts';
import type { WorkTiming } from '../../src/video/video-work.ts';

/**
 * What the pipeline would be without one of its safeguards. A harness that doesn't fail on each of these
 * proves nothing.
 */
export const plantedBugs = [
  'no_look_up',
  'no_compare_and_set',
  'journal_after_the_call',
  'cap_asked_before_taken',
] as const;
export type PlantedBug = (typeof plantedBugs)[number];

type Parts = {
  readonly jobs: VideoJobStore;
  readonly attempts: AttemptStore;
  readonly provider: FilmProvider;
  readonly timing: WorkTiming;
};

export function withBug(parts: Parts, bug: PlantedBug | null, db: Database): Parts {
  switch (bug) {
    case null:
      return parts;
    case 'no_look_up':
      return withoutLookUp(parts);
    case 'no_compare_and_set':
      return withoutFence(parts, db);
    case 'journal_after_the_call':
      return withLateJournal(parts);
    case 'cap_asked_before_taken':
      return withRacingCap(parts);
  }
}

/** Whoever finds a call without an answer makes it again, at once. */
function withoutLookUp(parts: Parts): Parts {
  const { provider, timing } = parts;
  return {
    ...parts,
    provider: { ...provider, lookUp: async () => ({ kind: 'none' }) },
    timing: { ...timing, callSettlesMs: 0 },
  };
}

/** Every worker may do everything, whoever holds the job. */
function withoutFence(parts: Parts, db: Database): Parts {
  const inForce = async (fence: Fence): Promise<Fence> => {
    const row = await db
      .updateTable('video_jobs')
      .set({ state: 'working', leased_until: new Date(Date.now() + 60_000), next_poll_at: null })
      .where('job_id', '=', fence.jobId)
      .where('state', 'in', ['queued', 'waiting', 'working'])
      .returning('claim')
      .executeTakeFirst();
    return { ...fence, claim: row?.claim ?? fence.claim };
  };
  const unfenced = <Store extends object>(store: Store): Store =>
    new Proxy(store, {
      get(target, name) {
        const method = Reflect.get(target, name) as unknown;
        if (typeof method !== 'function') return method;
        return async (...given: unknown[]) => {
          const [first, ...rest] = given;
          const isFence = typeof first === 'object' && first !== null && 'claim' in first && 'jobId' in first;
          return await method.call(target, isFence ? await inForce(first as Fence) : first, ...rest);
        };
      },
    });
  const jobs = unfenced(parts.jobs);
  return {
    ...parts,
    attempts: unfenced(parts.attempts),
    jobs: new Proxy(jobs, {
      get(target, name) {
        if (name !== 'claim') return Reflect.get(target, name) as unknown;
        return async (jobId: string) => {
          await inForce({ jobId, claim: 0 });
          const job = await parts.jobs.find(jobId);
          return job?.state === 'working' ? job : null;
        };
      },
    }),
  };
}

/** The row that says "a call goes out" is written when the answer is there. */
function withLateJournal(parts: Parts): Parts {
  const { attempts } = parts;
  return {
    ...parts,
    attempts: new Proxy(attempts, {
      get(target, name) {
        if (name === 'beginCall') return async () => ({ kind: 'begun' });
        if (name === 'keepHandle') {
          return async (...[fence, attemptId, started]: Parameters<AttemptStore['keepHandle']>) => {
            await target.beginCall(fence, attemptId, { startsPerMinute: Infinity, inFlightMax: Infinity });
            return await target.keepHandle(fence, attemptId, started);
          };
        }
        const method = Reflect.get(target, name) as unknown;
        return typeof method === 'function' ? method.bind(target) : method;
      },
    }),
  };
}

/** Asks whether there is room, and takes it a moment later. */
function withRacingCap(parts: Parts): Parts {
  const open = async (
    intent: Parameters<VideoJobStore['open']>[0],
    options: Parameters<VideoJobStore['open']>[1],
  ) => {
    const { beginning } = options;
    if (beginning.kind !== 'ordered') return await parts.jobs.open(intent, options);
    const { reservedMicroUsd, spentTodayMicroUsd } = await parts.attempts.budget();
    const room = beginning.capMicroUsd - reservedMicroUsd - spentTodayMicroUsd;
    if ((beginning.plan.estimatedMicroUsd ?? 0) > room) return { kind: 'over_budget' as const };
    return await parts.jobs.open(intent, { ...options, beginning: { ...beginning, capMicroUsd: 1e12 } });
  };
  return {
    ...parts,
    jobs: new Proxy(parts.jobs, {
      get(target, name) {
        if (name === 'open') return open;
        const method = Reflect.get(target, name) as unknown;
        return typeof method === 'function' ? method.bind(target) : method;
      },
    }),
  };
}
