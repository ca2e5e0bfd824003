import type { AttemptMoney, AttemptState } from '../../src/video/attempt.ts';
import type { IdempotencyClass } from '../../src/video/film-provider-port.ts';
import type { VideoJobState } from '../../src/video/job.ts';
import type { FaultPlace } from './fault-gate.ts';

/** What has become of an order when nothing moves by itself any more. */
export type End = {
  readonly job: VideoJobState;
  readonly attempt: AttemptState;
  readonly code: string | null;
  readonly money: AttemptMoney;
  /** By the server's own log. */
  readonly bought: number;
};

/** How many requests meet it. A client asks up to three times by itself, so `a while` is longer than that. */
export const lasting = { once: 1, 'a while': 4, 'for good': Number.POSITIVE_INFINITY } as const;

export type FaultRow = {
  /** As the server's header takes them. */
  readonly faults: readonly unknown[];
  readonly place: FaultPlace;
  readonly lasts: keyof typeof lasting;
  /** What is switched on at the order before it, so that there is something for the fault to strike. */
  readonly orderFaults?: readonly unknown[];
  /** How many orders meet those. */
  readonly orderTimes?: number;
  /** The client waits less long for an answer than the server takes. */
  readonly isImpatient?: true;
  /** The server is started anew when the order was taken. */
  readonly isRestarted?: true;
  readonly ends: Partial<Record<IdempotencyClass, End>>;
};

const shown: End = { job: 'ready', attempt: 'delivered', code: null, money: 'settled', bought: 1 };
const refused = (code: string): End => ({
  job: 'failed',
  attempt: 'failed',
  code,
  money: 'released',
  bought: 0,
});
const unknown = (code: string, bought: number): End => ({
  job: 'unknown',
  attempt: 'unknown',
  code,
  money: 'reserved',
  bought,
});
const timedOut = (code: string): End => ({
  job: 'timed_out',
  attempt: 'started',
  code,
  money: 'reserved',
  bought: 1,
});
const lost = (code: string): End => ({ job: 'failed', attempt: 'failed', code, money: 'settled', bought: 1 });

const inAll = (end: End): FaultRow['ends'] => ({ K: end, L: end, N: end });
const inK = (end: End): FaultRow['ends'] => ({ K: end });
const inL = (end: End): FaultRow['ends'] => ({ L: end });
/** Once the handle is known the class no longer matters: asked of one. */
const inN = (end: End): FaultRow['ends'] => ({ N: end });

type Given = Partial<Omit<FaultRow, 'faults' | 'place' | 'lasts' | 'ends'>>;
const at =
  (place: FaultPlace) =>
  (
    fault: unknown | readonly unknown[],
    lasts: FaultRow['lasts'],
    ends: FaultRow['ends'],
    given: Given = {},
  ): FaultRow => ({ faults: Array.isArray(fault) ? fault : [fault], place, lasts, ends, ...given });
const order = at('order');
const status = at('status');
const content = at('content');
const list = at('list');

const busy = { fault: 'rate-limited', retryAfterMs: 50 };
const down = { fault: 'server-error', status: 503 };
const shaped = (shape: string) => ({ fault: 'error-shape', shape });
const late = (fault: string, forMs: number) => ({ fault, forMs });
const failedWith = (error: unknown) => ({ fault: 'failed', error });

const orders: readonly FaultRow[] = [
  order(busy, 'once', inAll(shown)),
  order(busy, 'for good', inAll(refused('rate_limit_exceeded'))),
  order('insufficient-quota', 'once', inAll(refused('insufficient_quota'))),
  order('sentinel-block', 'once', inAll(refused('MODERATED'))),
  order([shaped('without-code'), 'sentinel-block'], 'once', inN(refused('http_400'))),
  order([shaped('string'), 'sentinel-block'], 'once', inN(refused('http_400'))),
  order([shaped('detail'), 'sentinel-block'], 'once', inN(refused('http_400'))),
  order([shaped('string'), busy], 'once', inN(shown)),
  // Without its code an empty account looks like a busy server: asked again, and given up.
  order([shaped('string'), 'insufficient-quota'], 'for good', inN(refused('http_429'))),
  order(down, 'once', { K: shown, L: shown, N: unknown('server_error', 0) }),
  order(down, 'for good', { K: unknown('CALL_UNANSWERED', 0), L: refused('NOT_STARTED') }),
  order('cut-before-create', 'once', { K: shown, L: shown, N: unknown('econnreset', 0) }),
  order('cut-before-create', 'for good', { K: unknown('CALL_UNANSWERED', 0), L: refused('NOT_STARTED') }),
  order('error-after-create', 'once', { K: shown, L: shown, N: unknown('server_error', 1) }),
  order('error-after-create', 'for good', { K: unknown('CALL_UNANSWERED', 1), L: shown }),
  order('cut-after-create', 'once', { K: shown, L: shown, N: unknown('econnreset', 1) }),
  order('cut-after-create', 'for good', { K: unknown('CALL_UNANSWERED', 1), L: shown }),
  order(late('late-purchase', 100), 'once', inAll(shown)),
  order(late('late-purchase', 1_200), 'once', { K: shown, L: shown, N: unknown('timeout', 1) }, impatient()),
  order(late('late-answer', 100), 'once', inAll(shown)),
  order(late('late-answer', 1_200), 'once', { K: shown, L: shown, N: unknown('timeout', 1) }, impatient()),
];

const courses: readonly FaultRow[] = [
  order({ fault: 'stuck', progress: 40 }, 'once', inN(timedOut('NO_PROGRESS'))),
  order('frozen-progress', 'once', inN(timedOut('NO_PROGRESS'))),
  order('failed', 'once', inN(lost('moderation_blocked'))),
  order(failedWith({ code: 1026, message: 'sensitive' }), 'once', inN(lost('1026'))),
  order(failedWith({ message: 'out of memory' }), 'once', inN(lost('FAILED'))),
  order(failedWith('CUDA error'), 'once', inN(lost('FAILED'))),
  order('unknown-status', 'once', inN(shown)),
  order(['unknown-status', 'stuck'], 'once', inN(timedOut('NO_PROGRESS'))),
  order({ fault: 'poll-error', times: 2 }, 'once', inN(shown)),
  order({ fault: 'poll-error', times: 1_000 }, 'once', inN(timedOut('DEADLINE'))),
  order('id-changed', 'once', inN(shown)),
  order('vanish-after-restart', 'once', inAll(lost('LOST_BY_PROVIDER')), { isRestarted: true }),
  order({ fault: 'content-late', forMs: 300 }, 'once', inN(shown)),
  order({ fault: 'content-late', forMs: 600_000 }, 'once', inN(timedOut('CONTENT_NOT_READY'))),
  order('content-json', 'once', inN(timedOut('CONTENT_NOT_READY'))),
  order('content-truncated', 'once', inN(timedOut('CONTENT_NOT_READY'))),
  order({ fault: 'content-truncated', lengthHeader: 'short' }, 'once', inN(timedOut('CONTENT_NOT_READY'))),
  // Films are polled: what happens to webhooks changes nothing.
  ...[
    'webhook-missing',
    'webhook-duplicated',
    'webhook-out-of-order',
    'webhook-early',
    'webhook-bad-signature',
    'webhook-clock-skew',
  ].map((fault) => order(fault, 'once', inN(shown))),
];

/** Faults that any request can meet, where nothing is bought by it. */
const passing = [
  [busy],
  ['insufficient-quota'],
  [down],
  ['cut-before-create'],
  ['sentinel-block'],
  [shaped('string'), 'sentinel-block'],
];
const lostAnswer = { orderFaults: ['cut-after-create'] };

const questions: readonly FaultRow[] = [
  ...passing.flatMap((faults) => [
    status(faults, 'a while', inN(shown)),
    status(faults, 'for good', inN(timedOut('DEADLINE'))),
    content(faults, 'a while', inN(shown)),
    content(faults, 'for good', inN(timedOut('CONTENT_NOT_READY'))),
    list(faults, 'a while', inL(shown), lostAnswer),
    list(faults, 'for good', inL(unknown('CALL_UNANSWERED', 1)), lostAnswer),
  ]),
  // Answers about what is gone, in another shape: still understood.
  status(shaped('detail'), 'for good', inN(lost('LOST_BY_PROVIDER')), {
    orderFaults: ['vanish-after-restart'],
    isRestarted: true,
  }),
  // What a server says that comes back: the order under the same key is asked for again, not handed to a person.
  order(busy, 'once', inK(shown), { orderFaults: [down], orderTimes: lasting['a while'] - 1 }),
];

/** Every fault of the server, in each place where it can strike, in each class where that matters. */
export const faultTable: readonly FaultRow[] = [...orders, ...courses, ...questions];

/** What an operator does about an end that isn't the wished-for one, in the words of the command line. */
export const remedies = [
  'video retry',
  'video reconcile',
  'video resolve --as bought',
  'video resolve --as not-bought',
  'video resolve --as lost',
] as const;
export type Remedy = (typeof remedies)[number];

/**
 * Null where nothing has to be done. A fault that was met at the order stays with its film; others pass, and what
 * is done by then is found by asking.
 */
export function remedyOf({ place }: Pick<FaultRow, 'place'>, { job, bought }: End): Remedy | null {
  if (job === 'ready') return null;
  if (place === 'list' || place === 'content') return 'video reconcile';
  if (job === 'timed_out') return place === 'order' ? 'video resolve --as lost' : 'video retry';
  if (job !== 'unknown') return 'video retry';
  return bought > 0 ? 'video resolve --as bought' : 'video resolve --as not-bought';
}

/** What becomes of it then. */
export function endAfter(remedy: Remedy, { job, bought }: End): End {
  if (remedy === 'video resolve --as not-bought') return refused('NOT_BOUGHT');
  if (remedy === 'video resolve --as lost') return { ...lost('GIVEN_UP'), attempt: 'abandoned' };
  // A job that has ended is followed by another one, which buys.
  return { ...shown, bought: job === 'failed' ? bought + 1 : bought };
}

function impatient(): Given {
  return { isImpatient: true };
}
