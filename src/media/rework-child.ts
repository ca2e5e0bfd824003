import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny';
import { lookAtFilm } from './look-at-film.ts';
import { reencodeFilm } from './reencode-film.ts';
import type { ReworkJob, ReworkReport } from './rework-job.ts';
import { rewrapFilm } from './rewrap-film.ts';

/** The process that rewrites films: one job in, one report out, then it ends, as the decoding process does. */
async function report(job: ReworkJob): Promise<ReworkReport> {
  const input = new Input({ source: new FilePathSource(job.path), formats: ALL_FORMATS });
  try {
    if (job.task === 'look') return { kind: 'seen', ...(await lookAtFilm(input)) };
    await (job.task === 'rewrap' ? rewrapFilm(input, job) : reencodeFilm(input, job));
    return { kind: 'made' };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  } finally {
    input.dispose();
  }
}

process.once('message', async (job: ReworkJob) => {
  const answer = await report(job);
  process.send?.(answer, () => process.exit(0));
});
// Nobody waits for the film any more.
process.once('disconnect', () => process.exit(1));
