import { spawn } from 'node:child_process';
import type { ReworkJob, ReworkReport } from './rework-job.ts';

/** Which reader ffmpeg is to use: told, never guessed, as some of its readers open other files and addresses. */
const readers = { mp4: 'mov', matroska: 'matroska' } as const;
const complaintMaxLetters = 500;

export type FfmpegOrder = Omit<ReworkJob, 'task'> & {
  readonly ffmpegPath: string;
  readonly reader: keyof typeof readers;
  readonly signal: AbortSignal;
};

/**
 * Codes a film anew with the system's ffmpeg: upright 8-bit 4:2:0 H.264 with even sides, AAC where sound is kept,
 * index first. Ends it when its time is over; rejects with the reason of `signal` when it aborts.
 */
export function reencodeWithFfmpeg(order: FfmpegOrder): Promise<ReworkReport> {
  return new Promise((resolve, reject) => {
    order.signal.throwIfAborted();
    const child = spawn(order.ffmpegPath, argumentsFor(order), {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {},
    });
    let complaint = '';
    let isLate = false;
    child.stderr.on('data', (data: Buffer) => {
      complaint = (complaint + data.toString('utf8')).slice(-complaintMaxLetters);
    });
    const end = () => child.kill('SIGKILL');
    const timer = setTimeout(() => {
      isLate = true;
      end();
    }, order.limits.reworkMaxMs);
    order.signal.addEventListener('abort', end);
    const settle = (code: number | null, failure: string | null) => {
      clearTimeout(timer);
      order.signal.removeEventListener('abort', end);
      if (order.signal.aborted) return reject(order.signal.reason);
      if (code === 0) return resolve({ kind: 'made' });
      const late = isLate ? `ffmpeg took longer than ${order.limits.reworkMaxMs} ms` : null;
      const message = late ?? failure ?? `ffmpeg ended with ${code}: ${complaint.trim()}`;
      return resolve({ kind: 'failed', message });
    };
    child.once('error', (error) => settle(null, `${order.ffmpegPath} doesn't start: ${error.message}`));
    child.once('close', (code) => settle(code, null));
  });
}

function argumentsFor({ path, outPath, keepSound, limits, reader }: FfmpegOrder): readonly string[] {
  const words = (text: string) => text.split(' ');
  return [
    ...words('-nostdin -v error -y -protocol_whitelist file -threads 2'),
    ...['-max_pixels', `${limits.pictureAreaMaxPixels}`, '-f', readers[reader], '-i', `file:${path}`],
    ...words('-map 0:v:0 -map_metadata -1 -map_chapters -1'),
    ...words(keepSound ? '-map 0:a:0? -c:a aac -b:a 128k' : '-an'),
    ...['-vf', 'crop=trunc(iw/2)*2:trunc(ih/2)*2:0:0,format=yuv420p'],
    ...words('-c:v libx264 -preset veryfast -crf 20 -profile:v high -g 60 -threads 2'),
    ...['-fs', `${limits.fileSizeMaxBytes}`, '-movflags', '+faststart', '-f', 'mp4', `file:${outPath}`],
  ];
}
