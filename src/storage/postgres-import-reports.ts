import { sql } from 'kysely';
import type { ImportReport, ImportReports, NamingImport } from '../members/import-reports-port.ts';
import type { Database } from './database.ts';

export class PostgresImportReports implements ImportReports {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async latest(countMax: number): Promise<readonly ImportReport[]> {
    return await this.#select().orderBy('imported_at', 'desc').orderBy('import_id').limit(countMax).execute();
  }

  async find(importId: string): Promise<ImportReport | null> {
    return (await this.#select().where('import_id', '=', importId).executeTakeFirst()) ?? null;
  }

  async naming(memberId: string): Promise<readonly NamingImport[]> {
    return await this.#db
      .selectFrom('imports')
      .select(['import_id as importId', 'file_name as fileName', 'imported_at as importedAt'])
      .where(sql<boolean>`member_ids @> array[${memberId}]::text[]`)
      .orderBy('import_number')
      .execute();
  }

  #select() {
    return this.#db
      .selectFrom('imports')
      .select([
        'import_id as importId',
        'file_name as fileName',
        'imported_at as importedAt',
        'rows_read as rowsRead',
        'rows_accepted as rowsAccepted',
        'rows_unchanged as rowsUnchanged',
        'rows_quarantined as rowsQuarantined',
        sql<number>`cardinality(member_ids)`.as('memberCount'),
      ]);
  }
}
