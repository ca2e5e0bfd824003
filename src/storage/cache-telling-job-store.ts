import type { Fence } from '../video/attempt.ts';
import type { Failure, SpendSubject, VideoIntent, VideoJob } from '../video/job.ts';
import type { JobBeginning, OpenOutcome, Publication } from '../video/job-store-port.ts';
import type { VideoCache } from '../video/video-cache-port.ts';
import type { Database } from './database.ts';
import { PostgresVideoJobStore } from './postgres-video-job-store.ts';

/**
 * Tells the cache of each step that changes what can be shown, when it is committed and before the caller goes
 * on: whoever asked for a film and looks at once sees that it is being made. Steps of other kinds, and of
 * processes that die in between, are told by the database's own events.
 */
export class CacheTellingJobStore extends PostgresVideoJobStore {
  readonly #cache: VideoCache;

  constructor(db: Database, cache: VideoCache) {
    super(db);
    this.#cache = cache;
  }

  override async open(
    intent: VideoIntent,
    options: { readonly priority: number; readonly beginning: JobBeginning },
  ): Promise<OpenOutcome> {
    const outcome = await super.open(intent, options);
    if (outcome.kind === 'opened') await this.#tell(outcome.job);
    return outcome;
  }

  override async publish(fence: Fence, publication: Publication): Promise<VideoJob | null> {
    const job = await super.publish(fence, publication);
    if (job) await this.#cache.remove(job.slotKey, 'changed');
    return job;
  }

  override async resume(jobId: string): Promise<VideoJob | null> {
    const job = await super.resume(jobId);
    if (job) await this.#tell(job);
    return job;
  }

  override async fail(fence: Fence, reason: Failure): Promise<boolean> {
    return this.#tellOf(fence.jobId, await super.fail(fence, reason));
  }

  override async timeOut(fence: Fence, reason: Failure): Promise<boolean> {
    return this.#tellOf(fence.jobId, await super.timeOut(fence, reason));
  }

  override async awaitSpend(fence: Fence, planned: SpendSubject): Promise<boolean> {
    return this.#tellOf(fence.jobId, await super.awaitSpend(fence, planned));
  }

  override async supersede(jobId: string): Promise<boolean> {
    return this.#tellOf(jobId, await super.supersede(jobId));
  }

  async #tellOf(jobId: string, isDone: boolean): Promise<boolean> {
    const job = isDone ? await this.find(jobId) : null;
    if (job) await this.#tell(job);
    return isDone;
  }

  async #tell({ slotKey }: VideoJob): Promise<void> {
    await this.#cache.removeUnlessShown(slotKey);
  }
}
