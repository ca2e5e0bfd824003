import { dispatchDue } from '../../src/video/dispatch-jobs.ts';
import type { QueuedJob, VideoQueue } from '../../src/video/video-queue-port.ts';
import type { VideoWorkDependencies } from '../../src/video/video-work.ts';
import { workOnJob } from '../../src/video/work-on-job.ts';
import type { Agenda } from './agenda.ts';

const PICKED_UP_AFTER_MS = 200;
const LOOKS_FOR_DUE_EVERY_MS = 2_000;

/** The queue and its only worker in one: takes the most urgent job, one at a time, in the agenda's time. */
export class OneWorker implements VideoQueue {
  readonly #agenda: Agenda;
  readonly #waiting = new Map<string, number>();
  #work: VideoWorkDependencies | null = null;
  #isBusy = false;
  #isLooking = false;
  #hasMoved = false;

  constructor(agenda: Agenda) {
    this.#agenda = agenda;
  }

  employ(work: VideoWorkDependencies): void {
    this.#work = work;
  }

  /** Whether a job was opened or worked on since it was asked last. */
  hasMoved(): boolean {
    const hasMoved = this.#hasMoved || this.#isBusy;
    this.#hasMoved = false;
    return hasMoved;
  }

  async enqueue({ jobId, priority }: QueuedJob): Promise<void> {
    this.#hasMoved = true;
    this.#waiting.set(jobId, Math.min(priority, this.#waiting.get(jobId) ?? priority));
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#agenda.plan(new Date(this.#agenda.now().getTime() + PICKED_UP_AFTER_MS), () =>
      this.#agenda.begin(() => this.#workOff()),
    );
  }

  async close(): Promise<void> {}

  async #workOff(): Promise<void> {
    for (let jobId = this.#next(); jobId !== null; jobId = this.#next()) {
      if (!this.#work) throw new TypeError('a worker is employed before it is given work');
      const verdict = await workOnJob(this.#work, jobId, new AbortController().signal);
      if (verdict.kind === 'parked' && verdict.until === 'provider') this.#lookForDue();
    }
    this.#isBusy = false;
    this.#hasMoved = true;
  }

  #next(): string | null {
    const [first] = [...this.#waiting].toSorted(([, one], [, other]) => one - other);
    if (!first) return null;
    this.#waiting.delete(first[0]);
    return first[0];
  }

  /** As long as a provider is at work. */
  #lookForDue(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    this.#agenda.plan(new Date(this.#agenda.now().getTime() + LOOKS_FOR_DUE_EVERY_MS), async () => {
      this.#isLooking = false;
      if (!this.#work) return;
      await dispatchDue(this.#work);
      const waiting = await this.#work.jobs.list({ states: ['waiting'], limit: 1 });
      if (waiting.length > 0) this.#lookForDue();
    });
  }
}
