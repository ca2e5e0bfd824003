import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { lessons } from '../../lessons/catalogue.ts';
import { mediaStatuses } from '../../video/media-status.ts';
import { requestVideo } from '../../video/request-video.ts';
import type { Services } from '../services.ts';
import { wrongUsage } from './command-failure.ts';
import { printAnswer, tableLines } from './print.ts';
import { registerVideoValidateCommand } from './video-validate-command.ts';
import { withServices } from './with-services.ts';

type LessonName = { readonly persona: string; readonly topic: string };
type Answer = LessonName & { readonly jobId: string | null; readonly status: string };

const ASK_EVERY_MS = 200;

export function registerVideoCommand(program: Command): void {
  const video = program
    .command('video')
    .description('Films: ask for them, see how far they are, check a file.');
  video
    .command('generate')
    .description('Ask for the film of a lesson, or of all of them.')
    .argument('[persona]', 'see `lesson list`')
    .argument('[topic]', 'see `lesson list`')
    .option('--all', 'every lesson')
    .option('--wait', 'make them here if nobody else does, and answer when they are done')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  npx spendsense video generate high_utilization credit_utilization --wait',
    )
    .action(generate);
  video
    .command('status')
    .description('What there is of every lesson’s film.')
    .option('--json', 'print one JSON document')
    .action(async (options: { json?: true }, command: Command) => {
      const rows = await withServices(command, statusRows);
      printAnswer({ json: { videos: rows }, text: statusLines(rows) }, options.json === true);
    });
  registerVideoValidateCommand(video);
}

async function generate(
  persona: string | undefined,
  topic: string | undefined,
  options: { all?: true; wait?: true; json?: true },
  command: Command,
): Promise<void> {
  const wanted = wantedLessons(persona, topic, options.all === true);
  const answers = await withServices(command, async (services) => {
    const asked: Answer[] = [];
    for (const name of wanted) asked.push(await ask(services, name));
    return options.wait ? waitFor(services, asked) : asked;
  });
  const text = tableLines(answers.map(({ persona, topic, status }) => [persona, topic, status]));
  printAnswer({ json: { videos: answers }, text }, options.json === true);
  if (answers.some(({ status }) => status === 'failed')) process.exitCode = 1;
}

function wantedLessons(
  persona: string | undefined,
  topic: string | undefined,
  isAll: boolean,
): readonly LessonName[] {
  if (isAll && persona === undefined) return lessons;
  if (isAll || persona === undefined || topic === undefined) {
    throw wrongUsage('Say either PERSONA TOPIC or --all. `npx spendsense lesson list` names them.');
  }
  return [{ persona, topic }];
}

async function ask(services: Services, { persona, topic }: LessonName): Promise<Answer> {
  const outcome = await requestVideo(services, { persona, topic, locale: 'en', asker: 'person' });
  if (outcome.kind === 'unknown_lesson') {
    throw wrongUsage(`There is no lesson ${persona} ${topic}. \`npx spendsense lesson list\` names them.`);
  }
  return { persona, topic, jobId: outcome.kind === 'enqueued' ? outcome.jobId : null, status: outcome.kind };
}

async function waitFor(services: Services, asked: readonly Answer[]): Promise<readonly Answer[]> {
  // The studio is loaded only where a film may have to be made here.
  const { startWorker } = await import('../worker.ts');
  const worker = await startWorker(services);
  try {
    return await Promise.all(asked.map((answer) => endOf(services, answer)));
  } finally {
    await worker.close();
  }
}

async function endOf({ jobs }: Services, answer: Answer): Promise<Answer> {
  while (answer.jobId !== null) {
    const job = await jobs.find(answer.jobId);
    if (job?.state === 'ready' || job?.state === 'failed') return { ...answer, status: job.state };
    await sleep(ASK_EVERY_MS);
  }
  return answer;
}

async function statusRows(services: Services) {
  const statuses = await mediaStatuses(
    services,
    lessons.map(({ persona, topic }) => ({ persona, topic, locale: 'en' })),
  );
  return lessons.map(({ persona, topic }, index) => ({ persona, topic, ...statuses[index] }));
}

function statusLines(rows: Awaited<ReturnType<typeof statusRows>>): readonly string[] {
  return tableLines([
    ['persona', 'topic', 'status', 'film'],
    ...rows.map(({ persona, topic, status, url }) => [persona, topic, status ?? '', url ?? '']),
  ]);
}
