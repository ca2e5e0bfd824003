import type { Command } from 'commander';
import type { Caller } from '../../identity/authorize.ts';
import { isoDateOfInstant } from '../../kernel/dates.ts';
import { lessons } from '../../lessons/catalogue.ts';
import { missingFromLessons } from '../../lessons/check-lessons.ts';
import { seedSamples } from '../../members/seed-samples.ts';
import type { Config } from '../config.ts';
import { createLogger } from '../logger.ts';
import { publicUrlOf } from '../public-url.ts';
import { sampleFiles } from '../sample-files.ts';
import { serve } from '../serve.ts';
import { openServices, type Services } from '../services.ts';
import { untilStopped } from '../until-stopped.ts';
import { startWorker } from '../worker.ts';
import { workFailed } from './command-failure.ts';
import { printAnswer } from './print.ts';
import { configOf } from './with-services.ts';

type SignInLinks = {
  /** Null where there is no sample member to be. */
  readonly member: { readonly name: string; readonly url: string } | null;
  readonly operator: { readonly url: string };
};

export function registerStartCommand(program: Command): void {
  program
    .command('start')
    .description('Everything in one process tree: database, server, worker and web app, with sample members.')
    .option('--port <port>', 'where to listen; 0 takes any free port (default: 3000)')
    .option('--json', 'print one JSON document once it runs')
    .addHelpText('after', '\nExample:\n  npx spendsense start --port 8080 --data-dir /var/lib/spendsense')
    .action(start);
}

async function start(options: { port?: string; json?: true }, command: Command): Promise<void> {
  const missing = missingFromLessons(lessons);
  if (missing.length > 0) throw workFailed(`The lessons are incomplete:\n${missing.join('\n')}`);
  const config = configOf(command, { PORT: options.port });
  const stopped = untilStopped();
  await using closing = new AsyncDisposableStack();
  const services = await openServices(config, createLogger(config.LOG_LEVEL));
  closing.defer(() => services.close());
  await warnWithoutQueue(services);
  const server = await serve(services);
  closing.defer(() => server.close());
  const worker = await startWorker(services);
  closing.defer(() => worker.close());

  if (config.SAMPLE_MEMBERS === 'on') {
    await seedSamples(services, sampleFiles(isoDateOfInstant(services.clock.now())));
  }
  const url = publicUrlOf(config, server.port);
  const signIn = await issueLinks(services, url);
  printAnswer({ json: { url, signIn }, text: welcomeLines(url, signIn, config) }, options.json === true);
  await stopped;
  process.stderr.write('Stopping …\n');
}

/** Members are served without it: films are asked for in the tables, and made once it is back. */
async function warnWithoutQueue({ queueTrouble }: Services): Promise<void> {
  const trouble = await queueTrouble();
  if (trouble === null) return;
  process.stderr.write(
    `The job queue does not answer: ${trouble}. Is Redis running, and is the address right (REDIS_URL)? Starting without it: films are made once it answers.\n`,
  );
}

async function issueLinks({ signIn, directory }: Services, url: string): Promise<SignInLinks> {
  const link = async (caller: Caller): Promise<string> =>
    `${url}/sign-in#${(await signIn.issueLink(caller)).token}`;
  const sample = (await directory.list()).find(({ isSample }) => isSample);
  const name = sample?.displayName ?? sample?.memberId ?? '';
  return {
    member: sample ? { name, url: await link({ role: 'member', memberId: sample.memberId, name }) } : null,
    operator: { url: await link({ role: 'operator', memberId: null, name: 'Local operator' }) },
  };
}

function welcomeLines(
  url: string,
  signIn: SignInLinks,
  { SIGN_IN_LINK_MINUTES, PORT }: Config,
): readonly string[] {
  const { member, operator } = signIn;
  return [
    `SpendSense runs at ${url}`,
    '',
    ...(member ? [`  as ${member.name}, a sample member:`, `    ${member.url}`] : []),
    '  as an operator, who sees all members:',
    `    ${operator.url}`,
    '',
    `Each link works once, for ${SIGN_IN_LINK_MINUTES} minutes. More:`,
    `  npx spendsense sign-in (--member ID | --operator NAME) --port ${new URL(url).port || PORT}`,
    'Your own bank file: npx spendsense import FILE',
    'Ctrl-C stops it; nothing is lost.',
  ];
}
