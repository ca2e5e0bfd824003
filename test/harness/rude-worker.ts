import { setTimeout as sleep } from 'node:timers/promises';
import { endedVideoJobStates } from '../../src/video/job.ts';
import { workOnJob } from '../../src/video/work-on-job.ts';
import { openStack, type StackOptions } from './film-stack.ts';

/**
 * A worker process made to be killed and frozen. It takes up any job that has not ended, again and again, also
 * those that others hold: what a queue that delivers at least once may do on its worst day.
 */
const LANES = 4;
const options = JSON.parse(process.argv[2] ?? '{}') as StackOptions;
const stack = openStack(options);
const never = new AbortController().signal;

async function lane(): Promise<never> {
  for (;;) {
    const open = await stack.db
      .selectFrom('video_jobs')
      .select('job_id')
      .where('track', '=', 'provider')
      .where('state', 'not in', [...endedVideoJobStates, 'awaiting_approval', 'unknown', 'timed_out'])
      .execute()
      .catch(() => []);
    const chosen = open[Math.floor(Math.random() * open.length)];
    if (chosen) await workOnJob(stack, chosen.job_id, never).catch(report);
    await sleep(5 + Math.random() * 20);
  }
}

function report(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
}

process.stdout.write('ready\n');
await Promise.all(Array.from({ length: LANES }, lane));
