import { workOnJob } from '../../src/video/work-on-job.ts';
import { openStack, type StackOptions } from './film-stack.ts';

/**
 * A worker process that stops itself when all its calls have been journalled and none has been sent: the one
 * moment at which nothing in this process can keep a call from going out when it wakes.
 */
type Frozen = StackOptions & { readonly jobIds: readonly string[]; readonly diesAfterwards: boolean };

const { jobIds, diesAfterwards, ...options } = JSON.parse(process.argv[2] ?? '{}') as Frozen;
const stack = openStack(options);
const never = new AbortController().signal;
const isThere = Promise.withResolvers<void>();
const isSold = Promise.withResolvers<void>();
let there = 0;
let sold = 0;

const providers = stack.chain.providers.map((provider) => ({
  ...provider,
  start: async (...[order, call]: Parameters<typeof provider.start>) => {
    there += 1;
    if (there === jobIds.length) {
      isThere.resolve();
      process.stdout.write('frozen\n');
      process.kill(process.pid, 'SIGSTOP');
    }
    await isThere.promise;
    const outcome = await provider.start(order, call);
    sold += 1;
    if (sold === jobIds.length) isSold.resolve();
    if (diesAfterwards) {
      await isSold.promise;
      process.exit(0);
    }
    return outcome;
  },
}));
const work = { ...stack, chain: { ...stack.chain, providers } };
await Promise.all(jobIds.map((jobId) => workOnJob(work, jobId, never)));
await stack.close();
