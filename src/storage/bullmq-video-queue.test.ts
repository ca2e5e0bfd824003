import { sql } from 'kysely';
import { videoQueueContract } from '../../test/contracts/video-queue.contract.ts';
import { testDatabase } from '../../test/embedded-database.ts';

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
