import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { claimed, freshIntent, renditionOf } from '../../test/factories/video-rows.ts';
import type { Publication } from '../video/job-store-port.ts';
import type { Rendition } from '../video/rendition.ts';
import { PostgresVideoJobStore } from './postgres-video-job-store.ts';
import { publishRendition } from './video-publication.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const publicationOf = (rendition: Rendition): Publication => ({ rendition, failure: null, attempt: null });

/** Until a connection of this database waits for another one's lock. */
async function somebodyWaits(): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(database.db);
    if ((rows[0]?.count ?? 0) > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test.each([
  ['an infographic', { link: 'infographic' }],
  ['the studio’s film', {}],
] as const)(
  '%s that is published at the same moment doesn’t take the place of the ordered film',
  async (_, other) => {
    const { db } = database;
    const jobs = new PostgresVideoJobStore(db);
    const ordered = freshIntent('provider');
    const standing = { ...ordered, track: 'studio' as const };
    const [film, stand] = [await claimed(jobs, ordered), await claimed(jobs, standing)];
    const rendition = renditionOf(ordered, { provider: 'acme' });
    const published: Promise<unknown>[] = [];
    await db.transaction().execute(async (tx) => {
      await publishRendition(tx, film, publicationOf(rendition));
      published.push(jobs.publish(stand, publicationOf(renditionOf(standing, other))));
      await somebodyWaits();
    });
    await Promise.all(published);
    expect(await jobs.current(ordered.slotKey)).toMatchObject({ provider: 'acme', link: 'film' });
  },
);
