import type { Command } from 'commander';
import { lessons } from '../../lessons/catalogue.ts';
import { lessonLocales } from '../../lessons/worked-value.ts';
import type { VideoJob } from '../../video/job.ts';
import { mediaStatuses } from '../../video/media-status.ts';
import type { Services } from '../services.ts';
import { wrongUsage } from './command-failure.ts';
import { printAnswer, tableLines } from './print.ts';
import { withServices } from './with-services.ts';

const JOBS_MAX = 100;
const MICRO_USD = 1_000_000;

/** Adds `status` to the `video` group: films, jobs that are under way or came to nothing, the day's money. */
export function registerVideoStatusCommand(video: Command): void {
  video
    .command('status')
    .description(
      'What there is of every lesson’s film, the jobs that wait, were ordered or came to nothing, and the day’s money.',
    )
    .option('--locale <locale>', 'en or es', 'en')
    .option('--json', 'print one JSON document')
    .action(async (options: { locale: string; json?: true }, command: Command) => {
      const status = await withServices(command, (services) => statusOf(services, options.locale));
      printAnswer({ json: status, text: statusLines(status) }, options.json === true);
    });
}

async function statusOf(services: Services, locale: string) {
  if (!lessonLocales.some((one) => one === locale)) {
    throw wrongUsage(`--locale: found "${locale}", allowed are ${lessonLocales.join(', ')}.`);
  }
  const { jobs, attempts, cache, chain } = services;
  const statuses = await mediaStatuses(
    // An operator asks what is, not what is told.
    { ...services, readMedia: services.readTrueMedia },
    lessons.map(({ persona, topic }) => ({ persona, topic, locale })),
  );
  const open = await jobs.list({
    states: ['queued', 'working', 'waiting', 'awaiting_approval', 'unknown', 'timed_out'],
    limit: JOBS_MAX,
  });
  const ended = await jobs.list({ states: ['failed', 'rejected'], limit: JOBS_MAX });
  // What was ordered and is shown can be taken back: by its id.
  const shown = await jobs.list({ states: ['ready'], track: 'provider', limit: JOBS_MAX });
  return {
    videos: lessons.map(({ persona, topic }, index) => ({ persona, topic, ...statuses[index] })),
    jobs: await Promise.all([...open, ...shown, ...ended].map((job) => jobRow(services, job))),
    budget: { capMicroUsd: chain.capMicroUsd, ...(await attempts.budget()) },
    cache: await cache.counts(),
  };
}

/** What an operator needs to know of a job to say yes, no, or what to do. */
async function jobRow({ attempts, jobs }: Services, job: VideoJob) {
  const { jobId, persona, topic, locale, lessonVersion, track, state, gate, planned, failure, updatedAt } =
    job;
  const latest = (await attempts.attemptsOf(jobId)).at(-1);
  return {
    jobId,
    persona,
    topic,
    locale,
    lessonVersion,
    track,
    state,
    gate,
    provider: planned?.provider ?? latest?.provider ?? null,
    model: planned?.model ?? latest?.model ?? null,
    promptDigest: planned?.promptDigest ?? latest?.promptDigest ?? null,
    providerJobId: latest?.handle?.id ?? null,
    costMicroUsd: latest?.settledMicroUsd ?? null,
    reservedMicroUsd: latest?.money === 'reserved' ? latest.reservedMicroUsd : 0,
    differences: latest?.differences ?? [],
    filmPath: gate === 'show' ? await jobs.awaitingFilmPath(jobId) : null,
    failure,
    updatedAt,
  };
}

type Status = Awaited<ReturnType<typeof statusOf>>;

function statusLines({ videos, jobs, budget }: Status): readonly string[] {
  const { capMicroUsd, reservedMicroUsd, spentTodayMicroUsd } = budget;
  return [
    ...tableLines([
      ['persona', 'topic', 'status', 'by', 'film'],
      ...videos.map(({ persona, topic, status, provider, url }) => [
        persona,
        topic,
        status ?? '',
        provider ?? '',
        url ?? '',
      ]),
    ]),
    '',
    `today: ${dollars(spentTodayMicroUsd)} spent, ${dollars(reservedMicroUsd)} set aside, of ${dollars(capMicroUsd)}`,
    ...jobs.map(jobLine),
  ];
}

function jobLine(job: Status['jobs'][number]): string {
  const { jobId, persona, topic, locale, track, state, gate, provider, differences, filmPath, failure } = job;
  const where = gate === null ? '' : ` at the ${gate} gate`;
  const unlike = differences.map(({ what, ordered, delivered }) => `${what} ${delivered} for ${ordered}`);
  const notes = [failure?.message, ...unlike, filmPath].filter((note) => note != null);
  const said = notes.length === 0 ? '' : `: ${notes.join('; ')}`;
  return `${jobId}  ${persona}/${topic} ${locale} by ${provider ?? track}, ${state}${where}${said}`;
}

const dollars = (microUsd: number): string => `$${(microUsd / MICRO_USD).toFixed(2)}`;
