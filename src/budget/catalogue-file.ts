import { z } from 'zod';
import { type IsoDate, parseIsoDate } from '../kernel/dates.ts';
import { ok, type Result, refused } from '../kernel/result.ts';
import { complaintsOf, strictObject } from '../kernel/strict-object.ts';
import type { ProviderFacts, VideoCatalogue } from './video-catalogue.ts';

const DEADLINE_SECONDS = 900;
const SECONDS_MAX = 120;

const day = z.string().refine((text) => parseIsoDate(text) !== null, 'a day such as 2026-11-20');
const size = z
  .string()
  .regex(/^[1-9]\d{1,3}x[1-9]\d{1,3}$/, 'a size such as 1280x720: width, x, height, in pixels');
const microUsd = z
  .int('whole millionths of a dollar, such as 100000 for $0.10')
  .min(0, 'not below 0')
  .max(1_000_000_000, 'at most 1000000000 ($1000)');
const seconds = z.int('whole seconds').min(1, 'at least 1 second').max(SECONDS_MAX);
const limit = z.int('a whole number, or null where none is stated').min(1, 'at least 1').nullable();

const model = strictObject({
  microUsdPerSecond: z
    .record(size, microUsd.nullable())
    .refine((sizes) => Object.keys(sizes).length > 0, 'at least one size with its price'),
  microUsdPerMillionTokens: strictObject({ input: microUsd, text: microUsd, video: microUsd })
    .nullable()
    .default(null),
  durationsSeconds: z.union(
    [
      z.array(seconds).min(1),
      strictObject({ min: seconds, max: seconds }).refine(
        ({ min, max }) => min <= max,
        'a min that is not above its max',
      ),
    ],
    { error: 'seconds: a list such as [4, 8], or {"min": 3, "max": 10}' },
  ),
  hasSound: z.boolean().nullable().default(null),
  framesPerSecond: z.number().min(1, 'at least 1').max(240, 'at most 240').nullable().default(null),
  promptCharactersMax: limit.default(null),
  retiresOn: day.nullable().default(null),
  source: z.string().trim().min(1, 'a few words on where the price comes from').max(200),
});

const providerShape = {
  deadlineSeconds: z.int('whole seconds').min(10).max(86_400).optional(),
  limits: strictObject({ requestsPerMinute: limit, inFlightMax: limit }).optional(),
  models: z.record(z.string().min(1).max(100), model),
};
const idempotency = z.enum(['K', 'L', 'N']);

/** Whether a call can be repeated is a fact about an adapter: no operator's file may say otherwise. */
const operatorFile = fileOf(strictObject(providerShape));
const shippedFile = fileOf(strictObject({ idempotency, ...providerShape }));

function fileOf<Provider extends z.ZodType>(provider: Provider) {
  return strictObject({ asOf: day, providers: z.record(z.string().min(1).max(40), provider) });
}

/** The file that comes with the product. */
export function parseShippedCatalogue(content: unknown): Result<VideoCatalogue, readonly string[]> {
  const parsed = shippedFile.safeParse(content);
  return parsed.success ? ok(merged(parsed.data, {})) : refused(complaintsOf(parsed.error, content));
}

/** An operator's file over the shipped one: model by model, the operator's word counts. */
export function parseOperatorCatalogue(
  text: string,
  shipped: VideoCatalogue,
): Result<VideoCatalogue, readonly string[]> {
  try {
    const content: unknown = JSON.parse(text);
    const parsed = operatorFile.safeParse(content);
    return parsed.success ? ok(merged(parsed.data, shipped)) : refused(complaintsOf(parsed.error, content));
  } catch (error) {
    return refused([`not JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

type Stated = z.infer<typeof operatorFile>;

function merged({ asOf, providers }: Stated, base: VideoCatalogue): VideoCatalogue {
  const stated = Object.entries(providers).map(
    ([name, given]) =>
      [name, providerFacts(given, asOf, Object.hasOwn(base, name) ? base[name] : undefined)] as const,
  );
  return { ...base, ...Object.fromEntries(stated) };
}

function providerFacts(
  given: Stated['providers'][string] & { readonly idempotency?: z.infer<typeof idempotency> },
  asOf: IsoDate,
  base: ProviderFacts | undefined,
): ProviderFacts {
  const models = Object.entries(given.models).map(([name, facts]) => [name, { ...facts, asOf }] as const);
  return {
    idempotency: given.idempotency ?? base?.idempotency ?? null,
    deadlineSeconds: given.deadlineSeconds ?? base?.deadlineSeconds ?? DEADLINE_SECONDS,
    limits: given.limits ?? base?.limits ?? { requestsPerMinute: null, inFlightMax: null },
    models: { ...base?.models, ...Object.fromEntries(models) },
  };
}
