import type { Clock } from '../kernel/clock.ts';
import { type Fault, findFault, hasFault } from './faults.ts';
import type { Scenario } from './scenario.ts';
import type { SettledEvent, VideoStore } from './video-store.ts';
import { webhookSignature } from './webhook-signature.ts';

const ANSWER_WITHIN_MS = 10_000;
const DELAY_MAX_MS = 6 * 3_600_000;
/** Standard practice of the protocol's first server: nothing is sent again after three days. */
export const WEBHOOK_LIVES_MS = 72 * 3_600_000;

export type WebhookNews = SettledEvent & { readonly atMs: number; readonly faults: readonly Fault[] };

type Endpoint = Scenario['webhooks'][number];

/**
 * Tells every endpoint of the scenario that a video has ended: signed, again with doubling delays until it
 * answers 2xx, and bent by the video's webhook faults. A body holds only the video's id.
 */
export class WebhookSender {
  readonly #store: VideoStore;
  readonly #clock: Clock;
  readonly #scenario: () => Scenario;
  readonly #closing = new AbortController();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #sending = new Set<Promise<void>>();
  readonly #held = new Set<() => void>();

  constructor(options: { store: VideoStore; clock: Clock; scenario: () => Scenario }) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#scenario = options.scenario;
  }

  announce(news: WebhookNews): void {
    for (const endpoint of this.#scenario().webhooks) this.#announceTo(endpoint, news);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.allSettled(this.#sending);
  }

  #announceTo(endpoint: Endpoint, news: WebhookNews): void {
    if (this.#store.isToldOf(news.eventId, endpoint.url)) return;
    if (hasFault(news.faults, 'webhook-missing')) {
      this.#note(endpoint, news, { attempt: 0, result: 'withheld', detail: 'webhook-missing' });
      return;
    }
    const copies = findFault(news.faults, 'webhook-duplicated')?.copies ?? 1;
    const send = () => {
      for (let copy = 0; copy < copies; copy += 1) this.#attempt(endpoint, news, 1);
    };
    const hold = findFault(news.faults, 'webhook-out-of-order');
    if (hold) this.#holdBack(send, hold.holdAtMostMs);
    else send();
  }

  /** Waits until another event has gone before this one. */
  #holdBack(send: () => void, holdAtMostMs: number): void {
    const release = () => {
      clearTimeout(timer);
      this.#timers.delete(timer);
      if (this.#held.delete(release)) send();
    };
    const timer = this.#after(holdAtMostMs, release);
    this.#held.add(release);
  }

  #attempt(endpoint: Endpoint, news: WebhookNews, attempt: number): void {
    const sending = this.#post(endpoint, news).then((failure) => {
      if (this.#closing.signal.aborted) return;
      if (failure === null) {
        this.#note(endpoint, news, { attempt, result: 'delivered', detail: '2xx' });
        const isHeld = hasFault(news.faults, 'webhook-out-of-order');
        if (!isHeld) for (const release of [...this.#held]) release();
        return;
      }
      this.#retry(endpoint, news, attempt, failure);
    });
    this.#sending.add(sending);
    void sending.finally(() => this.#sending.delete(sending));
  }

  #retry(endpoint: Endpoint, news: WebhookNews, attempt: number, failure: string): void {
    const { attemptsMax, firstDelayMs } = this.#scenario().webhookRetry;
    const isOver = attempt >= attemptsMax || this.#clock.now().getTime() - news.atMs > WEBHOOK_LIVES_MS;
    this.#note(endpoint, news, { attempt, result: isOver ? 'given_up' : 'retried', detail: failure });
    if (isOver) return;
    const delayMs = Math.min(DELAY_MAX_MS, firstDelayMs * 2 ** (attempt - 1));
    this.#after(delayMs, () => this.#attempt(endpoint, news, attempt + 1));
  }

  /** Answers null when the endpoint took it, else why it didn't. */
  async #post(endpoint: Endpoint, news: WebhookNews): Promise<string | null> {
    const skewSeconds = findFault(news.faults, 'webhook-clock-skew')?.skewSeconds ?? 0;
    const { headers, body } = webhookRequest(news, {
      secret: endpoint.secret,
      timestampSeconds: Math.floor(this.#clock.now().getTime() / 1000) + skewSeconds,
    });
    try {
      const signal = AbortSignal.any([AbortSignal.timeout(ANSWER_WITHIN_MS), this.#closing.signal]);
      const answer = await fetch(endpoint.url, { method: 'POST', headers, body, redirect: 'manual', signal });
      await answer.body?.cancel();
      return answer.ok ? null : `answered ${answer.status}`;
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      return cause instanceof Error ? cause.message : String(cause);
    }
  }

  #note(
    endpoint: Endpoint,
    news: WebhookNews,
    about: { attempt: number; result: 'delivered' | 'retried' | 'given_up' | 'withheld'; detail: string },
  ): void {
    const atMs = this.#clock.now().getTime();
    const { eventId, videoId } = news;
    this.#store.recordDelivery({ atMs, eventId, videoId, url: endpoint.url, ...about });
  }

  #after(ms: number, run: () => void): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, ms);
    this.#timers.add(timer);
    return timer;
  }
}

/** Headers and body of one delivery. Pure. */
export function webhookRequest(
  news: WebhookNews,
  signing: { readonly secret: string; readonly timestampSeconds: number },
): { readonly headers: Record<string, string>; readonly body: string } {
  const id = news.eventId.replace(/^evt_/, 'wh_');
  const body = JSON.stringify({
    id: news.eventId,
    object: 'event',
    created_at: Math.floor(news.atMs / 1000),
    type: `video.${news.outcome.kind}`,
    data: { id: news.videoId },
  });
  const isBad = hasFault(news.faults, 'webhook-bad-signature');
  const signature = webhookSignature({
    id,
    timestampSeconds: signing.timestampSeconds,
    body: isBad ? `${body} ` : body,
    secret: signing.secret,
  });
  return {
    headers: {
      'content-type': 'application/json',
      'user-agent': 'spendsense-videos-api',
      'webhook-id': id,
      'webhook-timestamp': String(signing.timestampSeconds),
      'webhook-signature': signature,
    },
    body,
  };
}
