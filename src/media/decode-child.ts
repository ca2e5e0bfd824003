import type { DecodeJob, DecodeReport } from './decode-job.ts';
import { decodePictures } from './decode-pictures.ts';
import { decodeSound } from './decode-sound.ts';
import { openMediaFile } from './media-file.ts';
import { DECODE_OUT_OF_MEMORY, FILE_UNREADABLE, PICTURE_TOO_LARGE } from './media-reason-codes.ts';

/**
 * The decoding process: one job in, one report out, then it ends. A process of its own because the decoder is
 * native code that reads hostile bytes: it may crash, hang or eat memory, and only this process with it.
 */

/** Crosses from the depth of a decoding loop to this process's edge. */
class OutOfMemory extends Error {
  override readonly name = 'OutOfMemory';
}

async function report(job: DecodeJob): Promise<DecodeReport> {
  const { video, limits } = job;
  if (video && video.widthPixels * video.heightPixels > limits.pictureAreaMaxPixels) {
    const message = `pictures of ${video.widthPixels}×${video.heightPixels} pixels; at most ${limits.pictureAreaMaxPixels} pixels are decoded`;
    return { kind: 'refused', code: PICTURE_TOO_LARGE, message };
  }
  const opened = await openMediaFile(job.path);
  if (opened.kind === 'refused') return { kind: 'refused', code: FILE_UNREADABLE, message: opened.refusal };
  const file = opened.value;
  const guard = () => {
    if (process.memoryUsage.rss() > limits.decodeMemoryMaxBytes) throw new OutOfMemory();
  };
  try {
    const pictures = video ? await decodePictures(file, video, guard) : null;
    const sound = await Array.fromAsync(job.audio, (track) => decodeSound(file, track, guard));
    return { kind: 'decoded', pictures, sound };
  } catch (error) {
    if (!(error instanceof OutOfMemory)) throw error;
    const message = `decoding took more than ${limits.decodeMemoryMaxBytes} bytes of memory`;
    return { kind: 'refused', code: DECODE_OUT_OF_MEMORY, message };
  } finally {
    await file.close();
  }
}

process.once('message', async (job: DecodeJob) => {
  const answer = await report(job);
  process.send?.(answer, () => process.exit(0));
});
// Nobody waits for the verdict any more.
process.once('disconnect', () => process.exit(1));
