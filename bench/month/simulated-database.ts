import { sql } from 'kysely';
import type { PoolConfig } from 'pg';
import { startEmbeddedPostgres } from '../../src/app/embedded-postgres/start-embedded-postgres.ts';
import { type Database, openDatabase } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';

export type SimulatedDatabase = {
  readonly db: Database;
  readonly connection: PoolConfig;
  setTime(now: Date): Promise<void>;
  close(): Promise<void>;
};

/**
 * The embedded PostgreSQL with the product's schema, and with a clock that is set from outside: rows are stamped
 * by the database's own `clock_timestamp()`, so a month of them needs another one, found before the built-in one.
 */
export async function simulatedDatabase(dataDir: string, beginsAt: Date): Promise<SimulatedDatabase> {
  const log = { info: () => undefined, warn: (message: string) => console.error(message) };
  const embedded = await startEmbeddedPostgres({ dataDir, log, isDurable: false });
  const { connection } = embedded;
  const before = openDatabase(connection);
  await sql`alter database ${sql.id(connection.database)} set search_path = public, pg_catalog`.execute(
    before,
  );
  await sql`create table public.simulated_time (at timestamptz not null)`.execute(before);
  await sql`insert into public.simulated_time values (${beginsAt})`.execute(before);
  await sql`
    create function public.clock_timestamp() returns timestamptz language sql volatile
      as 'select at from public.simulated_time'`.execute(before);
  await before.destroy();
  const db = openDatabase(connection);
  await migrate(db);
  return {
    db,
    connection,
    setTime: async (now) => void (await sql`update simulated_time set at = ${now}`.execute(db)),
    close: async () => {
      await db.destroy();
      await embedded.release();
    },
  };
}
