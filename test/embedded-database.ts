import { randomUUID } from 'node:crypto';
import { Client, type PoolConfig } from 'pg';
import { inject } from 'vitest';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../src/app/embedded-postgres/start-embedded-postgres.ts';
import { type Database, openDatabase } from '../src/storage/database.ts';
import { migrate } from '../src/storage/migrate.ts';

const TEMPLATE = 'migrated_template';
const TEMPLATE_LOCK = 915_306_724;

/** An empty database of its own, migrated, for one suite. */
export type TestDatabase = {
  readonly connection: PoolConfig & { readonly host: string; readonly database: string };
  readonly db: Database;
  close(): Promise<void>;
};

const quiet = { info: () => undefined, warn: (message: string) => console.warn(message) };
let server: Promise<EmbeddedPostgres> | undefined;

/**
 * The first call of a run starts a real PostgreSQL in a temporary folder (about a second), later ones copy a
 * migrated template (tens of milliseconds). The server stays for the other test files; the run's end stops it.
 */
export async function testDatabase(): Promise<TestDatabase> {
  server ??= startEmbeddedPostgres({ dataDir: inject('testDataDir'), log: quiet, isDurable: false });
  const { connection } = await server;
  const database = `test_${randomUUID().replaceAll('-', '')}`;
  await withClient({ ...connection, database: 'postgres' }, async (client) => {
    // Two files may come first at once; a template can't be copied while anybody is connected to it.
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    await makeTemplate(client, connection);
    await client.query(`create database ${database} template ${TEMPLATE} strategy wal_log`);
  });
  const own = { ...connection, database };
  const db = openDatabase(own);
  return {
    connection: own,
    db,
    close: async () => {
      await db.destroy();
      await withClient({ ...connection, database: 'postgres' }, (client) =>
        client.query(`drop database ${database} with (force)`),
      );
    },
  };
}

async function makeTemplate(client: Client, connection: PoolConfig): Promise<void> {
  const found = await client.query('select 1 from pg_database where datname = $1', [TEMPLATE]);
  if (found.rowCount !== 0) return;
  await client.query(`create database ${TEMPLATE}_unfinished`);
  const db = openDatabase({ ...connection, database: `${TEMPLATE}_unfinished` });
  await migrate(db).finally(() => db.destroy());
  await client.query(`alter database ${TEMPLATE}_unfinished rename to ${TEMPLATE}`);
}

async function withClient(connection: PoolConfig, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client(connection);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
