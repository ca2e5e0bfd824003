import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import {
  filmPath,
  freshSlotKey,
  type MadeRendition,
  pointSlotTo,
  type RenditionWish,
  storedFilm,
  storedRendition,
} from '../../test/factories/stored-rendition.ts';
import { claimed, planOf } from '../../test/factories/video-rows.ts';
import { FilesystemMediaStore } from '../storage/filesystem-media-store.ts';
import { PostgresVideoAttemptStore } from '../storage/postgres-video-attempt-store.ts';
import { PostgresVideoCache } from '../storage/postgres-video-cache.ts';
import { PostgresVideoCleanUp } from '../storage/postgres-video-clean-up.ts';
import { PostgresVideoJobStore } from '../storage/postgres-video-job-store.ts';
import { type CleanUpDependencies, type CleanUpReport, cleanUp } from './clean-up.ts';
import type { CleanUpStore } from './clean-up-port.ts';
import type { MediaStore } from './media-store-port.ts';

let database: TestDatabase;
let dataDir: string;
let dependencies: CleanUpDependencies;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'spendsense-clean-up-'));
  await sql`truncate video_slots, rendition_files, renditions, video_jobs, video_cache cascade`.execute(
    database.db,
  );
  const clock = { now: () => NOW };
  dependencies = {
    store: new PostgresVideoCleanUp(database.db),
    media: new FilesystemMediaStore(dataDir),
    cache: new PostgresVideoCache({ db: database.db, clock }),
    clock,
    quotaBytes: 1_000_000,
  };
  return () => rm(dataDir, { recursive: true, force: true });
});

// A while ahead of the machine, so that what a test puts just now is young by choice and not by accident.
const NOW = new Date(Date.now() + 400 * 24 * 3_600_000);
const ago = (hours: number): Date => new Date(NOW.getTime() - hours * 3_600_000);

const made = (wish: Partial<RenditionWish> = {}): Promise<MadeRendition> =>
  storedRendition({ db: database.db, dataDir }, { createdAt: ago(100), ...wish });
const isThere = ({ film }: MadeRendition): boolean => existsSync(filmPath(dataDir, film));

async function run(over: Partial<CleanUpDependencies> = {}, isDryRun = false): Promise<CleanUpReport> {
  const outcome = await cleanUp({ ...dependencies, ...over }, { isDryRun });
  if (outcome.kind === 'busy') throw new TypeError('nobody else cleans up here');
  return outcome.report;
}

/** Everything that a dry run must not change. */
async function everything(): Promise<unknown> {
  const tables = ['video_slots', 'rendition_files', 'renditions', 'video_cache'] as const;
  const rows = await Promise.all(
    tables.map((table) => sql`select * from ${sql.table(table)} order by 1`.execute(database.db)),
  );
  const { media } = dependencies;
  return [rows.map((result) => result.rows), await media.list(), await media.leftovers()];
}

async function servedBy(slotKey: string): Promise<string | null> {
  const row = await database.db
    .selectFrom('video_slots')
    .select('rendition_id')
    .where('slot_key', '=', slotKey)
    .executeTakeFirst();
  return row?.rendition_id ?? null;
}

/** A slot whose film was followed by another one so many hours ago. */
async function supersededPair(hoursAgo: number, wish: Partial<RenditionWish> = {}) {
  const slotKey = freshSlotKey();
  const old = await made({ ...wish, slotKey, isCurrent: false });
  const current = await made({ slotKey, createdAt: ago(hoursAgo) });
  return { old, current };
}

describe('without pressure', () => {
  test('a film goes a day after another took its place; what is served stays, and the old row says when', async () => {
    const { old, current } = await supersededPair(25);
    const young = await supersededPair(23);
    const report = await run();
    expect(report.evictions).toMatchObject([
      {
        renditionId: old.renditionId,
        reason: 'superseded',
        isSlotEmptied: false,
        files: [{ sizeBytes: 36 }],
      },
    ]);
    expect([old, current, young.old, young.current].map(isThere)).toEqual([false, true, true, true]);
    expect(await servedBy(current.slotKey)).toBe(current.renditionId);
    const rows = await sql<{ evicted_at: Date | null }>`
      select evicted_at from renditions where rendition_id = ${old.renditionId}`.execute(database.db);
    expect(rows.rows).toEqual([{ evicted_at: NOW }]);
    expect(await run()).toMatchObject({ evictions: [], orphans: [], bytesBefore: report.bytesAfter });
  });

  test('what awaits approval stays however old it is, what was rejected goes', async () => {
    const awaiting = await made({ isCurrent: false, review: 'awaiting', createdAt: ago(5_000) });
    const rejected = await made({ isCurrent: false, review: 'rejected' });
    const report = await run({ quotaBytes: 0 });
    expect(report.evictions).toMatchObject([{ renditionId: rejected.renditionId, reason: 'rejected' }]);
    expect([awaiting, rejected].map(isThere)).toEqual([true, false]);
  });

  test('a file that another rendition has too stays with it', async () => {
    const shared = await made({ bytes: 'the same pictures' });
    const { old } = await supersededPair(25, { bytes: 'the same pictures' });
    expect((await run()).evictions).toMatchObject([{ renditionId: old.renditionId, files: [] }]);
    expect(isThere(shared)).toBe(true);
  });

  test('a film that came with the answer to an order stays for as long as nobody knows the order’s end', async () => {
    const film = await storedFilm(dataDir, 'came with the answer', ago(500));
    const jobs = new PostgresVideoJobStore(database.db);
    const attempts = new PostgresVideoAttemptStore(database.db);
    const fence = await claimed(jobs);
    const opened = await attempts.open(fence, planOf(100), { capMicroUsd: 1e12 });
    if (opened.kind !== 'opened') throw new TypeError(opened.kind);
    const { attemptId } = opened.attempt;
    await attempts.beginCall(fence, attemptId, { startsPerMinute: 1e6, inFlightMax: 1e6 });
    const { persona, topic, hash } = film;
    const handle = { id: 'req-1', state: 'completed', persona, topic, hash };
    await attempts.keepHandle(fence, attemptId, { handle, deadlineMs: 1, quotedMicroUsd: null });
    expect((await run({}, true)).orphans).toEqual([]);
    expect((await run()).orphans).toEqual([]);
    expect(existsSync(filmPath(dataDir, film))).toBe(true);
    const failure = { code: 'X', message: 'x' };
    await attempts.fail(fence, attemptId, { failure, money: { kind: 'settle', microUsd: 100 } });
    expect((await run()).orphans).toHaveLength(1);
    expect(existsSync(filmPath(dataDir, film))).toBe(false);
  });

  test('a file without a row goes when it is a day old', async () => {
    const old = await storedFilm(dataDir, 'nobody’s', ago(25));
    const young = await storedFilm(dataDir, 'somebody’s soon', ago(23));
    expect((await run()).orphans).toEqual([{ path: expect.stringContaining(old.hash), sizeBytes: 10 }]);
    expect([old, young].map((film) => existsSync(filmPath(dataDir, film)))).toEqual([false, true]);
  });

  test.each([
    { what: 'gone', harm: (path: string) => rm(path) },
    { what: 'cut off', harm: (path: string) => truncate(path, 3) },
  ])('a slot whose file is $what loses its film, however young, and the cache says why', async ({ harm }) => {
    const film = await made({ createdAt: ago(1), lastServedAt: NOW });
    const untouched = await made();
    await harm(filmPath(dataDir, film.film));
    expect((await run()).evictions).toMatchObject([{ reason: 'file_missing', isSlotEmptied: true }]);
    expect(await servedBy(film.slotKey)).toBeNull();
    expect(await servedBy(untouched.slotKey)).toBe(untouched.renditionId);
    const lookup = (await dependencies.cache.getMany([film.slotKey])).get(film.slotKey);
    expect(lookup).toMatchObject({ kind: 'absent', cause: 'evicted' });
  });

  test('a film at the gate whose file is gone is left to a person, who is told', async () => {
    const awaiting = await made({ isCurrent: false, review: 'awaiting' });
    await rm(filmPath(dataDir, awaiting.film));
    expect(await run()).toMatchObject({ evictions: [], brokenAwaiting: [awaiting.renditionId] });
  });

  test('folders of dead processes go, a live one’s stay', async () => {
    const own = await dependencies.media.openWorkFolder();
    const place = basename(own.path).split('.')[0];
    const name = `${place}.1-1-dead.film`;
    await mkdir(join(dataDir, 'work', name), { recursive: true });
    await writeFile(join(dataDir, 'work', name, 'frame.png'), 'pictures');
    expect((await run()).leftovers).toEqual([{ name, sizeBytes: 8 }]);
    expect([existsSync(own.path), existsSync(join(dataDir, 'work', name))]).toEqual([true, false]);
  });
});

describe('over the quota', () => {
  const BYTES = 'x'.repeat(99);
  const of100 = (name: string, wish: Partial<RenditionWish> = {}) =>
    made({ bytes: `${name}${BYTES}`, ...wish });

  test('superseded films go first, then free ones, bought ones last; the least recently watched of each first', async () => {
    const slotKey = freshSlotKey();
    const superseded = await of100('a', { slotKey, isCurrent: false, lastServedAt: ago(2) });
    const films = [
      await of100('b', { slotKey, createdAt: ago(90), publishedAt: ago(1), lastServedAt: ago(30) }),
      await of100('c', { lastServedAt: ago(40) }),
      await of100('d', { lastServedAt: null, createdAt: ago(50) }),
      await of100('e', { provider: 'sora', model: 'sora-2', lastServedAt: ago(90) }),
      await of100('f', { provider: 'studio', model: 'rented', lastServedAt: ago(80) }),
    ];
    const [b, c, d, e, f] = films;
    const inTurn = [superseded, d, c, b, e, f].map((one) => one?.renditionId);
    for (let quotaBytes = 600; quotaBytes >= 0; quotaBytes -= 100) {
      const dry = await run({ quotaBytes }, true);
      expect(dry.evictions.map(({ renditionId }) => renditionId)).toEqual(
        inTurn.slice(0, 6 - quotaBytes / 100),
      );
      expect(dry.bytesAfter).toBe(quotaBytes);
    }
    expect(await run({ quotaBytes: 350 })).toMatchObject({ bytesBefore: 600, bytesAfter: 300 });
    expect([superseded, ...films].map(isThere)).toEqual([false, true, false, false, true, true]);
    expect(await servedBy(d?.slotKey ?? '')).toBeNull();
    expect(await servedBy(slotKey)).toBe(b?.renditionId);
  });

  test('nothing young, nothing being served, nothing awaiting approval goes, and the report says what is over', async () => {
    const kept = [
      await of100('a', { createdAt: ago(23) }),
      await of100('b', { lastServedAt: ago(1.2) }),
      await of100('c', { isCurrent: false, review: 'awaiting' }),
    ];
    const idle = await of100('d', { lastServedAt: ago(1.3) });
    expect(await run({ quotaBytes: 0 })).toMatchObject({ bytesAfter: 300, quotaBytes: 0 });
    expect([...kept, idle].map(isThere)).toEqual([true, true, true, false]);
  });

  test('a film that shares its file with one that stays is not given up for nothing', async () => {
    const shared = await of100('a', { lastServedAt: ago(90) });
    const young = await of100('a', { createdAt: ago(1) });
    expect(await run({ quotaBytes: 0 })).toMatchObject({ evictions: [], bytesAfter: 100 });
    expect(await servedBy(shared.slotKey)).toBe(shared.renditionId);
    expect(isThere(young)).toBe(true);
  });

  test('whoever is watching sees the film to its end', async () => {
    const film = await made({ bytes: 'pictures '.repeat(100_000) });
    const reading = dependencies.media.read(film.film);
    const chunks: Buffer[] = [];
    for await (const chunk of reading) {
      if (chunks.length === 0) await run({ quotaBytes: 0 });
      chunks.push(Buffer.from(chunk));
    }
    expect(isThere(film)).toBe(false);
    expect(Buffer.concat(chunks)).toHaveLength(900_000);
  });
});

describe('beside others, and after a crash', () => {
  test('a dry run says what the run then does, and changes nothing', async () => {
    await supersededPair(25);
    await storedFilm(dataDir, 'nobody’s', ago(25));
    const missing = await made();
    await rm(filmPath(dataDir, missing.film));
    await made({ lastServedAt: ago(48) });
    await mkdir(join(dataDir, 'work', '1-1-dead.film'), { recursive: true });
    const before = await everything();
    const dry = await run({ quotaBytes: 50 }, true);
    expect(await everything()).toEqual(before);
    expect(dry.evictions.map(({ reason }) => reason).toSorted()).toEqual([
      'file_missing',
      'quota',
      'superseded',
    ]);
    expect(await run({ quotaBytes: 50 })).toEqual({ ...dry, isDryRun: false });
    expect(await run({ quotaBytes: 50 })).toMatchObject({ evictions: [], orphans: [], leftovers: [] });
  });

  test('a crash between row and file leaves an orphan, and the next run takes it', async () => {
    const { old } = await supersededPair(25);
    class PowerCut extends Error {}
    const dying: MediaStore = Object.create(dependencies.media, {
      removeUnlessFresh: { value: () => Promise.reject(new PowerCut()) },
    });
    // The real store keeps its state in private fields: what isn't replaced has to run on it.
    for (const name of ['list', 'leftovers', 'removeLeftovers', 'sizeOf'] as const) {
      Object.defineProperty(dying, name, { value: dependencies.media[name].bind(dependencies.media) });
    }
    await expect(run({ media: dying })).rejects.toThrow(PowerCut);
    expect(isThere(old)).toBe(true);
    expect(await run()).toMatchObject({ evictions: [], orphans: [{ sizeBytes: 36 }] });
    expect(isThere(old)).toBe(false);
  });

  /** The real store, with something happening between the plan and its first step. */
  const interrupted = (meanwhile: () => Promise<unknown>): CleanUpStore => {
    const { store } = dependencies;
    return {
      alone: (work) => store.alone(work),
      renditions: () => store.renditions(),
      isNeeded: (name) => store.isNeeded(name),
      evict: async (...terms) => {
        await meanwhile();
        return store.evict(...terms);
      },
    };
  };

  test.each([
    {
      what: 'points a slot to',
      meanwhile: (old: MadeRendition) => () => pointSlotTo(database.db, old),
    },
    {
      what: 'serves',
      meanwhile: (old: MadeRendition) => () =>
        database.db
          .updateTable('renditions')
          .set({ last_served_at: ago(0.1) })
          .where('rendition_id', '=', old.renditionId)
          .execute(),
    },
  ])('a film that somebody $what after the plan was made is spared', async ({ meanwhile }) => {
    const { old } = await supersededPair(25);
    const report = await run({ store: interrupted(meanwhile(old)) });
    expect(report).toMatchObject({ evictions: [], spared: [old.renditionId] });
    expect(isThere(old)).toBe(true);
  });

  test('a transaction that is just pointing a slot to a film is waited for, and then the film is spared', async () => {
    const { old } = await supersededPair(25);
    let running: Promise<CleanUpReport> | undefined;
    await database.db.transaction().execute(async (tx) => {
      await tx
        .updateTable('video_slots')
        .set({ rendition_id: old.renditionId })
        .where('slot_key', '=', old.slotKey)
        .execute();
      running = run();
      await expect
        .poll(async () => {
          const waiting = await sql`
            select from pg_locks where not granted and database =
              (select oid from pg_database where datname = current_database())`.execute(database.db);
          const waitingForRow = await sql`
            select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
            database.db,
          );
          return waiting.rows.length + waitingForRow.rows.length;
        })
        .toBeGreaterThan(0);
    });
    expect(await running).toMatchObject({ evictions: [], spared: [old.renditionId] });
    expect(isThere(old)).toBe(true);
  });

  test('a film that is published over after the plan was made is not taken for its slot’s', async () => {
    const current = await made({ lastServedAt: ago(48) });
    let next: MadeRendition | undefined;
    const store = interrupted(async () => {
      next ??= await made({ slotKey: current.slotKey, createdAt: NOW });
    });
    expect(await run({ store, quotaBytes: 0 })).toMatchObject({
      evictions: [],
      spared: [current.renditionId],
    });
    expect(await servedBy(current.slotKey)).toBe(next?.renditionId);
  });

  test('the same film made again while the old one goes keeps its file', async () => {
    const { old } = await supersededPair(25, { bytes: 'made again' });
    let again: MadeRendition | undefined;
    const store = interrupted(async () => {
      again ??= await made({ bytes: 'made again', createdAt: NOW });
    });
    expect((await run({ store })).evictions).toMatchObject([{ renditionId: old.renditionId, files: [] }]);
    expect(again && isThere(again)).toBe(true);
    expect(await readFile(filmPath(dataDir, old.film), 'utf8')).toBe('made again');
  });

  test('a file that is put again, its row still to come, is left alone', async () => {
    const orphan = await storedFilm(dataDir, 'made again', ago(25));
    const { store } = dependencies;
    const racing: CleanUpStore = {
      ...interrupted(async () => undefined),
      isNeeded: async (name) => {
        const isNeeded = await store.isNeeded(name);
        await storedFilm(dataDir, 'made again', NOW);
        return isNeeded;
      },
    };
    expect((await run({ store: racing })).orphans).toEqual([]);
    expect(existsSync(filmPath(dataDir, orphan))).toBe(true);
  });

  test('one process cleans up at a time; the other is told', async () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let began = (): void => undefined;
    const first = new Promise<void>((resolve) => {
      began = resolve;
    });
    const holding = dependencies.store.alone(async () => {
      began();
      await held;
    });
    await first;
    expect(await cleanUp(dependencies, { isDryRun: false })).toEqual({ kind: 'busy' });
    expect(await cleanUp(dependencies, { isDryRun: true })).toMatchObject({ kind: 'done' });
    letGo();
    await holding;
    expect(await cleanUp(dependencies, { isDryRun: false })).toMatchObject({ kind: 'done' });
  });
});
