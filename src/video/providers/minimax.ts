import type { FilmOrder, FilmProvider, ProviderCapabilities, ProviderHandle } from '../film-provider-port.ts';
import { estimateCost } from './cost-estimate.ts';
import { createOutcome } from './create-outcome.ts';
import { hostedCapabilities } from './hosted-capabilities.ts';
import type { HostedProviderOptions } from './hosted-provider-options.ts';
import { createProviderClient, type ProviderAnswer, type ProviderClient } from './http/provider-client.ts';
import { isObject } from './http/server-error.ts';
import { linkedTask } from './linked-task.ts';
import { minimaxStatus, readMinimaxTask } from './minimax-task.ts';
import { unfitOrder } from './order-fit.ts';
import { polledJob } from './poll-outcome.ts';
import { healthFrom } from './provider-health.ts';

type Access = { readonly client: ProviderClient; readonly options: HostedProviderOptions };

const NAME = 'minimax';
const CREATE = '/v2/video_generation';
const QUERY = '/v2/query/video_generation';
const DURATIONS = { min: 4, max: 15 };
/** What `768P` delivers: sides that 32 divides, 1,032,192 pixels at most. */
const SIZES = [
  { widthPx: 1344, heightPx: 768 },
  { widthPx: 768, heightPx: 1344 },
];

/** MiniMax's V2 API. Its tasks can be listed, but carry nothing of ours: its class is N. */
export function createMinimaxProvider(options: HostedProviderOptions): FilmProvider {
  const { apiKey, priceOf, model } = options;
  const client = createProviderClient({
    ...options,
    headers: { authorization: `Bearer ${apiKey}` },
    secrets: [apiKey],
  });
  const capabilities = hostedCapabilities(options, {
    durationsSeconds: DURATIONS,
    sizes: SIZES,
    hasSound: true,
  });
  const access: Access = { client, options };
  return {
    name: NAME,
    model,
    capabilities,
    estimateCost: (order) => estimateCost(priceOf, NAME, order),
    start: (order, { signal }) => start(access, capabilities, { order, signal }),
    ...linkedTask(
      {
        read: (handle, signal) => readTask(access, handle, signal),
        statusOf: minimaxStatus,
        linkOf: ({ content }) => content?.url,
      },
      { ...options, redact: client.redact },
    ),
    cancel: (handle, signal) => cancel(access, handle, signal),
    health: (signal) => health(access, signal),
  };
}

async function start(
  { client, options }: Access,
  capabilities: ProviderCapabilities,
  { order, signal }: { order: FilmOrder; signal: AbortSignal },
) {
  const unfit = unfitOrder(order, {
    capabilities,
    promptCharactersMax: options.facts?.promptCharactersMax ?? null,
  });
  if (unfit) return unfit;
  const { widthPx, heightPx, durationSeconds, model, prompt } = order;
  const json = {
    model,
    content: [{ type: 'text', text: prompt.text }],
    resolution: `${Math.min(widthPx, heightPx)}P`,
    duration: durationSeconds,
    ratio: widthPx > heightPx ? '16:9' : '9:16',
  };
  const reply = await client.send({ method: 'POST', path: CREATE, json, isRepeatable: false, signal });
  return createOutcome(reply, { handleIn, isModeration, isOutOfMoney });
}

function handleIn(json: unknown): ProviderHandle | null {
  const id = isObject(json) ? json['task_id'] : null;
  return typeof id === 'string' && id !== '' ? { id } : null;
}

/** The vendor's own number ends the sentence, in brackets. */
function saysNumber({ error }: ProviderAnswer, number: string): boolean {
  return error?.message.includes(`(${number})`) ?? false;
}

function isModeration(answer: ProviderAnswer): boolean {
  return saysNumber(answer, '1026') || saysNumber(answer, '1027');
}

function isOutOfMoney(answer: ProviderAnswer): boolean {
  return answer.status === 402 || saysNumber(answer, '1008');
}

/** Tasks are known for seven days; an older or a wrong id is a 400 with these words. */
const isUnknownTask = ({ status, error }: ProviderAnswer): boolean =>
  status === 400 && /invalid task_?id/i.test(error?.message ?? '');

async function readTask({ client }: Access, { id }: ProviderHandle, signal: AbortSignal) {
  const path = `${QUERY}/${encodeURIComponent(id)}`;
  const reply = await client.send({ method: 'GET', path, isRepeatable: true, signal });
  return polledJob(reply, { read: readMinimaxTask, isUnknownJob: isUnknownTask });
}

/** Only what is still queued can be stopped. */
async function cancel({ client }: Access, { id }: ProviderHandle, signal: AbortSignal): Promise<boolean> {
  const path = `${CREATE}/${encodeURIComponent(id)}`;
  const reply = await client.send({ method: 'DELETE', path, isRepeatable: false, signal });
  return reply.kind === 'answer' && reply.isOk && isObject(reply.json) && reply.json['action'] === 'cancel';
}

async function health({ client, options }: Access, signal: AbortSignal) {
  const query = { page_num: '1', page_size: '1' };
  const reply = await client.send({ method: 'GET', path: QUERY, query, isRepeatable: true, signal });
  return healthFrom(reply, {
    offers: options.model,
    keySetting: 'MINIMAX_API_KEY',
    modelSetting: 'MINIMAX_MODEL',
    urlSetting: 'MINIMAX_BASE_URL',
  });
}
