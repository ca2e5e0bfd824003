import { reencodeWithFfmpeg } from './ffmpeg-reencode.ts';
import type { DeliveredFilm } from './film-order.ts';
import { openMediaFile } from './media-file.ts';
import type { MediaLimits } from './media-limits.ts';
import { HDR } from './rework-failed.ts';
import type { ReworkJob, ReworkReport } from './rework-job.ts';
import { runApart } from './run-apart.ts';

export type ReworkOrder = Omit<ReworkJob, 'task'> & {
  /** The system's ffmpeg, for coding anew; null for the codecs that npm brings. */
  readonly ffmpegPath: string | null;
  readonly signal: AbortSignal;
};

export type ReworkFilm = (order: ReworkOrder) => Promise<ReworkReport>;

/** Copies a film's pictures into a new MP4 whose index comes first. */
export const rewrap: ReworkFilm = (order) => reworkApart('rewrap', order);

/** Codes a film's pictures anew: with ffmpeg where there is one, else or where that fails with npm's codecs. */
export const reencode: ReworkFilm = async (order) => {
  if (order.ffmpegPath === null) return reworkApart('reencode', order);
  const seen = await reworkApart('look', order);
  // Its scale of light is another: cut to eight bits without being mapped, it comes out grey.
  if (seen.kind === 'seen' && seen.isHdr) return { kind: 'failed', message: HDR };
  const reader = (await isMatroska(order.path)) ? 'matroska' : 'mp4';
  const first = await reencodeWithFfmpeg({ ...order, ffmpegPath: order.ffmpegPath, reader });
  if (first.kind === 'made') return first;
  const second = await reworkApart('reencode', order);
  if (second.kind === 'made' || first.kind !== 'failed' || second.kind !== 'failed') return second;
  return { kind: 'failed', message: `${first.message}; without it: ${second.message}` };
};

/** What a film in another container is; null where nothing here reads it. */
export async function lookAt(
  path: string,
  { limits, signal }: { limits: MediaLimits; signal: AbortSignal },
): Promise<DeliveredFilm | null> {
  const order = { path, outPath: '', keepSound: false, limits, ffmpegPath: null, signal };
  const report = await reworkApart('look', order);
  return report.kind === 'seen' ? report.look : null;
}

const matroskaMagic = '1a45dfa3';

/** Whether a file begins as Matroska and WebM do. */
export async function isMatroska(path: string): Promise<boolean> {
  const opened = await openMediaFile(path);
  if (opened.kind === 'refused') return false;
  const start = await opened.value.read(0, matroskaMagic.length / 2);
  await opened.value.close();
  return Buffer.from(start).toString('hex') === matroskaMagic;
}

const childFile = new URL('./rework-child.ts', import.meta.url);

async function reworkApart(task: ReworkJob['task'], order: ReworkOrder): Promise<ReworkReport> {
  const { path, outPath, keepSound, limits, signal } = order;
  const job: ReworkJob = { task, path, outPath, keepSound, limits };
  const maxMs = limits.reworkMaxMs;
  const outcome = await runApart<ReworkReport>(childFile, job, { maxMs, signal });
  if (outcome.kind === 'reported') return outcome.report;
  if (outcome.kind === 'crashed') return { kind: 'failed', message: outcome.message };
  return { kind: 'failed', message: `it took longer than ${maxMs} ms` };
}
