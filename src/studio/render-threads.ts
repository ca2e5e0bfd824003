import { Worker } from 'node:worker_threads';

/** A thread with nothing to do for this long is ended; until then the next film finds it warm. */
const IDLE_MS = 10_000;

type IdleThread = { readonly worker: Worker; readonly timer: NodeJS.Timeout; readonly drop: () => void };

/**
 * The threads of this process, shared by all renders in it. A thread costs 0.3 s and 60 MB to start, most of it
 * the two native libraries, and the memory of an ended thread does not all come back: so threads are kept and
 * lent out. Idle threads never keep the process alive.
 */
const idle: IdleThread[] = [];

export function borrowThread(): Worker {
  const kept = idle.pop();
  if (!kept) return new Worker(new URL('./segment-worker.ts', import.meta.url));
  clearTimeout(kept.timer);
  kept.worker.off('error', kept.drop);
  kept.worker.ref();
  return kept.worker;
}

/** Gives back a thread that has finished what it was asked to do, without listeners of the caller's own. */
export function returnThread(worker: Worker): void {
  const drop = () => {
    const at = idle.findIndex((thread) => thread.worker === worker);
    if (at >= 0) idle.splice(at, 1);
    void worker.terminate();
  };
  worker.on('error', drop);
  worker.unref();
  const timer = setTimeout(drop, IDLE_MS);
  timer.unref();
  idle.push({ worker, timer, drop });
}
