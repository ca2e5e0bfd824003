import type { PoolConfig } from 'pg';
import type { Logger } from 'pino';
import { type Database, openDatabase } from '../storage/database.ts';
import { migrate } from '../storage/migrate.ts';
import type { Config } from './config.ts';
import { reachDatabase } from './database-unreachable.ts';
import { startEmbeddedPostgres } from './embedded-postgres/start-embedded-postgres.ts';

export type OpenedDatabase = { readonly db: Database; readonly connection: PoolConfig };

/** The configured database or the embedded one, its schema brought up to date; closing it is deferred to `opening`. */
export async function openMigratedDatabase(
  config: Config,
  log: Logger,
  opening: AsyncDisposableStack,
): Promise<OpenedDatabase> {
  const connection = await openConnection(config, log, opening);
  const db = openDatabase(connection, {
    onIdleConnectionLost: (error) => log.warn({ err: error }, 'an idle database connection was lost'),
  });
  opening.defer(() => db.destroy());
  if (config.DATABASE_URL) await reachDatabase(db, config.DATABASE_URL);
  await migrate(db);
  return { db, connection };
}

async function openConnection(
  config: Config,
  log: Logger,
  opening: AsyncDisposableStack,
): Promise<PoolConfig> {
  if (config.DATABASE_URL) return { connectionString: config.DATABASE_URL };
  const postgres = await startEmbeddedPostgres({ dataDir: config.DATA_DIR, log });
  opening.defer(() => postgres.release());
  return postgres.connection;
}

/** Null when the database answers, else why it doesn't. */
export async function whyNotReady(db: Database): Promise<string | null> {
  try {
    await db.selectFrom('members').select('member_id').limit(1).execute();
    return null;
  } catch (error) {
    return `the database does not answer: ${error instanceof Error ? error.message : String(error)}`;
  }
}
