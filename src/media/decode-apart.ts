import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { DecodeJob, DecodeReport } from './decode-job.ts';
import { DECODE_TIMED_OUT, DECODER_CRASHED } from './media-reason-codes.ts';

const childPath = fileURLToPath(new URL('./decode-child.ts', import.meta.url));

/**
 * Runs a job in a process of its own and answers its report. A process that crashes or exceeds its time is
 * ended and becomes a refusal; the caller's event loop stays free meanwhile.
 */
export function decodeApart(job: DecodeJob): Promise<DecodeReport> {
  return new Promise((resolve) => {
    const child = fork(childPath, [], {
      serialization: 'advanced',
      execArgv: ['--max-old-space-size=256'],
      // Hostile bytes meet native code there: it gets none of this process's secrets.
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const settle = (report: DecodeReport) => {
      clearTimeout(timer);
      child.removeAllListeners();
      // A late failure of a process that is being ended says nothing new.
      child.on('error', () => {});
      child.kill('SIGKILL');
      resolve(report);
    };
    const timer = setTimeout(() => {
      const message = `decoding took longer than ${job.limits.decodeMaxMs} ms`;
      settle({ kind: 'refused', code: DECODE_TIMED_OUT, message });
    }, job.limits.decodeMaxMs);
    child.once('message', (report: DecodeReport) => settle(report));
    child.once('error', (error) => {
      settle({
        kind: 'refused',
        code: DECODER_CRASHED,
        message: `the decoding process failed: ${error.message}`,
      });
    });
    child.once('exit', (exitCode, signal) => {
      const how = signal ? `by ${signal}` : `with code ${exitCode}`;
      settle({
        kind: 'refused',
        code: DECODER_CRASHED,
        message: `the decoding process ended ${how} without a verdict`,
      });
    });
    child.send(job);
  });
}
