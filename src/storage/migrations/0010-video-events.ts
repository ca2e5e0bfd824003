import { type Kysely, sql } from 'kysely';

/** Whoever listens on `spendsense_video` hears of every slot whose media, job or rendition changed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function tell_video_event() returns trigger language plpgsql as $$
    declare
      about jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
    begin
      -- The name of a slot and of a job: nothing here says anything about anybody.
      perform pg_notify('spendsense_video',
        json_build_object('slotKey', about ->> 'slot_key', 'jobId', about ->> 'job_id')::text);
      return null;
    end $$`.execute(db);
  await sql`
    create trigger video_jobs_tell_opened after insert on video_jobs
      for each row execute function tell_video_event()`.execute(db);
  // Progress is told in whole percents: a film has a hundred of them, however often it is noted.
  await sql`
    create trigger video_jobs_tell_moved after update of state, progress on video_jobs
      for each row when (old.state <> new.state or floor(old.progress * 100) <> floor(new.progress * 100))
      execute function tell_video_event()`.execute(db);
  await sql`
    create trigger video_slots_tell after insert or update or delete on video_slots
      for each row execute function tell_video_event()`.execute(db);
  // Reviewed, evicted, brought back: all that a rendition may become, but not that somebody watched it.
  await sql`
    create trigger renditions_tell after update on renditions
      for each row when (to_jsonb(old) - 'last_served_at' <> to_jsonb(new) - 'last_served_at')
      execute function tell_video_event()`.execute(db);
}
