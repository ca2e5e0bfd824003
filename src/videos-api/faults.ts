import { z } from 'zod';
import { ok, type Result, refused } from '../kernel/result.ts';
import { complaintsOf, strictObject } from '../kernel/strict-object.ts';

/*
 * What can go wrong on purpose. Each switch repeats a failure that somebody met with a real server.
 * Those of a request act on the answer at hand; those of a video stay with it and act on later answers.
 */

const milliseconds = z.int().min(0).max(86_400_000);
const serverStatus = z.union([
  z.literal(500),
  z.literal(502),
  z.literal(503),
  z.literal(504),
  z.literal(529),
]);
export const errorShapes = ['envelope', 'without-code', 'string', 'detail'] as const;
export type ErrorShape = (typeof errorShapes)[number];

/** `failed` as clients have met it: with a code, with a number for one, without one, or as a plain sentence. */
const jobError = z.union([
  z.string().min(1),
  strictObject({
    code: z.union([z.string(), z.number(), z.null()]).optional(),
    message: z.string(),
  }),
]);

const moderationBlocked = {
  code: 'moderation_blocked',
  message: 'Your request was blocked by our moderation system.',
};

function named<Name extends string, Shape extends z.ZodRawShape>(name: Name, shape: Shape) {
  return strictObject({ fault: z.literal(name), ...shape });
}

const variants = [
  // Of a request: nothing is bought.
  named('rate-limited', { retryAfterMs: milliseconds.default(1000) }),
  named('insufficient-quota', {}),
  named('server-error', { status: serverStatus.default(500) }),
  named('cut-before-create', {}),
  named('sentinel-block', {}),
  named('error-shape', { shape: z.enum(errorShapes) }),
  // Of a create: the video is bought, the client isn't told.
  named('error-after-create', { status: serverStatus.default(500) }),
  named('cut-after-create', {}),
  // Of a create: bought, or answered, only after so long, also for a client that is gone by then.
  named('late-purchase', { forMs: milliseconds.default(1000) }),
  named('late-answer', { forMs: milliseconds.default(1000) }),
  // Of a video's course.
  named('stuck', { progress: z.int().min(0).max(100).default(40) }),
  named('frozen-progress', {}),
  named('failed', { error: jobError.default(moderationBlocked) }),
  named('unknown-status', { status: z.string().min(1).max(40).default('preparing') }),
  named('poll-error', { status: serverStatus.default(500), times: z.int().min(1).max(1000).default(2) }),
  named('id-changed', {}),
  named('vanish-after-restart', {}),
  // Of its content.
  named('content-late', { forMs: milliseconds.default(2000) }),
  named('content-json', {}),
  named('content-truncated', {
    keepRatio: z.number().min(0).max(0.99).default(0.5),
    lengthHeader: z.enum(['full', 'short']).default('full'),
  }),
  // Of its webhook.
  named('webhook-missing', {}),
  named('webhook-duplicated', { copies: z.int().min(2).max(10).default(2) }),
  named('webhook-out-of-order', { holdAtMostMs: milliseconds.default(30_000) }),
  named('webhook-early', {}),
  named('webhook-bad-signature', {}),
  named('webhook-clock-skew', { skewSeconds: z.int().min(-86_400).max(86_400).default(-600) }),
] as const;

export const faultNames: readonly string[] = variants.map((variant) => variant.shape.fault.value);

const union = z.discriminatedUnion('fault', variants, {
  error: (issue) =>
    issue.code === 'invalid_union'
      ? `unknown fault; allowed are ${faultNames.join(', ')}`
      : issue.code === 'invalid_type'
        ? `a fault is its name, or an object {"fault": name, …}; names are ${faultNames.join(', ')}`
        : undefined,
});

/** A fault: its bare name, or an object with the name and its settings. */
export const faultSchema = z.preprocess(
  (value) => (typeof value === 'string' ? { fault: value } : value),
  union,
);
export type Fault = z.infer<typeof union>;
export type FaultName = Fault['fault'];

/** The request header that switches faults on for one request. */
export const FAULT_HEADER = 'x-videos-api-fault';
const HEADER_FAULTS_MAX = 8;

/** Header text (names with commas between them, or JSON) → faults, or what is wrong with it. */
export function parseFaultHeader(text: string | undefined): Result<readonly Fault[], string> {
  if (text === undefined || text.trim() === '') return ok([]);
  const isJson = /^\s*[[{"]/.test(text);
  let given: unknown;
  try {
    given = isJson ? JSON.parse(text) : text.split(',').map((name) => name.trim());
  } catch {
    return refused(`${FAULT_HEADER}: looks like JSON and can't be read as such.`);
  }
  const list = Array.isArray(given) ? given : [given];
  const parsed = z.array(faultSchema).max(HEADER_FAULTS_MAX).safeParse(list);
  if (parsed.success) return ok(parsed.data);
  return refused(`${FAULT_HEADER}: ${complaintsOf(parsed.error, list).join(' ')}`);
}

export function hasFault(faults: readonly Fault[], name: FaultName): boolean {
  return faults.some((fault) => fault.fault === name);
}

/** The first fault of that name, with its settings. */
export function findFault<Name extends FaultName>(
  faults: readonly Fault[],
  name: Name,
): Extract<Fault, { fault: Name }> | null {
  const found = faults.find((fault): fault is Extract<Fault, { fault: Name }> => fault.fault === name);
  return found ?? null;
}
