import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { FilesystemMediaStore } from '../../src/storage/filesystem-media-store.ts';
import type { IdempotencyClass, ProviderHandle } from '../../src/video/film-provider-port.ts';
import { createSoraProvider } from '../../src/video/providers/sora.ts';
import type { SoraOptions } from '../../src/video/providers/sora-options.ts';
import { parseScenario } from '../../src/videos-api/scenario.ts';
import type { FilmProviderRig, FilmTrouble } from '../contracts/film-provider.contract.ts';
import { filmOrder } from './film-order.ts';
import { purchasesOf, quickModels, type RunningServer, raw, startVideosApi } from './videos-api-server.ts';

export const SORA_KEY = 'sk-sora-test-secret';

/** A film of one second in a stamp's size: made in a blink. */
export const quickOrder = filmOrder({ model: 'quick', widthPx: 160, heightPx: 90, durationSeconds: 1 });

/** Where a film waits that came with the order's answer. */
const filmsFolder = join(tmpdir(), `sora-rig-${process.pid}`);
afterAll(() => rm(filmsFolder, { recursive: true, force: true }));

export function soraAt(baseUrl: string, changes: Partial<SoraOptions> = {}) {
  return createSoraProvider({
    baseUrl,
    apiKey: SORA_KEY,
    profile: 'strict-openai',
    model: 'quick',
    idempotency: 'N',
    priceOf: ({ model }) => (model === 'quick' ? 100_000 : null),
    pausesMs: [1, 1],
    films: new FilesystemMediaStore(filmsFolder),
    ...changes,
  });
}

const faultsOf: Readonly<Record<Exclude<FilmTrouble, 'forgotten' | 'down'>, readonly string[]>> = {
  refused: ['sentinel-block'],
  busy: ['rate-limited'],
  'answer-lost': ['cut-after-create'],
  failed: ['failed'],
  truncated: ['content-truncated'],
  'not-a-film': ['content-json'],
};

/** The adapter with the product's own server of the protocol, in one of its classes. */
export async function openSoraRig(idempotency: IdempotencyClass): Promise<FilmProviderRig> {
  const running = await startVideosApi({ idempotency });
  return {
    provider: soraAt(running.server.baseUrl, { idempotency }),
    order: quickOrder,
    secrets: [SORA_KEY],
    purchaseCount: async () => (await purchasesOf(running)).count,
    filmOf: async ({ id }: ProviderHandle) =>
      new Uint8Array(await (await raw(running, `/videos/${id}/content`)).arrayBuffer()),
    switchOn: (trouble) => switchOn(running, idempotency, trouble),
    close: () => running.stop(),
  };
}

async function switchOn(
  running: RunningServer,
  idempotency: IdempotencyClass,
  trouble: FilmTrouble,
): Promise<void> {
  if (trouble === 'down') return await running.server.close();
  if (trouble === 'forgotten') {
    for await (const { id } of running.client.videos.list()) await running.client.videos.delete(id);
    return;
  }
  await rule(running, { idempotency, faults: [{ apply: faultsOf[trouble], timesMax: 1 }] });
}

/** Puts another scenario in force. */
export async function rule(running: RunningServer, changes: object): Promise<void> {
  const scenario = parseScenario({
    models: quickModels,
    timing: { queuedMs: 20, runningMs: 60 },
    ...changes,
  });
  if (scenario.kind === 'refused') throw new TypeError(JSON.stringify(scenario));
  await fetch(`${running.server.controlUrl}/scenario`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(scenario.value),
  });
}
