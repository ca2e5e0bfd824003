import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/app/embedded-postgres/start-embedded-postgres.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';

export type ProofDatabases = {
  /** An empty database of its own, migrated. */
  fresh(): Promise<EmbeddedPostgres['connection']>;
  close(): Promise<void>;
};

/** A real PostgreSQL in a temporary folder, until it is closed. */
export async function startProofDatabases(): Promise<ProofDatabases> {
  const dataDir = mkdtempSync(join(tmpdir(), 'spendsense-proof-'));
  const log = { info: () => undefined, warn: (message: string) => console.warn(message) };
  const postgres = await startEmbeddedPostgres({ dataDir, log, isDurable: false });
  let count = 0;
  return {
    async fresh() {
      count += 1;
      const connection = { ...postgres.connection, database: `proof_${count}` };
      const client = new Client({ ...postgres.connection, database: 'postgres' });
      await client.connect();
      await client.query(`create database ${connection.database}`).finally(() => client.end());
      const db = openDatabase(connection);
      await migrate(db).finally(() => db.destroy());
      return connection;
    },
    async close() {
      await postgres.release();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
