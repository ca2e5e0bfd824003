import { showPictures } from './decode-pictures.ts';
import { openMediaFile } from './media-file.ts';
import { StillPicker } from './still-picker.ts';
import type { StillsJob, StillsReport } from './stills-job.ts';

/** The process that takes a film's pictures: one job in, one report out, then it ends, as the decoding process does. */
async function report({ path, video, order, limits }: StillsJob): Promise<StillsReport> {
  const opened = await openMediaFile(path);
  if (opened.kind === 'refused') return { kind: 'failed', message: opened.refusal };
  const picker = new StillPicker(video, order);
  const guard = () => {
    if (process.memoryUsage.rss() > limits.decodeMemoryMaxBytes) process.exit(1);
  };
  const { decoderError } = await showPictures(opened.value, video, { eye: picker, guard });
  await opened.value.close();
  const stills = picker.finish();
  if (!stills) return { kind: 'failed', message: decoderError ?? 'the film has no pictures' };
  return { kind: 'taken', stills };
}

process.once('message', async (job: StillsJob) => {
  const answer = await report(job);
  process.send?.(answer, () => process.exit(0));
});
// Nobody waits for the pictures any more.
process.once('disconnect', () => process.exit(1));
