import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { IdempotencyClass } from '../../src/video/film-provider-port.ts';
import { environment } from './program.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** One line of what the server sold, by its own log. */
export type Purchase = {
  readonly videoId: string;
  readonly prompt: string;
  readonly clientReference: string | null;
  readonly idempotencyKey: string | null;
};

export type FilmServer = {
  readonly controlUrl: string;
  /** What makes the program order its films here. */
  readonly settings: Readonly<Record<string, string>>;
  purchases(): Promise<readonly Purchase[]>;
  /** Puts another scenario in force. */
  rule(changes: object): Promise<void>;
  stop(): Promise<void>;
};

/**
 * A model of 720 lines in a width that the studio doesn't compose: its film is sound and always the same, so the
 * server draws it once.
 */
const MODEL = 'neutral';
const SIZE = '1282x720';
/** What one film costs. */
export const FILM_MICRO_USD = 800_000;
const MICRO_USD_PER_SECOND = 100_000;
const SECONDS = 8;

const scenarioOf = (changes: object) => ({
  models: { [MODEL]: { seconds: [String(SECONDS)], microUsdPerSecond: { [SIZE]: MICRO_USD_PER_SECOND } } },
  timing: { queuedMs: 50, runningMs: 400, pollAfterMs: 1_000 },
  ...changes,
});

/** `videos-api` in a process of its own, and the settings of a program that orders of it. */
export async function startFilmServer({
  idempotency,
  scenario = {},
  limits = { requestsPerMinute: null, inFlightMax: null },
}: {
  idempotency: IdempotencyClass;
  scenario?: object;
  limits?: { requestsPerMinute: number | null; inFlightMax: number | null };
}): Promise<FilmServer> {
  const folder = await mkdtemp(join(tmpdir(), 'spendsense-film-server-'));
  const scenarioFile = join(folder, 'scenario.json');
  const pricesFile = join(folder, 'prices.json');
  await writeFile(scenarioFile, JSON.stringify(scenarioOf({ idempotency, ...scenario })));
  await writeFile(pricesFile, JSON.stringify(pricesWith(limits)));
  const { server, baseUrl, controlUrl } = await launch(folder, scenarioFile);
  return {
    controlUrl,
    settings: {
      SORA_ENABLED: 'on',
      SORA_BASE_URL: baseUrl,
      SORA_API_KEY: 'any-key-is-good',
      SORA_MODEL: MODEL,
      SORA_IDEMPOTENCY: idempotency,
      VIDEO_PRICES_FILE: pricesFile,
      VIDEO_DAILY_CAP_USD: '100',
    },
    purchases: async () =>
      ((await (await fetch(`${controlUrl}/purchases`)).json()) as { purchases: Purchase[] }).purchases,
    rule: async (changes) => {
      const answer = await fetch(`${controlUrl}/scenario`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(scenarioOf({ idempotency, ...changes })),
      });
      if (!answer.ok) throw new TypeError(`the scenario was refused: ${await answer.text()}`);
    },
    stop: async () => {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function pricesWith(limits: object): object {
  const model = {
    microUsdPerSecond: { [SIZE]: MICRO_USD_PER_SECOND },
    durationsSeconds: [SECONDS],
    source: 'the tests',
  };
  return { asOf: '2026-11-20', providers: { sora: { limits, models: { [MODEL]: model } } } };
}

async function launch(folder: string, scenarioFile: string) {
  const server = spawn(
    process.execPath,
    [join(root, 'bin', 'spendsense.mjs'), 'videos-api', '--port', '0', '--scenario', scenarioFile, '--json'],
    { cwd: root, env: environment(folder), stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let text = '';
  for await (const chunk of server.stdout) {
    text += String(chunk);
    if (text.trimEnd().endsWith('}')) break;
  }
  const { baseUrl, controlUrl } = JSON.parse(text) as { baseUrl: string; controlUrl: string };
  return { server, baseUrl, controlUrl };
}

/** Purchases beyond one for an order. */
export function doublesAmong(purchases: readonly Purchase[]): number {
  const orders = purchases.map(
    ({ clientReference, idempotencyKey, videoId }) => clientReference ?? idempotencyKey ?? videoId,
  );
  return orders.length - new Set(orders).size;
}
