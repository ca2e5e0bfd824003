import type { DecodeJob, DecodeReport } from './decode-job.ts';
import { DECODE_TIMED_OUT, DECODER_CRASHED } from './media-reason-codes.ts';
import { runApart } from './run-apart.ts';

const childFile = new URL('./decode-child.ts', import.meta.url);

/** Runs a decoding job in a process of its own; its crash or delay becomes a refusal. */
export async function decodeApart(job: DecodeJob, signal?: AbortSignal): Promise<DecodeReport> {
  const { decodeMaxMs } = job.limits;
  const outcome = await runApart<DecodeReport>(childFile, job, { maxMs: decodeMaxMs, signal });
  if (outcome.kind === 'reported') return outcome.report;
  if (outcome.kind === 'crashed') return { kind: 'refused', code: DECODER_CRASHED, message: outcome.message };
  return {
    kind: 'refused',
    code: DECODE_TIMED_OUT,
    message: `decoding took longer than ${decodeMaxMs} ms`,
  };
}
