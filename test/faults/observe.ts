import { sql } from 'kysely';
import type { FilmServices } from '../../src/app/film-services.ts';
import type { Database } from '../../src/storage/database.ts';
import { slotKey } from '../../src/video/slot-key.ts';
import type { SlotMedia } from '../../src/video/video-cache-port.ts';
import { purchasesOf } from '../factories/videos-api-server.ts';
import type { End } from './fault-table.ts';
import { type FaultWorld, type Staged, secondOf } from './fault-world.ts';

/** What is true of a case now, by the rows and by the server's own log. */
export async function endOf(world: FaultWorld, { slot, it }: Staged): Promise<End> {
  const { films } = world;
  const tracks = (await films.jobs.slotJobs([slotKey(slot)])).get(slotKey(slot));
  const job = tracks?.provider.latest;
  if (!job) throw new TypeError(`${it.title}: nothing was ordered`);
  const made = await films.attempts.attemptsOf(job.jobId);
  const [attempt, ...others] = made.filter(({ provider }) => provider === 'sora');
  if (!attempt || others.length > 0) throw new TypeError(`${it.title}: one provider has one turn`);
  const { purchases } = await purchasesOf(world.server());
  return {
    job: job.state,
    attempt: attempt.state,
    code: job.failure?.code ?? null,
    money: attempt.money,
    bought: purchases.filter(({ model }) => model === it.name).length,
  };
}

/** What was bought of the provider that stands behind the first. */
export async function boughtElsewhere(world: FaultWorld, { it }: Staged): Promise<number> {
  const { purchases } = await purchasesOf(world.server());
  return purchases.filter(({ model }) => model === secondOf(it.name)).length;
}

/** Whether something may still move by itself, on either track. A turn goes on when its job has come to rest. */
export async function isMoving({ database: { db }, turns }: FaultWorld): Promise<boolean> {
  const { begun, ended } = turns;
  const moving = await db
    .selectFrom('video_jobs')
    .select('job_id')
    .where('state', 'in', ['queued', 'working', 'waiting'])
    .limit(1)
    .execute();
  return moving.length > 0 || begun > ended || turns.begun > begun;
}

/** How many films the provider is known to be making. */
export async function purchasesStarted({ database: { db } }: FaultWorld): Promise<number> {
  const started = await db
    .selectFrom('video_attempts')
    .select('attempt_id')
    .where('provider', '=', 'sora')
    .where('state', '=', 'started')
    .execute();
  return started.length;
}

/** What a member would see, asked as pages ask. */
export async function shownNow({ slot }: Staged, { readMedia }: FilmServices): Promise<SlotMedia> {
  const [media] = await readMedia([slot]);
  if (!media) throw new TypeError('every slot has an answer');
  return media;
}

/** Every row of every table whose name is like that, the queue's own among them, as text. */
export async function everythingWritten(db: Database, like = /./): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`.execute(db);
  const texts: string[] = [];
  for (const { name } of tables.filter((table) => like.test(table.name))) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.raw(name)} as t`.execute(db);
    texts.push(...rows.map(({ row }) => row));
  }
  return texts.join('\n');
}
