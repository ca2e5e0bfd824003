import type { Services } from '../services.ts';
import { workFailed } from './command-failure.ts';

/** For commands that can do nothing but take jobs. Throws `CommandFailure` where no job would come. */
export async function refuseWithoutQueue({ queueTrouble }: Pick<Services, 'queueTrouble'>): Promise<void> {
  const trouble = await queueTrouble();
  if (trouble === null) return;
  throw workFailed(
    `The job queue does not answer: ${trouble}. Is Redis running, and is the address right (REDIS_URL)?`,
  );
}
