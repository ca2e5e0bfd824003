import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { videoQueueContract } from '../../test/contracts/video-queue.contract.ts';
import { testDatabase } from '../../test/embedded-database.ts';
import { createVideoQueue } from './bullmq-video-queue.ts';

videoQueueContract('BullMQ over PostgreSQL', async () => {
  const database = await testDatabase();
  return {
    backend: { postgres: database.connection },
    dropConnections: async () => {
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`.execute(database.db);
    },
    close: () => database.close(),
  };
});

test('what a server says to a queue that is being closed is nobody’s trouble', async () => {
  const { db, connection, close } = await testDatabase();
  const onError = vi.fn();
  const queue = await createVideoQueue({ postgres: connection }, { onError });
  const connections = async (): Promise<readonly number[]> =>
    (
      await sql<{ pid: number }>`select pid from pg_stat_activity
        where datname = current_database() and application_name = 'spendsense-queue'`.execute(db)
    ).rows.map(({ pid }) => pid);
  const pids = await connections();
  expect(pids).not.toEqual([]);
  // They hear of both ends at once, and the farewell comes too late.
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  await queue.close();
  await sql`select pg_terminate_backend(pid) from unnest(${pids}::int[]) as pid`.execute(db);
  for (const pid of pids) process.kill(pid, 'SIGCONT');
  await vi.waitFor(async () => expect(await connections()).toEqual([]));
  await new Promise((resolve) => setImmediate(resolve));
  expect(onError).not.toHaveBeenCalled();
  await close();
});
