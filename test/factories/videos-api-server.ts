import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import { assert } from '../../src/kernel/assert.ts';
import { openVideosApi, type VideosApi } from '../../src/videos-api/open-videos-api.ts';
import { parseScenario, type Scenario } from '../../src/videos-api/scenario.ts';

/** A model whose clips are made in a blink, and the real one with its real prices. */
export const quickModels = {
  quick: { seconds: ['1', '2'], microUsdPerSecond: { '160x90': 100_000 } },
  'sora-2': {
    seconds: ['4', '8', '12'],
    microUsdPerSecond: { '720x1280': 100_000, '1280x720': 100_000 },
  },
};

export const quickVideo = { prompt: 'a calm sea', model: 'quick', size: '160x90', seconds: '1' } as never;

export type RunningServer = {
  readonly server: VideosApi;
  /** Never retries by itself, so that a test sees each answer. */
  readonly client: OpenAI;
  readonly folder: string;
  /** Stops it and starts it again in the same folder, on another port. */
  restart(): Promise<RunningServer>;
  stop(): Promise<void>;
};

export function scenarioOf(changes: object = {}): Scenario {
  const scenario = parseScenario({
    models: quickModels,
    timing: { queuedMs: 20, runningMs: 60 },
    ...changes,
  });
  assert(scenario.kind === 'ok', `the test's scenario is good: ${JSON.stringify(scenario)}`);
  return scenario.value;
}

/** A server of one test, in a folder of its own. */
export async function startVideosApi(
  changes: object = {},
  folder = mkdtempSync(join(tmpdir(), 'videos-api-')),
): Promise<RunningServer> {
  const server = await openVideosApi({
    folder,
    host: '127.0.0.1',
    port: 0,
    scenario: scenarioOf(changes),
    clock: { now: () => new Date() },
    ids: { next: () => randomUUID().replaceAll('-', '') },
  });
  const client = new OpenAI({ apiKey: 'test-key', baseURL: server.baseUrl, maxRetries: 0 });
  return {
    server,
    client,
    folder,
    restart: async () => {
      await server.close();
      return startVideosApi(changes, folder);
    },
    stop: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Request options that switch faults on. */
export function under(...faults: unknown[]): { headers: Record<string, string> } {
  return { headers: { 'x-videos-api-fault': JSON.stringify(faults) } };
}

/** Polls until the video has ended, or throws after half a minute. */
export async function ended(client: OpenAI, videoId: string): Promise<OpenAI.Video> {
  for (let polls = 0; polls < 1500; polls += 1) {
    const video = await client.videos.retrieve(videoId);
    if (video.status === 'completed' || video.status === 'failed') return video;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new RangeError(`the video ${videoId} did not end`);
}

type PurchaseReport = {
  count: number;
  totalMicroUsd: number;
  refundedMicroUsd: number;
  purchases: Record<string, unknown>[];
};

export async function purchasesOf({ server }: RunningServer): Promise<PurchaseReport> {
  const answer = await fetch(`${server.controlUrl}/purchases`);
  return (await answer.json()) as PurchaseReport;
}

/** Any request, as bytes on the wire would be. */
export function raw(
  { server }: RunningServer,
  path: string,
  init: RequestInit & { headers?: Record<string, string> } = {},
): Promise<Response> {
  return fetch(`${server.baseUrl}${path}`, {
    redirect: 'manual',
    ...init,
    headers: { authorization: 'Bearer test-key', ...init.headers },
  });
}

export function rawCreate(
  running: RunningServer,
  headers: Record<string, string> = {},
  body: object = quickVideo,
): Promise<Response> {
  return raw(running, '/videos', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}
