import { z } from 'zod';
import { ok, type Result, refused } from '../kernel/result.ts';
import { complaintsOf, strictObject } from '../kernel/strict-object.ts';
import { errorShapes, faultSchema } from './faults.ts';

const milliseconds = z.int().min(0).max(86_400_000);
const SIDE_MIN = 32;
const SIDE_MAX = 1920;

const filmSize = z.string().refine((text) => {
  const sides = /^(\d{2,4})x(\d{2,4})$/.exec(text)?.slice(1).map(Number) ?? [];
  return sides.length === 2 && sides.every((side) => side % 2 === 0 && side >= SIDE_MIN && side <= SIDE_MAX);
}, `a size such as 1280x720: both sides even, from ${SIDE_MIN} to ${SIDE_MAX}`);

const clipSeconds = z
  .string()
  .regex(/^([1-9]|1\d|20)$/, 'whole seconds from "1" to "20", as text as the protocol has them');

const modelSchema = strictObject({
  seconds: z.array(clipSeconds).min(1),
  /** Size → price of one second, in millionths of a dollar. */
  microUsdPerSecond: z
    .record(filmSize, z.int().min(0).max(1_000_000_000))
    .refine((sizes) => Object.keys(sizes).length > 0, 'at least one size with its price'),
});

const spokenSeconds = ['4', '8', '12', '16', '20'];

/** What the two models offered and cost while their maker sold them. */
const soraModels: Record<string, z.infer<typeof modelSchema>> = {
  'sora-2': {
    seconds: spokenSeconds,
    microUsdPerSecond: { '720x1280': 100_000, '1280x720': 100_000 },
  },
  'sora-2-pro': {
    seconds: spokenSeconds,
    microUsdPerSecond: {
      '720x1280': 300_000,
      '1280x720': 300_000,
      '1024x1792': 500_000,
      '1792x1024': 500_000,
      '1080x1920': 700_000,
      '1920x1080': 700_000,
    },
  },
};

const SECRET_BYTES_MIN = 16;
const webhookSecret = z
  .string()
  .refine(
    (text) => text.startsWith('whsec_') && Buffer.from(text.slice(6), 'base64').length >= SECRET_BYTES_MIN,
    `"whsec_" and at least ${SECRET_BYTES_MIN} bytes in base64`,
  );
const httpAddress = z
  .string()
  .refine(
    (text) => URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol),
    'an http:// or https:// address',
  );

const faultRule = strictObject({
  apply: z.array(faultSchema).min(1).max(8),
  /** All that is named must hold; without it the rule holds for every create. */
  when: strictObject({
    /** Ordinals of create requests since the start, from 1. */
    createRequests: z.array(z.int().min(1)).min(1).max(10_000).optional(),
    promptIncludes: z.string().min(1).max(1000).optional(),
    model: z.string().min(1).optional(),
    /** This part of the requests, picked by `seed` and ordinal. */
    shareRatio: z.number().min(0).max(1).optional(),
  }).prefault({}),
  /** How often it is applied at most. */
  timesMax: z.int().min(1).max(1_000_000).optional(),
});

/** Everything about the server that a test may want to be different. */
const scenarioSchema = strictObject({
  /** K honours Idempotency-Key · L can be listed by a reference of the client's · N neither. */
  idempotency: z.enum(['K', 'L', 'N']).default('N'),
  /** Without it, any key is good. */
  apiKeys: z.array(z.string().min(1)).min(1).max(100).optional(),
  models: z
    .record(z.string().min(1).max(100), modelSchema)
    .refine((models) => Object.keys(models).length > 0, 'at least one model')
    .default(soraModels),
  timing: strictObject({
    queuedMs: milliseconds.default(500),
    runningMs: milliseconds.default(3000),
    /** From completion until the content is 404. */
    contentLivesMs: milliseconds.min(1).default(3_600_000),
    /** Sent as `openai-poll-after-ms`; absent without it. */
    pollAfterMs: milliseconds.optional(),
  }).prefault({}),
  errorShape: z.enum(errorShapes).default('envelope'),
  /** bare: without first_id, last_id and has_more; none: 404, as where a server can't list. */
  list: z.enum(['full', 'bare', 'none']).default('full'),
  content: z.enum(['bytes', 'redirect']).default('bytes'),
  /** Remix, edits, extensions and characters; off, they are 404 as on most compatible servers. */
  hasOptionalRoutes: z.boolean().default(true),
  isFailureCharged: z.boolean().default(false),
  /** Creates a minute, over a sliding minute; without it, any number. */
  createsPerMinute: z.int().min(1).max(1_000_000).optional(),
  webhooks: z
    .array(strictObject({ url: httpAddress, secret: webhookSecret }))
    .max(8)
    .default([]),
  webhookRetry: strictObject({
    attemptsMax: z.int().min(1).max(50).default(8),
    /** Doubles with each attempt. */
    firstDelayMs: milliseconds.min(1).default(1000),
  }).prefault({}),
  faults: z.array(faultRule).max(1000).default([]),
  seed: z.string().max(200).default('videos-api'),
  limits: strictObject({
    bodyBytesMax: z.int().min(1024).max(268_435_456).default(33_554_432),
    /** Purchases that one folder holds, deleted ones among them. */
    videosMax: z.int().min(1).max(100_000).default(10_000),
    /** Different clips kept on disk; the longest unused is made anew when it is asked for again. */
    clipsMax: z.int().min(1).max(10_000).default(100),
  }).prefault({}),
  /** The control routes answer this machine only, unless this is true. */
  isControlRemote: z.boolean().default(false),
});
export type Scenario = z.infer<typeof scenarioSchema>;
export type FaultRule = z.infer<typeof faultRule>;
export type VideoModel = z.infer<typeof modelSchema>;

/** A server without faults, as the protocol describes it. */
export const plainScenario: Scenario = scenarioSchema.parse({});

/** Value → scenario with all defaults filled in, or each wrong place with what is allowed there. */
export function parseScenario(value: unknown): Result<Scenario, readonly string[]> {
  const parsed = scenarioSchema.safeParse(value);
  return parsed.success ? ok(parsed.data) : refused(complaintsOf(parsed.error, value));
}

/** The same from a file's text. */
export function parseScenarioText(text: string): Result<Scenario, readonly string[]> {
  try {
    return parseScenario(JSON.parse(text));
  } catch (error) {
    return refused([`not JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
}
