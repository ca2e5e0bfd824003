import { sql } from 'kysely';
import type { Database } from '../storage/database.ts';

/** The institution's own database can't be used; said once, without the address's secrets. */
export class DatabaseUnreachable extends Error {
  override readonly name = 'DatabaseUnreachable';
}

/** Asks the database of `DATABASE_URL` something small. Throws `DatabaseUnreachable` where nothing comes back. */
export async function reachDatabase(db: Database, databaseUrl: string): Promise<void> {
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    const { hostname, pathname } = new URL(databaseUrl);
    const why = error instanceof Error ? error.message : String(error);
    throw new DatabaseUnreachable(
      `The database ${pathname.slice(1)} on ${hostname} (DATABASE_URL) can't be used: ${why}. Is it running, and are address, name and password right?`,
      { cause: error },
    );
  }
}
