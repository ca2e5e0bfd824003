import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { lessons } from '../../lessons/catalogue.ts';
import { hasEnded, isParked } from '../../video/job.ts';
import { requestVideo } from '../../video/request-video.ts';
import type { Services } from '../services.ts';
import { wrongUsage } from './command-failure.ts';
import { printAnswer, tableLines } from './print.ts';
import { refuseWithoutQueue } from './refuse-without-queue.ts';
import { withServices } from './with-services.ts';

type LessonName = { readonly persona: string; readonly topic: string; readonly locale: string };
type Answer = LessonName & { readonly jobId: string | null; readonly status: string };
type Options = { all?: true; again?: true; wait?: true; json?: true; locale: string };

const ASK_EVERY_MS = 200;

/** Adds `generate` to the `video` group: exit 1 where a film that was waited for failed. */
export function registerVideoGenerateCommand(video: Command): void {
  video
    .command('generate')
    .description('Ask for the film of a lesson, or of all of them.')
    .argument('[persona]', 'see `lesson list`')
    .argument('[topic]', 'see `lesson list`')
    .option('--all', 'every lesson')
    .option('--again', 'also films of the studio that are there, as after a change of STUDIO_THEME')
    .option('--locale <locale>', 'en or es', 'en')
    .option(
      '--wait',
      'make them here if nobody else does, and answer when they are done or wait for a person',
    )
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  npx spendsense video generate high_utilization credit_utilization --wait',
    )
    .action(generate);
}

async function generate(
  persona: string | undefined,
  topic: string | undefined,
  options: Options,
  command: Command,
): Promise<void> {
  const wanted = wantedLessons(persona, topic, options);
  const answers = await withServices(command, async (services) => {
    const asked: Answer[] = [];
    for (const name of wanted) asked.push(await ask(services, name, options.again === true));
    return options.wait ? await waitFor(services, asked) : asked;
  });
  const text = tableLines(answers.map(({ persona, topic, status }) => [persona, topic, status]));
  printAnswer({ json: { videos: answers }, text }, options.json === true);
  if (answers.some(({ status }) => status === 'failed')) process.exitCode = 1;
}

function wantedLessons(
  persona: string | undefined,
  topic: string | undefined,
  { all, locale }: Options,
): readonly LessonName[] {
  if (all && persona === undefined) return lessons.map((lesson) => ({ ...nameOf(lesson), locale }));
  if (all || persona === undefined || topic === undefined) {
    throw wrongUsage('Say either PERSONA TOPIC or --all. `npx spendsense lesson list` names them.');
  }
  return [{ persona, topic, locale }];
}

const nameOf = ({ persona, topic }: Omit<LessonName, 'locale'>) => ({ persona, topic });

async function ask(services: Services, name: LessonName, isAgain: boolean): Promise<Answer> {
  const outcome = await requestVideo(services, { ...name, asker: 'person', isAgain });
  if (outcome.kind === 'unknown_lesson') {
    const { persona, topic, locale } = name;
    throw wrongUsage(
      `There is no lesson ${persona} ${topic} in "${locale}". \`npx spendsense lesson list\` names them.`,
    );
  }
  return { ...name, jobId: 'jobId' in outcome ? outcome.jobId : null, status: outcome.kind };
}

async function waitFor(services: Services, asked: readonly Answer[]): Promise<readonly Answer[]> {
  await refuseWithoutQueue(services);
  // The studio is loaded only where a film may have to be made here.
  const { startWorker } = await import('../worker.ts');
  const worker = await startWorker(services);
  try {
    return await Promise.all(asked.map((answer) => endOf(services, answer)));
  } finally {
    await worker.close();
  }
}

/** Waits until the job has ended, or waits itself for a person. */
async function endOf({ jobs }: Services, answer: Answer): Promise<Answer> {
  while (answer.jobId !== null) {
    const job = await jobs.find(answer.jobId);
    if (job && (hasEnded(job) || isParked(job))) return { ...answer, status: job.state };
    await sleep(ASK_EVERY_MS);
  }
  return answer;
}
