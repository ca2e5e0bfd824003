import type { Command } from 'commander';
import { isoDateOfInstant } from '../../kernel/dates.ts';
import { lessons } from '../../lessons/catalogue.ts';
import { missingFromLessons } from '../../lessons/check-lessons.ts';
import { seedSamples } from '../../members/seed-samples.ts';
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

type SignInLinks = { readonly member: { name: string; url: string }; readonly operator: { url: string } };

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
  const server = await serve(services);
  closing.defer(() => server.close());
  const worker = await startWorker(services);
  closing.defer(() => worker.close());

  await seedSamples(services, sampleFiles(isoDateOfInstant(services.clock.now())));
  const url = publicUrlOf(config, server.port);
  const signIn = await issueLinks(services, url);
  printAnswer({ json: { url, signIn }, text: welcomeLines(url, signIn, config) }, options.json === true);
  await stopped;
  process.stderr.write('Stopping …\n');
}

async function issueLinks({ signIn, directory }: Services, url: string): Promise<SignInLinks> {
  const members = await directory.list();
  const sample = members.find(({ isSample }) => isSample);
  const name = sample?.displayName ?? 'sample member';
  const memberLink = await signIn.issueLink({ role: 'member', memberId: sample?.memberId ?? '', name });
  const operatorLink = await signIn.issueLink({ role: 'operator', memberId: null, name: 'Local operator' });
  return {
    member: { name, url: `${url}/sign-in#${memberLink.token}` },
    operator: { url: `${url}/sign-in#${operatorLink.token}` },
  };
}

function welcomeLines(
  url: string,
  signIn: SignInLinks,
  { SIGN_IN_LINK_MINUTES }: { SIGN_IN_LINK_MINUTES: number },
): readonly string[] {
  return [
    `SpendSense runs at ${url}`,
    '',
    `  as ${signIn.member.name}, a sample member:`,
    `    ${signIn.member.url}`,
    '  as an operator, who sees all members:',
    `    ${signIn.operator.url}`,
    '',
    `Each link works once, for ${SIGN_IN_LINK_MINUTES} minutes. More: npx spendsense sign-in --member ID | --operator NAME`,
    'Your own bank file: npx spendsense import FILE',
    'Ctrl-C stops it; nothing is lost.',
  ];
}
