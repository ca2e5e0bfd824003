import type { Command } from 'commander';
import { clarifyJob, type Finding, retryJob } from '../../video/operate-job.ts';
import { reconcilePurchases } from '../../video/reconcile-purchases.ts';
import { reviewFilm } from '../../video/review-film.ts';
import type { ReviewVerdict } from '../../video/review-port.ts';
import type { Services } from '../services.ts';
import { workFailed, wrongUsage } from './command-failure.ts';
import { printAnswer } from './print.ts';
import { withServices } from './with-services.ts';

type Word = { by?: string; reason?: string; json?: true };

/** Adds what people do with jobs: say yes or no at a gate, try again, say what became of a purchase. */
export function registerVideoReviewCommands(video: Command): void {
  registerReview(
    video,
    'approve',
    'approved',
    'Say yes to what waits: a prompt before money is spent, a film before it is shown.',
  );
  registerReview(
    video,
    'reject',
    'rejected',
    'Say no to what waits, or take an ordered film back that is shown. It is not asked for again by itself.',
  );
  video
    .command('retry')
    .description(
      'Try a job again that failed, was rejected or timed out; what timed out keeps its id at the provider.',
    )
    .argument('<id>', 'the job’s id, see `video status`')
    .option('--json', 'print one JSON document')
    .action(async (jobId: string, options: { json?: true }, command: Command) => {
      const answer = await withServices(command, (services) => retry(services, jobId));
      printAnswer({ json: answer, text: [`${jobId}: ${answer.status}`] }, options.json === true);
    });
  registerResolve(video);
  registerReconcile(video);
}

function registerReview(video: Command, name: string, verdict: ReviewVerdict, description: string): void {
  video
    .command(name)
    .description(description)
    .argument('<id>', 'the job’s id, see `video status`')
    .requiredOption('--by <name>', 'who says so; it goes on record')
    .option('--reason <text>', 'why')
    .option('--json', 'print one JSON document')
    .action(async (jobId: string, options: Word, command: Command) => {
      const answer = await withServices(command, (services) => decide(services, jobId, verdict, options));
      const text = [`${jobId}: ${verdict} at the ${answer.gate} gate by ${answer.by}, now ${answer.status}`];
      printAnswer({ json: answer, text }, options.json === true);
    });
}

async function decide(services: Services, jobId: string, verdict: ReviewVerdict, { by, reason }: Word) {
  const byName = nameOf(by);
  const outcome = await reviewFilm(services, jobId, { verdict, byName, reason: reason ?? null });
  if (outcome.kind === 'unknown_job') throw unknownJob(jobId);
  if (outcome.kind === 'not_waiting') {
    throw workFailed(`Job ${jobId} is ${outcome.job.state}: it waits for nobody’s word.`);
  }
  return { jobId, gate: outcome.gate, verdict, by: byName, status: outcome.job.state };
}

async function retry(services: Services, jobId: string) {
  const answer = await retryJob(services, jobId);
  if (answer.kind === 'unknown_job') throw unknownJob(jobId);
  if (answer.kind === 'under_way') throw workFailed(`Job ${jobId} is ${answer.job.state}: it has not ended.`);
  const { outcome } = answer;
  return { jobId: 'jobId' in outcome ? outcome.jobId : null, status: outcome.kind };
}

function registerResolve(video: Command): void {
  video
    .command('resolve')
    .description(
      'Say what became of a purchase whose money is set aside: of an `unknown` job, or, with lost, of one that `timed_out`.',
    )
    .argument('<id>', 'the job’s id, see `video status`')
    .requiredOption('--as <finding>', 'bought, not-bought, or lost: paid for and nowhere to be found')
    .option('--provider-id <id>', 'with bought: the provider’s own id of the film')
    .requiredOption('--by <name>', 'who says so; it goes on record')
    .requiredOption('--reason <text>', 'how you know')
    .option('--json', 'print one JSON document')
    .action(async (jobId: string, options: Word & { as: string; providerId?: string }, command: Command) => {
      const finding = findingOf(options);
      const word = { finding, byName: nameOf(options.by), reason: options.reason ?? '' };
      const outcome = await withServices(command, (services) => clarifyJob(services, jobId, word));
      if (outcome.kind === 'unknown_job') throw unknownJob(jobId);
      if (outcome.kind === 'not_unknown') {
        throw workFailed(
          `Job ${jobId} is ${outcome.job.state}: only what is unknown is resolved, and what timed out, as lost.`,
        );
      }
      printAnswer(
        { json: { jobId, finding: finding.kind }, text: [`${jobId}: ${finding.kind}`] },
        options.json === true,
      );
    });
}

function findingOf({ as, providerId }: { as: string; providerId?: string }): Finding {
  if (as === 'bought') {
    if (!providerId)
      throw wrongUsage('--as bought needs --provider-id: the id under which the provider has it.');
    return { kind: 'bought', providerJobId: providerId };
  }
  if (providerId !== undefined) throw wrongUsage(`--provider-id goes with --as bought, not with ${as}.`);
  if (as === 'not-bought') return { kind: 'not_bought' };
  if (as === 'lost') return { kind: 'lost' };
  throw wrongUsage(`--as: found "${as}", allowed are bought, not-bought, lost.`);
}

function registerReconcile(video: Command): void {
  video
    .command('reconcile')
    .description('Hold our ledger against the providers’ lists; exit 1 where something is left to explain.')
    .option('--json', 'print one JSON document')
    .action(async (options: { json?: true }, command: Command) => {
      const report = await withServices(command, (services) =>
        reconcilePurchases(services, new AbortController().signal),
      );
      const { askedCount, clarifiedCount, resumedCount, doublesFound, forPerson, unansweredCount } = report;
      const text = [
        `asked about ${askedCount}, clarified ${clarifiedCount}, taken up again ${resumedCount}, bought twice ${doublesFound}, no answer ${unansweredCount}`,
        ...forPerson.map(
          ({ jobId, provider }) => `  ${jobId}: ${provider} can’t be asked; see \`video resolve\``,
        ),
      ];
      printAnswer({ json: report, text }, options.json === true);
      if (doublesFound + forPerson.length + unansweredCount > 0) process.exitCode = 1;
    });
}

function nameOf(by: string | undefined): string {
  const name = by?.trim() ?? '';
  if (name === '') throw wrongUsage('--by: say who decides.');
  return name;
}

const unknownJob = (jobId: string) =>
  workFailed(`There is no job "${jobId}". \`npx spendsense video status\` lists those that wait.`);
