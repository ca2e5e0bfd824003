import { type Kysely, sql } from 'kysely';

/** A rendition may have thumbnails with their map, and a record of where its film comes from. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table rendition_files
      drop constraint rendition_files_kind_check,
      add constraint rendition_files_kind_check check (kind in ('film', 'poster', 'captions', 'infographic',
        'transcript', 'sprite', 'sprite_map', 'provenance'))`.execute(db);
}
