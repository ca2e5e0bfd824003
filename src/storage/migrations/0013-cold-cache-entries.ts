import { type Kysely, sql } from 'kysely';

/** Where nothing was kept a removal leaves behind that it was so: the next question isn't told of a change. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table video_cache
      drop constraint video_cache_removed_because_check,
      add constraint video_cache_removed_because_check
        check (removed_because in ('cold', 'changed', 'evicted'))`.execute(db);
}
