import { sizesOf } from '../../budget/video-catalogue.ts';
import type {
  FilmProvider,
  ProviderCapabilities,
  ProviderHandle,
  ProviderHealth,
} from '../film-provider-port.ts';
import { estimateCost } from './cost-estimate.ts';
import { createProviderClient } from './http/provider-client.ts';
import { isObject } from './http/server-error.ts';
import { healthFrom } from './provider-health.ts';
import { downloadVideo } from './sora-download.ts';
import { lookUpVideos } from './sora-look-up.ts';
import { type SoraAccess, type SoraOptions, versioned } from './sora-options.ts';
import { soraProfiles } from './sora-profile.ts';
import { startVideo } from './sora-start.ts';
import { videoPath, videoStatus } from './sora-status.ts';

const NAME = 'sora';
/** Routes that a server may lack without being ill. */
const absentRoute = new Set([404, 405, 501]);

/** Any server that speaks the OpenAI Videos protocol. Throws `TypeError` where the base URL is none. */
export function createSoraProvider(options: SoraOptions): FilmProvider {
  const access = accessTo(options);
  return {
    name: NAME,
    model: options.model,
    capabilities: capabilitiesOf(options),
    estimateCost: (order) => estimateCost(options.priceOf, NAME, order),
    start: (order, call) => startVideo(access, order, call),
    ...(options.idempotency === 'L'
      ? { lookUp: (reference: string, signal: AbortSignal) => lookUpVideos(access, reference, signal) }
      : {}),
    status: (handle, signal) => videoStatus(access, handle, signal),
    download: (handle, to) => downloadVideo(access, handle, to),
    cancel: (handle, signal) => cancel(access, handle, signal),
    health: (signal) => health(access, signal),
  };
}

function accessTo(options: SoraOptions): SoraAccess {
  const baseUrl = versioned(new URL(options.baseUrl).href);
  const { apiKey } = options;
  const headers = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
  const client = createProviderClient({
    ...options,
    baseUrl,
    headers,
    secrets: apiKey === null ? [] : [apiKey],
  });
  return { client, baseUrl, headers, profile: soraProfiles[options.profile], options };
}

function capabilitiesOf({ profile: name, idempotency, facts }: SoraOptions): ProviderCapabilities {
  const profile = soraProfiles[name];
  return {
    idempotency,
    isOwn: false,
    durationsSeconds: facts?.durationsSeconds ?? profile.durationsSeconds,
    sizes: facts ? sizesOf(facts) : profile.sizes,
    locales: null,
    hasSound: facts?.hasSound ?? null,
    framesPerSecond: facts?.framesPerSecond ?? null,
  };
}

async function cancel(
  { client, profile }: SoraAccess,
  { id }: ProviderHandle,
  signal: AbortSignal,
): Promise<boolean> {
  signal.throwIfAborted();
  if (!profile.doesDeleteStop) return false;
  const reply = await client.send({ method: 'DELETE', path: videoPath(id), isRepeatable: false, signal });
  return reply.kind === 'answer' && reply.isOk && isObject(reply.json) && reply.json['deleted'] === true;
}

async function health(
  { client, profile, options }: SoraAccess,
  signal: AbortSignal,
): Promise<ProviderHealth> {
  const { healthPath: path } = profile;
  const query: Record<string, string> = path === '/videos' ? { limit: '1' } : {};
  const reply = await client.send({ method: 'GET', path, query, isRepeatable: true, signal });
  if (reply.kind === 'answer' && absentRoute.has(reply.status)) {
    return { kind: 'healthy', message: `answers; it has no ${path} to ask about ${options.model}` };
  }
  return healthFrom(reply, {
    offers: options.model,
    keySetting: 'SORA_API_KEY',
    modelSetting: 'SORA_MODEL',
    urlSetting: 'SORA_BASE_URL',
  });
}
