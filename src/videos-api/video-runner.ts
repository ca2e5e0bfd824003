import type { Clock, IdSource } from '../kernel/clock.ts';
import { chooseClip } from './choose-clip.ts';
import type { ClipLibrary } from './clip-library.ts';
import { findFault, hasFault } from './faults.ts';
import type { Scenario } from './scenario.ts';
import { neverEnds, type Purchase, type VideoOutcome } from './video-job.ts';
import type { VideoStore } from './video-store.ts';
import { WEBHOOK_LIVES_MS, type WebhookSender } from './webhook-sender.ts';

/** Brings every video to its end at its time, makes its clip, and has the webhook sent. */
export class VideoRunner {
  readonly #store: VideoStore;
  readonly #clips: ClipLibrary;
  readonly #webhooks: WebhookSender;
  readonly #clock: Clock;
  readonly #ids: IdSource;
  readonly #scenario: () => Scenario;
  readonly #timers = new Set<NodeJS.Timeout>();
  #isClosed = false;

  constructor(options: {
    store: VideoStore;
    clips: ClipLibrary;
    webhooks: WebhookSender;
    clock: Clock;
    ids: IdSource;
    scenario: () => Scenario;
  }) {
    this.#store = options.store;
    this.#clips = options.clips;
    this.#webhooks = options.webhooks;
    this.#clock = options.clock;
    this.#ids = options.ids;
    this.#scenario = options.scenario;
  }

  /** Takes up what an earlier run of the server left: unfinished videos, webhooks that nobody took. */
  resume(): void {
    const nowMs = this.#now();
    for (const { purchase, outcome } of this.#store.known()) if (!outcome) this.begin(purchase);
    for (const event of this.#store.settledEvents()) {
      const job = this.#store.find(event.videoId);
      if (!job || nowMs - event.outcome.atMs > WEBHOOK_LIVES_MS) continue;
      this.#webhooks.announce({ ...event, atMs: event.outcome.atMs, faults: job.purchase.faults });
    }
  }

  begin(purchase: Purchase): void {
    const { faults, createdAtMs, queuedMs, runningMs } = purchase;
    const eventId = `evt_${this.#ids.next()}`;
    const startsAtMs = createdAtMs + queuedMs;
    if (hasFault(faults, 'webhook-early')) this.#at(startsAtMs, () => this.#announceEarly(purchase, eventId));
    if (neverEnds(faults)) return;
    const failure = findFault(faults, 'failed');
    const endsAtMs = startsAtMs + runningMs;
    if (failure) {
      this.#at(endsAtMs, () => this.#settle(purchase, eventId, this.#failed(purchase, failure.error)));
      return;
    }
    // Made while the video "runs"; it ends when both the clip and its time have come.
    const made = this.#clips.ensure(chooseClip(purchase)).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    this.#at(endsAtMs, async () => {
      const trouble = await made;
      if (this.#isClosed) return;
      const outcome =
        trouble === null
          ? this.#completed()
          : this.#failed(purchase, {
              code: 'server_error',
              message: `The clip could not be made: ${trouble}`,
            });
      this.#settle(purchase, eventId, outcome);
    });
  }

  close(): void {
    this.#isClosed = true;
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #completed(): VideoOutcome {
    const atMs = this.#now();
    return { kind: 'completed', atMs, expiresAtMs: atMs + this.#scenario().timing.contentLivesMs };
  }

  #failed(purchase: Purchase, error: unknown): VideoOutcome {
    const refundMicroUsd = this.#scenario().isFailureCharged ? 0 : purchase.priceMicroUsd;
    return { kind: 'failed', atMs: this.#now(), error, refundMicroUsd };
  }

  #settle(purchase: Purchase, eventId: string, outcome: VideoOutcome): void {
    const event = this.#store.settle(purchase.videoId, eventId, outcome);
    if (hasFault(purchase.faults, 'webhook-early')) return;
    this.#webhooks.announce({ ...event, atMs: outcome.atMs, faults: purchase.faults });
  }

  /** Tells of an end that has not come. */
  #announceEarly(purchase: Purchase, eventId: string): void {
    const failure = findFault(purchase.faults, 'failed');
    const outcome = failure ? this.#failed(purchase, failure.error) : this.#completed();
    const { videoId, faults } = purchase;
    this.#webhooks.announce({ eventId, videoId, outcome, atMs: outcome.atMs, faults });
  }

  #now(): number {
    return this.#clock.now().getTime();
  }

  #at(atMs: number, run: () => void): void {
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        run();
      },
      Math.max(0, atMs - this.#now()),
    );
    this.#timers.add(timer);
  }
}
