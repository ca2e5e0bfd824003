import type { Command } from 'commander';
import type { Bytes } from '../../kernel/units.ts';
import { type CleanUpReport, cleanUp } from '../../video/clean-up.ts';
import type { EvictionReason } from '../../video/plan-clean-up.ts';
import { CommandFailure } from './command-failure.ts';
import { printAnswer, tableLines } from './print.ts';
import { withServices } from './with-services.ts';

/** Adds `cleanup` to the `video` group. */
export function registerVideoCleanupCommand(video: Command): void {
  video
    .command('cleanup')
    .description('Remove films that nobody needs, and keep the rest within VIDEO_QUOTA_BYTES.')
    .option('--dry-run', 'change nothing, say what would go and why')
    .option('--json', 'print one JSON document')
    .action(async (options: { dryRun?: true; json?: true }, command: Command) => {
      const outcome = await withServices(command, (services) =>
        cleanUp(
          { ...services, store: services.cleanUpStore, quotaBytes: services.config.VIDEO_QUOTA_BYTES },
          { isDryRun: options.dryRun === true },
        ),
      );
      if (outcome.kind === 'busy') {
        throw new CommandFailure('Another process is cleaning up right now. Try again in a minute.', 1);
      }
      printAnswer({ json: outcome.report, text: reportLines(outcome.report) }, options.json === true);
    });
}

const reasons: Readonly<Record<EvictionReason, string>> = {
  file_missing: 'its file is missing',
  superseded: 'another took its place',
  rejected: 'it was rejected',
  quota: 'over the quota',
};

function reportLines(report: CleanUpReport): readonly string[] {
  const { isDryRun, quotaBytes, bytesBefore, bytesAfter, spared, brokenAwaiting, cacheEntriesForgotten } =
    report;
  const files = [
    ...report.evictions.flatMap(({ files, reason, renditionId }) =>
      files.length > 0
        ? files.map(({ path, sizeBytes }) => [path, sizeText(sizeBytes), reasons[reason]])
        : [[`rendition ${renditionId}`, sizeText(0), reasons[reason]]],
    ),
    ...report.orphans.map(({ path, sizeBytes }) => [path, sizeText(sizeBytes), 'no film has it']),
    ...report.leftovers.map(({ name, sizeBytes }) => [
      `work/${name}`,
      sizeText(sizeBytes),
      'left by a crash',
    ]),
  ];
  return [
    ...(files.length > 0
      ? tableLines([[isDryRun ? 'would go' : 'removed', 'size', 'why'], ...files])
      : ['Nothing to remove.']),
    `Films take ${sizeText(bytesAfter)}${isDryRun ? ' then' : ''}, took ${sizeText(bytesBefore)}; ${sizeText(quotaBytes)} are allowed.`,
    ...(bytesAfter > quotaBytes ? ['What is left is too young, being watched, or awaits approval.'] : []),
    ...(cacheEntriesForgotten > 0 ? [`Cache entries out of date: ${cacheEntriesForgotten}.`] : []),
    ...spared.map((id) => `Spared, because it came into use meanwhile: rendition ${id}.`),
    ...brokenAwaiting.map((id) => `Awaits approval, but its files are not whole: rendition ${id}.`),
  ];
}

function sizeText(sizeBytes: Bytes): string {
  if (sizeBytes < 1_000_000) return `${sizeBytes} bytes`;
  return `${(sizeBytes / 1_000_000).toFixed(1)} MB`;
}
