import type { VideoJobStore } from '../../src/video/job-store-port.ts';
import type { VideoWorkDependencies } from '../../src/video/video-work.ts';
import { workOnJob } from '../../src/video/work-on-job.ts';

/** Where a worker dies: before or after which of its calls to store, provider or disk takes effect. */
export type DeathPoint = { readonly callNumber: number; readonly side: 'before' | 'after' };

/**
 * `renew` and `reportProgress`: no step waits for them, so counting them would differ from run to run.
 * `openWorkFolder`: what a dead process left is told by its number, and this process lives on.
 */
const uncounted = new Set(['renew', 'reportProgress', 'openWorkFolder']);

export class Died extends Error {
  override readonly name = 'Died';
}

/** The same parts in the hands of a process that dies at one of its calls: none gets through from then on. */
export function dyingWorker(
  work: VideoWorkDependencies,
  { callNumber, side }: DeathPoint,
): { readonly work: VideoWorkDependencies; readonly diedAt: () => string | null } {
  let calls = 0;
  let diedAt: string | null = null;
  const mortal = <Part extends object>(part: Part, partName: string): Part =>
    new Proxy(part, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function' || name === 'estimateCost') return method;
        return async (...given: unknown[]) => {
          if (diedAt !== null) throw new Died(diedAt);
          if (uncounted.has(String(name))) return await method.apply(target, given);
          calls += 1;
          const isLast = calls === callNumber;
          const here = `${side} ${partName}.${String(name)}`;
          if (isLast) diedAt = here;
          if (isLast && side === 'before') throw new Died(here);
          const answer: unknown = await method.apply(target, given);
          if (isLast) throw new Died(here);
          return answer;
        };
      },
    });
  const { jobs, attempts, media, chain } = work;
  return {
    work: {
      ...work,
      jobs: mortal(jobs, 'jobs'),
      attempts: mortal(attempts, 'attempts'),
      media: mortal(media, 'media'),
      chain: { ...chain, providers: chain.providers.map((one) => mortal(one, 'provider')) },
    },
    diedAt: () => diedAt,
  };
}

/** Takes the job up whenever it is due, as a worker would, until it ends or only a person can move it on. */
export async function workThrough(
  work: VideoWorkDependencies,
  jobs: VideoJobStore,
  jobId: string,
  withinMs: number,
): Promise<string> {
  const never = new AbortController().signal;
  const endAt = Date.now() + withinMs;
  for (;;) {
    await workOnJob(work, jobId, never);
    const job = await jobs.find(jobId);
    const state = job?.state ?? 'gone';
    if (!['queued', 'working', 'waiting'].includes(state) || Date.now() > endAt) return state;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
