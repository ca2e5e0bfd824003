import type { Command } from 'commander';
import { type FilmVerdict, validateFilm } from '../../media/validate-film.ts';

/** Adds `validate FILE` to the `video` group: exit 0 valid, 1 not valid, 2 without a file. */
export function registerVideoValidateCommand(video: Command): void {
  video
    .command('validate')
    .description('check an MP4 file: can a browser show it, and does it keep the film rules')
    // Optional for the parser, so that leaving it out is answered here with exit code 2.
    .argument('[file]', 'the MP4 file')
    .option('--json', 'print one JSON document: {playable, valid, errors, warnings, metadata}')
    .action(async (file: string | undefined, options: { json?: boolean }) => {
      if (file === undefined) {
        process.stderr.write('Name the file to check: spendsense video validate FILE\n');
        process.exitCode = 2;
        return;
      }
      const verdict = await validateFilm(file);
      process.stdout.write(
        options.json ? `${JSON.stringify(verdict, null, 2)}\n` : verdictText(file, verdict),
      );
      if (!verdict.valid) process.exitCode = 1;
    });
}

function verdictText(file: string, verdict: FilmVerdict): string {
  const { video, container, durationMs } = verdict.metadata;
  const judgement = verdict.valid ? 'valid' : verdict.playable ? 'playable, but not valid' : 'not playable';
  const picture = video
    ? `${video.codec ?? video.codecTag} ${video.profile ?? ''} ${video.shownWidthPixels}×${video.shownHeightPixels}, ${video.frameRateHz ?? '?'} frames/s`
    : null;
  const length = durationMs === null ? null : `${(durationMs / 1000).toFixed(2)} s`;
  const size = container ? `${container.sizeBytes} bytes` : null;
  const facts = [picture, length, size].filter((fact) => fact !== null).join(', ');
  const lines = [
    `${file}: ${judgement}`,
    ...(facts ? [`  ${facts}`] : []),
    ...verdict.errors.map((error) => `  error    ${error.code}: ${error.message}`),
    ...verdict.warnings.map((warning) => `  warning  ${warning.code}: ${warning.message}`),
  ];
  return `${lines.join('\n')}\n`;
}
