import type { Command } from 'commander';
import { untilStopped } from '../until-stopped.ts';
import { startWorker } from '../worker.ts';
import { refuseWithoutQueue } from './refuse-without-queue.ts';
import { withServices } from './with-services.ts';

export function registerWorkerCommand(program: Command): void {
  program
    .command('worker')
    .description('A worker alone, beside a running `start`, for scale-out. Stops on Ctrl-C or SIGTERM.')
    .action(async (_options: unknown, command: Command) => {
      await withServices(command, async (services) => {
        await refuseWithoutQueue(services);
        const worker = await startWorker(services);
        process.stderr.write('The worker takes jobs; Ctrl-C stops it.\n');
        await untilStopped();
        await worker.close();
      });
    });
}
