import type { ServedMedia } from '../video/served-media-port.ts';
import type { Database } from './database.ts';

const NOTED_EVERY_MS = 3_600_000;

/** When a rendition was last served, in its row. */
export class PostgresServedMedia implements ServedMedia {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async lastServed({ hash, extension }: { hash: string; extension: string }, at: Date): Promise<void> {
    const hourBefore = new Date(at.getTime() - NOTED_EVERY_MS);
    await this.#db
      .updateTable('renditions')
      .set({ last_served_at: at })
      .where('rendition_id', 'in', (query) =>
        query
          .selectFrom('rendition_files')
          .select('rendition_files.rendition_id')
          .where('rendition_files.hash', '=', hash)
          .where('rendition_files.extension', '=', extension),
      )
      // Another process, or another of its files, may have noted it.
      .where((row) => row.or([row('last_served_at', 'is', null), row('last_served_at', '<=', hourBefore)]))
      .execute();
  }
}
