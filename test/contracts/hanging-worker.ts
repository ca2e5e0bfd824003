import { startVideoWorker } from '../../src/storage/bullmq-video-worker.ts';

/** A worker process that takes one job and never comes to an end with it: made to be killed. */
await startVideoWorker(
  JSON.parse(process.argv[2] ?? ''),
  async (jobId) => {
    process.stdout.write(`took ${jobId}\n`);
    return await new Promise(() => setInterval(() => undefined, 1_000));
  },
  { lanes: { studio: 1, provider: 1 }, onError: (error) => process.stderr.write(`${error.message}\n`) },
);
