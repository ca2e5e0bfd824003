import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { openVideosApi, type VideosApi } from '../../videos-api/open-videos-api.ts';
import { parseScenarioText, plainScenario, type Scenario } from '../../videos-api/scenario.ts';
import { createLogger } from '../logger.ts';
import { untilStopped } from '../until-stopped.ts';
import { workFailed, wrongUsage } from './command-failure.ts';
import { printAnswer } from './print.ts';
import { configOf } from './with-services.ts';

type VideosApiFlags = {
  readonly port: string;
  readonly host: string;
  readonly scenario?: string;
  readonly json?: true;
};

const SCENARIO_BYTES_MAX = 1024 * 1024;
const PORT_MAX = 65_535;
/** These say all there is to say. */
const knownFailures: ReadonlySet<string> = new Set(['FolderTaken', 'LogDamaged']);

/** `videos-api`: the local server that speaks the Videos protocol. Runs until it is stopped. */
export function registerVideosApiCommand(program: Command): void {
  program
    .command('videos-api')
    .description(
      'A local server that speaks the OpenAI Videos protocol, with faults on demand; films by the studio.',
    )
    .option('--port <port>', 'where to listen; 0 takes any free port', '4010')
    .option(
      '--host <address>',
      'the address to listen on: this machine only, until you say otherwise',
      '127.0.0.1',
    )
    .option('--scenario <file>', 'JSON file: models, prices, timing, idempotency class, webhooks, faults')
    .option('--json', 'print one JSON document once it runs')
    .addHelpText(
      'after',
      '\nIts state lives in videos-api below the data folder and survives restarts. See docs/videos-api.md.\n\nExample:\n  npx spendsense videos-api --port 4010 --scenario faults.json',
    )
    .action(runVideosApi);
}

async function runVideosApi(flags: VideosApiFlags, command: Command): Promise<void> {
  const port = parsePort(flags.port);
  const scenario = await readScenario(flags.scenario);
  const config = configOf(command);
  const logger = createLogger(config.LOG_LEVEL);
  const server = await open(
    { port, host: flags.host, scenario },
    join(config.DATA_DIR, 'videos-api'),
    (error) => logger.error({ err: error }, 'a request failed'),
  );
  const { baseUrl, controlUrl, purchaseLogPath } = server;
  printAnswer(
    {
      json: { baseUrl, controlUrl, purchaseLogPath, port: server.port },
      text: [
        `The Videos protocol is served at ${baseUrl} (any key is good${scenario.apiKeys ? ' that the scenario names' : ''}).`,
        `  class ${scenario.idempotency}, models ${Object.keys(scenario.models).join(', ')}`,
        `  purchases: ${purchaseLogPath} and ${controlUrl}/purchases`,
        'Ctrl-C stops it; what was bought stays.',
      ],
    },
    flags.json === true,
  );
  await untilStopped();
  await server.close();
}

async function open(
  listen: { port: number; host: string; scenario: Scenario },
  folder: string,
  onError: (error: unknown) => void,
): Promise<VideosApi> {
  try {
    return await openVideosApi({
      ...listen,
      folder,
      clock: { now: () => new Date() },
      ids: { next: () => randomUUID().replaceAll('-', '') },
      onError,
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // A taken port, a host that isn't this machine's, a folder that may not be written: told in words.
    if (knownFailures.has(error.name) || 'syscall' in error) throw workFailed(error.message);
    throw error;
  }
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 0 && port <= PORT_MAX) return port;
  throw wrongUsage(`--port: found "${text}", expected a whole number from 0 to ${PORT_MAX}.`);
}

async function readScenario(path: string | undefined): Promise<Scenario> {
  if (path === undefined) return plainScenario;
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw wrongUsage(`--scenario: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (text.length > SCENARIO_BYTES_MAX) {
    throw wrongUsage(`--scenario: ${path} is over ${SCENARIO_BYTES_MAX} bytes.`);
  }
  const scenario = parseScenarioText(text);
  if (scenario.kind === 'ok') return scenario.value;
  throw wrongUsage(
    `The scenario ${path} was refused:\n${scenario.refusal.map((one) => `  ${one}`).join('\n')}`,
  );
}
