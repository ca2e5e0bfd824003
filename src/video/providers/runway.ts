import type { FilmOrder, FilmProvider, ProviderCapabilities, ProviderHandle } from '../film-provider-port.ts';
import { estimateCost } from './cost-estimate.ts';
import { createOutcome } from './create-outcome.ts';
import { hostedCapabilities } from './hosted-capabilities.ts';
import type { HostedProviderOptions } from './hosted-provider-options.ts';
import { createProviderClient, type ProviderAnswer } from './http/provider-client.ts';
import { linkedTask } from './linked-task.ts';
import { unfitOrder } from './order-fit.ts';
import { polledJob } from './poll-outcome.ts';
import { healthFrom } from './provider-health.ts';
import { callRunway, type RunwayAccess } from './runway-call.ts';
import { readCreated, readRunwayTask, runwayStatus } from './runway-task.ts';

type Access = RunwayAccess & { readonly options: HostedProviderOptions };

const NAME = 'runway';
const DURATIONS = { min: 2, max: 10 };
const SIZES = [
  { widthPx: 1280, heightPx: 720 },
  { widthPx: 720, heightPx: 1280 },
];
const PROMPT_CHARACTERS_MAX = 1000;

/** Runway, over its own library. It lists no tasks and takes no key or reference of ours: its class is N. */
export function createRunwayProvider(options: HostedProviderOptions): FilmProvider {
  const { apiKey, baseUrl, priceOf, model } = options;
  const client = createProviderClient({ ...options, headers: {}, secrets: [apiKey] });
  const capabilities = hostedCapabilities(options, {
    durationsSeconds: DURATIONS,
    sizes: SIZES,
    hasSound: options.facts?.hasSound ?? null,
  });
  const access: Access = { client, apiKey, baseUrl, options };
  return {
    name: NAME,
    model,
    capabilities,
    estimateCost: (order) => estimateCost(priceOf, NAME, order),
    start: (order, { signal }) => start(access, capabilities, { order, signal }),
    ...linkedTask(
      {
        read: (handle, signal) => readTask(access, handle, signal),
        statusOf: runwayStatus,
        linkOf: ({ output }) => output?.[0],
      },
      { ...options, redact: client.redact },
    ),
    cancel: (handle, signal) => cancel(access, handle, signal),
    health: (signal) => health(access, signal),
  };
}

async function start(
  access: Access,
  capabilities: ProviderCapabilities,
  { order, signal }: { order: FilmOrder; signal: AbortSignal },
) {
  const promptCharactersMax = access.options.facts
    ? access.options.facts.promptCharactersMax
    : PROMPT_CHARACTERS_MAX;
  const unfit = unfitOrder(order, { capabilities, promptCharactersMax });
  if (unfit) return unfit;
  const { widthPx, heightPx, durationSeconds: duration, model, prompt } = order;
  // The library names the models that it knew; a newer one is the operator's word.
  const body = {
    model: model as 'gen4.5',
    promptText: prompt.text,
    ratio: `${widthPx}:${heightPx}` as '1280:720',
    duration,
  };
  const reply = await callRunway(access, signal, (library) => library.textToVideo.create(body));
  return createOutcome(reply, { handleIn, costIn, isModeration, isOutOfMoney });
}

function handleIn(json: unknown): ProviderHandle | null {
  const created = readCreated(json);
  return created && { id: created.id };
}

function costIn(json: unknown): number | null {
  return readCreated(json)?.microUsdAtMost ?? null;
}

function isModeration({ error }: ProviderAnswer): boolean {
  return /\bSAFETY\b|moderation/.test(`${error?.code} ${error?.message}`);
}

function isOutOfMoney({ status, error }: ProviderAnswer): boolean {
  return status === 402 || (status === 400 && /enough credits/i.test(error?.message ?? ''));
}

async function readTask(access: Access, { id }: ProviderHandle, signal: AbortSignal) {
  const reply = await callRunway(access, signal, (library) => library.tasks.retrieve(id));
  return polledJob(reply, { read: readRunwayTask });
}

/** The call that stops a running task deletes a finished one: a film that was paid for stays where it is. */
async function cancel(access: Access, handle: ProviderHandle, signal: AbortSignal): Promise<boolean> {
  const now = await readTask(access, handle, signal);
  if (now.kind !== 'job' || runwayStatus(now.job).kind !== 'running') return false;
  const reply = await callRunway(access, signal, (library) => library.tasks.delete(handle.id));
  return reply.kind === 'answer' && reply.isOk;
}

async function health(access: Access, signal: AbortSignal) {
  const reply = await callRunway(access, signal, (library) => library.organization.retrieve());
  return healthFrom(reply, {
    offers: access.options.model,
    keySetting: 'RUNWAYML_API_SECRET',
    modelSetting: 'RUNWAY_MODEL',
    urlSetting: 'RUNWAY_BASE_URL',
  });
}
