import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { PoolConfig } from 'pg';
import { isoDateOfInstant } from '../../src/kernel/dates.ts';
import { type Database, openDatabase } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';

export type SimulatedDatabase = {
  readonly db: Database;
  readonly connection: PoolConfig;
  setTime(now: Date): Promise<void>;
  close(): Promise<void>;
};

/**
 * A fresh database of that server with the product's schema, and with a clock that is set from outside: rows are
 * stamped by the database's own `clock_timestamp()`, so a month of them needs another one, found before the
 * built-in one.
 */
export async function simulatedDatabase(server: PoolConfig, beginsAt: Date): Promise<SimulatedDatabase> {
  const database = `month_${randomUUID().replaceAll('-', '')}`;
  const connection = { ...server, database };
  await using above = openDatabase(server);
  await sql`create database ${sql.id(database)}`.execute(above);
  await sql`alter database ${sql.id(database)} set search_path = public, pg_catalog`.execute(above);
  const db = openDatabase(connection);
  await sql`create table simulated_time (at timestamptz not null)`.execute(db);
  await sql`insert into simulated_time values (${beginsAt})`.execute(db);
  await sql`
    create function clock_timestamp() returns timestamptz language sql volatile
      as 'select at from public.simulated_time'`.execute(db);
  await migrate(db);
  // The budget's day began with the machine's date, and never turns back.
  await db
    .updateTable('video_budget')
    .set({ day: isoDateOfInstant(beginsAt) })
    .execute();
  return {
    db,
    connection,
    setTime: async (now) => void (await sql`update simulated_time set at = ${now}`.execute(db)),
    close: () => db.destroy(),
  };
}
