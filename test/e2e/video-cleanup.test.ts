import { existsSync } from 'node:fs';
import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/app/embedded-postgres/start-embedded-postgres.ts';
import { type Database, openDatabase } from '../../src/storage/database.ts';
import { slotKey } from '../../src/video/slot-key.ts';
import { filmPath, type RenditionWish, storedFilm, storedRendition } from '../factories/stored-rendition.ts';
import { type ApiClient, apiClient } from './api.ts';
import {
  eventually,
  freshDataDir,
  type RunningProgram,
  runProgram,
  signInBy,
  startProgram,
} from './program.ts';

let folder: Awaited<ReturnType<typeof freshDataDir>>;
let program: RunningProgram;
let api: ApiClient;
let postgres: EmbeddedPostgres;
let db: Database;
// The smallest quota that may be set.
const extra = { SAMPLE_MEMBERS: 'off', VIDEO_QUOTA_BYTES: '1048576' };
beforeAll(async () => {
  folder = await freshDataDir();
  program = await startProgram({ dataDir: folder.path, extra });
  api = apiClient(program.url, await signInBy(program.operatorLink));
  const log = { info: () => undefined, warn: () => undefined };
  postgres = await startEmbeddedPostgres({ dataDir: folder.path, log });
  db = openDatabase(postgres.connection);
}, 120_000);
afterAll(async () => {
  await db.destroy();
  await postgres.release();
  await program.stop();
  await folder.remove();
});

const lesson = { persona: 'savings_builder', topic: 'goal_setting' };
const ago = (hours: number): Date => new Date(Date.now() - hours * 3_600_000);
const made = (wish: RenditionWish) => storedRendition({ db, dataDir: folder.path }, wish);
const bigFilm = (letter: string): string => letter.repeat(700_000);
const cleanUp = async (...options: readonly string[]) =>
  runProgram(['video', 'cleanup', ...options], { dataDir: folder.path, extra });
const readyFilm = () =>
  eventually(
    () => api.videoStatus(lesson),
    ({ status }) => status === 'ready',
    90_000,
  );

/** The film of the lesson, made by the studio, as if that had been days ago and nobody had watched it. */
async function oldFilmOfLesson(): Promise<{ url: string; renditionId: string }> {
  await api.generate(lesson);
  const { url } = await readyFilm();
  const key = slotKey({ ...lesson, locale: 'en' });
  const { rows } = await sql<{ rendition_id: string }>`
    update renditions set created_at = ${ago(240)}, last_served_at = null where slot_key = ${key}
      returning rendition_id`.execute(db);
  const videos = join(folder.path, 'videos', lesson.persona, lesson.topic);
  for (const name of await readdir(videos)) await utimes(join(videos, name), ago(240), ago(240));
  return { url: url ?? '', renditionId: rows[0]?.rendition_id ?? '' };
}

/** Everything that a dry run must not change. */
async function everything(): Promise<unknown> {
  const tables = ['video_slots', 'rendition_files', 'renditions', 'video_cache'];
  const rows = await Promise.all(
    tables.map((table) => sql`select * from ${sql.table(table)} order by 1, 2`.execute(db)),
  );
  const names = (await readdir(join(folder.path, 'videos'), { recursive: true })).toSorted();
  const files = await Promise.all(names.map((name) => stat(join(folder.path, 'videos', name))));
  return [rows.map((result) => result.rows), names, files.map(({ size, mtimeMs }) => [size, mtimeMs])];
}

const servedRendition = async (): Promise<string | undefined> => {
  const slot = db.selectFrom('video_slots').select('rendition_id');
  const row = await slot.where('slot_key', '=', slotKey({ ...lesson, locale: 'en' })).executeTakeFirst();
  return row?.rendition_id;
};

test('cleaning up says in a dry run what it then does, beside a running program; an evicted film that is asked for again is made and served again', async () => {
  const film = await oldFilmOfLesson();
  const byAge = { createdAt: ago(200) };
  const forgotten = await made({ ...byAge, bytes: bigFilm('a'), lastServedAt: ago(120) });
  const recent = await made({ ...byAge, bytes: bigFilm('b'), lastServedAt: ago(48) });
  // These two are more than the quota by themselves, and stay.
  const young = await made({ createdAt: ago(23), bytes: bigFilm('y') });
  const watched = await made({ ...byAge, bytes: bigFilm('w'), lastServedAt: ago(190) });
  const lost = await made({ ...byAge, bytes: 'lost' });
  await rm(filmPath(folder.path, lost.film));
  const orphan = await storedFilm(folder.path, 'of nobody', ago(25));
  const youngOrphan = await storedFilm(folder.path, 'of somebody soon', ago(23));
  const watching = await fetch(`${program.url}/videos/${watched.film.hash}.mp4`);
  expect(await watching.text()).toBe(bigFilm('w'));
  await expect
    .poll(() => sql`select from renditions where last_served_at > ${ago(1)}`.execute(db))
    .toMatchObject({ rows: [{}] });

  const before = await everything();
  const dry = await cleanUp('--dry-run', '--json');
  expect(dry.code).toBe(0);
  const planned = JSON.parse(dry.stdout);
  expect(
    planned.evictions.map((one: { renditionId: string; reason: string }) => [one.renditionId, one.reason]),
  ).toEqual([
    [lost.renditionId, 'file_missing'],
    [film.renditionId, 'quota'],
    [forgotten.renditionId, 'quota'],
    [recent.renditionId, 'quota'],
  ]);
  expect(planned.orphans).toEqual([{ path: expect.stringContaining(orphan.hash), sizeBytes: 9 }]);
  const told = await cleanUp('--dry-run');
  expect(told.stdout).toMatch(/^would go .*size .*why/);
  expect(told.stdout).toMatch(new RegExp(`${forgotten.film.hash}\\.mp4 +700000 bytes +over the quota`));
  expect(told.stdout).toMatch(new RegExp(`${orphan.hash}\\.mp4 .*no film has it`));
  expect(told.stdout).toMatch('What is left is too young, being watched, or awaits approval.');
  expect(await everything()).toEqual(before);

  const run = await cleanUp('--json');
  expect(JSON.parse(run.stdout)).toEqual({ ...planned, isDryRun: false });
  expect(
    [forgotten.film, recent.film, orphan, young.film, watched.film, youngOrphan].map((one) =>
      existsSync(filmPath(folder.path, one)),
    ),
  ).toEqual([false, false, false, true, true, true]);
  expect(await servedRendition()).toBeUndefined();
  expect(await api.videoStatus(lesson)).toMatchObject({ status: 'not_found', url: null });
  expect((await fetch(program.url + film.url)).status).toBe(404);

  expect(await api.generate(lesson)).toMatchObject({ status: 202, outcome: 'enqueued' });
  const again = await readyFilm();
  expect((await fetch(program.url + again.url)).status).toBe(200);
  const replacement = await servedRendition();
  expect(replacement).toBeDefined();
  expect(replacement).not.toBe(film.renditionId);
  const evicted = await sql`
    select from renditions where rendition_id = ${film.renditionId} and evicted_at is not null`.execute(db);
  expect(evicted.rows).toHaveLength(1);
  expect(JSON.parse((await cleanUp('--json')).stdout)).toMatchObject({ evictions: [], orphans: [] });
}, 240_000);
