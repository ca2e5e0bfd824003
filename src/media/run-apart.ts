import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Milliseconds } from '../kernel/units.ts';

/** What came of work in a process of its own. */
export type ApartOutcome<Report> =
  | { readonly kind: 'reported'; readonly report: Report }
  | { readonly kind: 'timed_out' }
  | { readonly kind: 'crashed'; readonly message: string };

/**
 * Hands a job to a process of its own and answers its report. A process that crashes or exceeds its time is
 * ended; the caller's event loop stays free meanwhile. Ends the process and rejects with the reason of
 * `signal` when it aborts.
 */
export function runApart<Report>(
  childFile: URL,
  job: object,
  { maxMs, signal }: { maxMs: Milliseconds; signal?: AbortSignal | undefined },
): Promise<ApartOutcome<Report>> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const child = fork(fileURLToPath(childFile), [], {
      serialization: 'advanced',
      execArgv: ['--max-old-space-size=256', '--expose-gc'],
      // Hostile bytes meet native code there: it gets none of this process's secrets.
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
      child.removeAllListeners();
      // A late failure of a process that is being ended says nothing new.
      child.on('error', () => {});
      child.kill('SIGKILL');
    };
    /** For a process in the middle of its work: who removes its files must find it gone. */
    const endAndThen = (go: () => void) => {
      end();
      const isGone = child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
      if (isGone) go();
      else child.once('exit', go);
    };
    const settle = (outcome: ApartOutcome<Report>) => {
      end();
      resolve(outcome);
    };
    const giveUp = () => endAndThen(() => reject(signal?.reason));
    const timer = setTimeout(() => endAndThen(() => resolve({ kind: 'timed_out' })), maxMs);
    signal?.addEventListener('abort', giveUp);
    child.once('message', (report: Report) => settle({ kind: 'reported', report }));
    child.once('error', (error) => {
      settle({ kind: 'crashed', message: `the decoding process failed: ${error.message}` });
    });
    child.once('exit', (exitCode, signalName) => {
      const how = signalName ? `by ${signalName}` : `with code ${exitCode}`;
      settle({ kind: 'crashed', message: `the decoding process ended ${how} without a verdict` });
    });
    child.send(job);
  });
}
