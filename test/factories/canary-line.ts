import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { parseConfig } from '../../src/app/config.ts';
import { createLogger } from '../../src/app/logger.ts';
import { serve } from '../../src/app/serve.ts';
import { openServices, type Services } from '../../src/app/services.ts';
import { startWorker } from '../../src/app/worker.ts';
import type { FilmProvider } from '../../src/video/film-provider-port.ts';
import { createGeminiOmniProvider } from '../../src/video/providers/gemini-omni.ts';
import { createMinimaxProvider } from '../../src/video/providers/minimax.ts';
import { createRunwayProvider } from '../../src/video/providers/runway.ts';
import { requestVideo } from '../../src/video/request-video.ts';
import { testDatabase } from '../embedded-database.ts';
import { startRedis } from '../redis-server.ts';
import { GEMINI_KEY, openGeminiServer } from './gemini-server.ts';
import { MINIMAX_KEY, openMinimaxServer } from './minimax-server.ts';
import { openRunwayServer, RUNWAY_KEY } from './runway-server.ts';
import { standInOptions } from './vendor-rig.ts';
import type { VendorRequest } from './vendor-server.ts';
import { startVideosApi } from './videos-api-server.ts';
import { openWireRecorder } from './wire-recorder.ts';

export const METRICS_TOKEN = 'metrics-of-the-canary-line';

export type CanaryLine = Awaited<ReturnType<typeof openCanaryLine>>;

/**
 * The whole product with all its paid providers, each at a local server that keeps what it is sent; queue and
 * cache in a Redis whose every command is kept too. Each provider sells one of four films: the others of its
 * turn it refuses.
 */
export async function openCanaryLine(film: Uint8Array) {
  await using opening = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'canary-'));
  opening.defer(() => rm(dataDir, { recursive: true, force: true }));
  const database = await testDatabase();
  opening.defer(() => database.close());
  const redis = await startRedis();
  opening.defer(() => redis.close());
  const commands = await listenTo(redis.redisUrl, opening);
  const vendors = await openVendors(film, opening);

  const logLines: string[] = [];
  const log = createLogger('trace', { write: (line) => void logLines.push(line) });
  const { host, database: name, user } = database.connection;
  const config = parseConfig({
    DATA_DIR: dataDir,
    DATABASE_URL: `postgresql://${user}@localhost/${name}?host=${encodeURIComponent(host)}`,
    REDIS_URL: redis.redisUrl,
    REVIEW: 'none',
    PORT: '0',
    METRICS_TOKEN: METRICS_TOKEN,
    VIDEO_DAILY_CAP_USD: '100',
    SORA_ENABLED: 'on',
    SORA_BASE_URL: vendors.soraUrl,
    SORA_API_KEY: 'sk-canary-line',
    SORA_IDEMPOTENCY: 'L',
  });
  const opened = await openServices(config, log);
  opening.defer(() => opened.close());
  const services = withProviders(opened, [...opened.chain.providers, ...vendors.hosted]);
  const closing = opening.move();
  return {
    database,
    services,
    dataDir,
    logLines,
    commands: commands as readonly string[],
    providers: services.chain.providers,
    recorded: vendors.recorded,
    work: () => startWorker(services),
    serve: () => serve(services),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

/** The same services, asking these providers; the stand-ins' certificates are nobody else's to trust. */
function withProviders(services: Services, providers: readonly FilmProvider[]): Services {
  const chain = { ...services.chain, providers };
  return {
    ...services,
    chain,
    films: {
      request: async (lessons, asker) => {
        for (const lesson of lessons) await requestVideo({ ...services, chain }, { ...lesson, asker });
      },
    },
  };
}

async function openVendors(film: Uint8Array, opening: AsyncDisposableStack) {
  const faults = [{ apply: ['sentinel-block'], when: { createRequests: [1, 2, 3] } }];
  const videosApi = await startVideosApi({
    idempotency: 'L',
    timing: { queuedMs: 0, runningMs: 50 },
    faults,
  });
  opening.defer(() => videosApi.stop());
  const wire = await openWireRecorder(videosApi.server.port);
  opening.defer(() => wire.stop());
  const gemini = await openGeminiServer({ film, pollsRunning: 0 });
  opening.defer(() => gemini.stop());
  gemini.faults.switchOn('safety', 2);
  const minimax = await openMinimaxServer({ film, pollsRunning: 0 });
  opening.defer(() => minimax.stop());
  minimax.faults.switchOn('moderation', 1);
  const runway = await openRunwayServer({ film, pollsRunning: 0 });
  opening.defer(() => runway.stop());
  const account = (provider: string, model: string, apiKey: string) => ({ provider, model, apiKey });
  const google = account('gemini-omni', 'gemini-omni-1.1-flash', GEMINI_KEY);
  return {
    soraUrl: wire.origin,
    hosted: [
      createGeminiOmniProvider(standInOptions(google, gemini.origin)),
      createMinimaxProvider(standInOptions(account('minimax', 'MiniMax-H3', MINIMAX_KEY), minimax.origin)),
      createRunwayProvider(standInOptions(account('runway', 'gen4.5', RUNWAY_KEY), runway.origin)),
    ],
    /** All that came to the servers of each provider, as it came: addresses, headers, bodies. */
    recorded: (): Readonly<Record<string, string>> => ({
      sora: wire.sent().toString('latin1'),
      'gemini-omni': asText([...gemini.requests, ...gemini.host.requests]),
      minimax: asText([...minimax.requests, ...minimax.host.requestsSoFar()]),
      runway: asText([...runway.requests, ...runway.host.requestsSoFar()]),
    }),
  };
}

function asText(requests: readonly VendorRequest[]): string {
  return requests
    .map(
      ({ method, path, query, headers, text }) =>
        `${method} ${path}?${query}\n${JSON.stringify(headers)}\n${text}`,
    )
    .join('\n\n');
}

/** Every command that anybody sends to that Redis, scripts and their arguments among them. */
async function listenTo(redisUrl: string, opening: AsyncDisposableStack): Promise<readonly string[]> {
  const commands: string[] = [];
  const client = new Redis(redisUrl);
  const monitor = await client.monitor();
  monitor.on('monitor', (_time: string, words: readonly string[]) => void commands.push(words.join(' ')));
  opening.defer(() => {
    monitor.disconnect();
    client.disconnect();
  });
  return commands;
}
