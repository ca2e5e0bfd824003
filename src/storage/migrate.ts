import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import * as membersAndMoney from './migrations/0001-members-and-money.ts';
import * as consentAndRuns from './migrations/0002-consent-and-runs.ts';
import * as videos from './migrations/0003-videos.ts';
import * as sessions from './migrations/0004-sessions.ts';
import * as feedback from './migrations/0005-feedback.ts';
import * as auditLog from './migrations/0006-audit-log.ts';
import * as memberHistory from './migrations/0007-member-history.ts';
import * as videoPipeline from './migrations/0008-video-pipeline.ts';
import * as videoCache from './migrations/0009-video-cache.ts';
import * as videoEvents from './migrations/0010-video-events.ts';
import * as mediaKinds from './migrations/0011-media-kinds.ts';
import * as lessonVersionsApart from './migrations/0012-lesson-versions-apart.ts';
import * as coldCacheEntries from './migrations/0013-cold-cache-entries.ts';
import * as whatRunsAreMadeFrom from './migrations/0014-what-runs-are-made-from.ts';
import type { Schema } from './schema.ts';

/** In the order of their names; one that was released is never edited, only followed. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-members-and-money': membersAndMoney,
  '0002-consent-and-runs': consentAndRuns,
  '0003-videos': videos,
  '0004-sessions': sessions,
  '0005-feedback': feedback,
  '0006-audit-log': auditLog,
  '0007-member-history': memberHistory,
  '0008-video-pipeline': videoPipeline,
  '0009-video-cache': videoCache,
  '0010-video-events': videoEvents,
  '0011-media-kinds': mediaKinds,
  '0012-lesson-versions-apart': lessonVersionsApart,
  '0013-cold-cache-entries': coldCacheEntries,
  '0014-what-runs-are-made-from': whatRunsAreMadeFrom,
};

/**
 * Brings the schema up to date, all of it or nothing. Any number of processes may call it at once: one works,
 * the others wait and find nothing left to do. Answers the names of the migrations that it ran. Throws
 * `DatabaseIsNewer` where a later version of the program has been at work: nothing is changed then.
 */
export async function migrate(db: Kysely<Schema>): Promise<readonly string[]> {
  // Kysely takes an advisory lock, and bears with others that create its own tables at the same time.
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const unknown = await namesUnknownHere(db);
    throw unknown.length > 0 ? new DatabaseIsNewer(unknown, { cause: error }) : error;
  }
  return (results ?? []).map((result) => result.migrationName);
}

async function namesUnknownHere(db: Kysely<Schema>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.flatMap(({ name }) => (Object.hasOwn(migrations, name) ? [] : [name]));
}

/** The schema holds changes that this version of the program doesn't know. */
export class DatabaseIsNewer extends Error {
  override readonly name = 'DatabaseIsNewer';

  constructor(unknown: readonly string[], options: ErrorOptions) {
    super(
      `The database was brought up to date by a newer SpendSense (${unknown.join(', ')}). Run that version, or restore a copy from before it.`,
      options,
    );
  }
}
