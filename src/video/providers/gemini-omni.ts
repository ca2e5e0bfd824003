import type { FilmOrder, FilmProvider, ProviderCapabilities, ProviderHandle } from '../film-provider-port.ts';
import { estimateCost, estimateWithTokens } from './cost-estimate.ts';
import { createOutcome } from './create-outcome.ts';
import { downloadInteraction, type GeminiAccess } from './gemini-download.ts';
import { interactionStatus, isSafety, readInteraction } from './gemini-interaction.ts';
import { hostedCapabilities } from './hosted-capabilities.ts';
import type { HostedProviderOptions } from './hosted-provider-options.ts';
import { createProviderClient, type ProviderAnswer } from './http/provider-client.ts';
import { isObject } from './http/server-error.ts';
import { unfitOrder } from './order-fit.ts';
import { polledJob } from './poll-outcome.ts';
import { healthFrom } from './provider-health.ts';
import { toldStatus } from './told-status.ts';

const NAME = 'gemini-omni';
const INTERACTIONS = '/v1beta/interactions';
/** An answer may hold the film itself, in base64. */
const ANSWER_MAX_BYTES = 128 * 1024 * 1024;
const DURATIONS = { min: 3, max: 10 };
const SIZES = [
  { widthPx: 1280, heightPx: 720 },
  { widthPx: 720, heightPx: 1280 },
];

/** Google's film model over the Interactions API. Interactions can't be listed, so its class is N. */
export function createGeminiOmniProvider(options: HostedProviderOptions): FilmProvider {
  const { apiKey, priceOf, model } = options;
  const client = createProviderClient({
    ...options,
    headers: { 'x-goog-api-key': apiKey },
    secrets: [apiKey],
  });
  const capabilities = hostedCapabilities(options, {
    durationsSeconds: DURATIONS,
    sizes: SIZES,
    hasSound: true,
  });
  const access: GeminiAccess = { client, options };
  return {
    name: NAME,
    model,
    capabilities,
    estimateCost: (order) =>
      estimateWithTokens(
        estimateCost(priceOf, NAME, order),
        order,
        options.facts?.microUsdPerMillionTokens ?? null,
      ),
    start: (order, call) => start(access, capabilities, { order, ...call }),
    status: (handle, signal) => status(access, handle, signal),
    download: async (handle, to) =>
      downloadInteraction(access, await readInteractionOf(access, handle, to.signal), to),
    cancel: (handle, signal) => cancel(access, handle, signal),
    health: (signal) => health(access, signal),
  };
}

async function start(
  { client, options }: GeminiAccess,
  capabilities: ProviderCapabilities,
  { order, reference, signal }: { order: FilmOrder; reference: string; signal: AbortSignal },
) {
  const unfit = unfitOrder(order, {
    capabilities,
    promptCharactersMax: options.facts?.promptCharactersMax ?? null,
  });
  if (unfit) return unfit;
  const reply = await client.send({
    method: 'POST',
    path: INTERACTIONS,
    json: interactionRequest(order, reference),
    isRepeatable: false,
    signal,
  });
  return createOutcome(reply, { handleIn, isModeration });
}

const LABEL = /^[a-z0-9_-]{1,63}$/;

/** The create call's body. A label is for the vendor's own reports: nothing can be found by it. */
function interactionRequest(order: FilmOrder, reference: string): object {
  const { widthPx, heightPx, durationSeconds, model, prompt } = order;
  return {
    model,
    input: prompt.text,
    background: true,
    response_format: {
      type: 'video',
      delivery: 'uri',
      aspect_ratio: widthPx > heightPx ? '16:9' : '9:16',
      resolution: resolutionOf(Math.min(widthPx, heightPx)),
      duration: `${durationSeconds}s`,
    },
    ...(LABEL.test(reference) ? { labels: { job: reference } } : {}),
  };
}

function resolutionOf(shortSidePx: number): string {
  return shortSidePx === 2160 ? '4k' : `${shortSidePx}p`;
}

function handleIn(json: unknown): ProviderHandle | null {
  const id = isObject(json) ? json['id'] : null;
  return typeof id === 'string' && id !== '' ? { id } : null;
}

function isModeration({ json, status }: ProviderAnswer): boolean {
  const error = isObject(json) && isObject(json['error']) ? json['error'] : {};
  return status === 400 && isSafety(error);
}

/** An unknown id is a 400 with this sentence; other 400s were seen to pass. */
const isUnknownInteraction = ({ status, error }: ProviderAnswer): boolean =>
  status === 400 && /invalid interaction name/i.test(error?.message ?? '');

function pathOf({ id }: ProviderHandle): string {
  return `${INTERACTIONS}/${encodeURIComponent(id)}`;
}

async function readInteractionOf({ client }: GeminiAccess, handle: ProviderHandle, signal: AbortSignal) {
  const reply = await client.send({
    method: 'GET',
    path: pathOf(handle),
    answerMaxBytes: ANSWER_MAX_BYTES,
    isRepeatable: true,
    signal,
  });
  return polledJob(reply, { read: readInteraction, isUnknownJob: isUnknownInteraction });
}

async function status(access: GeminiAccess, handle: ProviderHandle, signal: AbortSignal) {
  const read = await readInteractionOf(access, handle, signal);
  if (read.kind !== 'job') return read;
  const prices = access.options.facts?.microUsdPerMillionTokens ?? null;
  return toldStatus(interactionStatus(read.job, prices), access.client.redact);
}

async function cancel({ client }: GeminiAccess, handle: ProviderHandle, signal: AbortSignal) {
  const reply = await client.send({
    method: 'POST',
    path: `${pathOf(handle)}/cancel`,
    isRepeatable: false,
    signal,
  });
  if (reply.kind !== 'answer' || !reply.isOk) return false;
  return readInteraction(reply.json)?.status === 'cancelled';
}

async function health({ client, options }: GeminiAccess, signal: AbortSignal) {
  const path = `/v1beta/models/${encodeURIComponent(options.model)}`;
  const reply = await client.send({ method: 'GET', path, isRepeatable: true, signal });
  return healthFrom(reply, {
    offers: options.model,
    keySetting: 'GEMINI_API_KEY',
    modelSetting: 'GEMINI_OMNI_MODEL',
    urlSetting: 'GEMINI_OMNI_BASE_URL',
  });
}
