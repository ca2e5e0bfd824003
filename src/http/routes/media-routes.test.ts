import { mkdtemp, open as openFile, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { sql } from 'kysely';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/embedded-database.ts';
import { shortDigest } from '../../kernel/hash.ts';
import { FilesystemMediaStore } from '../../storage/filesystem-media-store.ts';
import { PostgresServedMedia } from '../../storage/postgres-served-media.ts';
import { PostgresVideoCache } from '../../storage/postgres-video-cache.ts';
import { PostgresVideoCleanUp } from '../../storage/postgres-video-clean-up.ts';
import { PostgresVideoJobStore } from '../../storage/postgres-video-job-store.ts';
import type { StoredMedia } from '../../video/media-store-port.ts';
import { createHttpServer, type HttpServer } from '../server.ts';
import { registerMediaRoutes } from './media-routes.ts';

const lesson = { persona: 'savings_builder', topic: 'goal_setting' };
const film = Buffer.from(Array.from({ length: 5000 }, (_, index) => index % 251));

let database: TestDatabase;
let folder: string;
let media: FilesystemMediaStore;
let server: HttpServer;
let origin: string;
let now: Date;
let logged: string;
const log = {
  write: (line: string) => {
    logged += line;
  },
};
beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp('/tmp/spendsense-served-');
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  for (const table of ['rendition_files', 'renditions', 'video_jobs']) {
    await sql`delete from ${sql.table(table)}`.execute(database.db);
  }
  now = new Date('2026-11-22T12:00:00Z');
  logged = '';
  media = new FilesystemMediaStore(folder);
  server = await createHttpServer({
    logger: pino({ level: 'warn' }, log),
    cookieSecret: 'x'.repeat(32),
    isSecure: false,
    callerOf: async () => null,
  });
  registerMediaRoutes(server, {
    jobs: new PostgresVideoJobStore(database.db),
    media,
    served: new PostgresServedMedia(database.db),
    clock: { now: () => now },
    cleanUpStore: new PostgresVideoCleanUp(database.db),
    cache: new PostgresVideoCache({ db: database.db, clock: { now: () => now } }),
  });
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`;
  return () => server.app.close();
});

/** Stored, and named by a rendition as it is written by the pipeline. */
async function published(bytes: Buffer | string, extension = 'mp4'): Promise<StoredMedia> {
  const path = join(folder, 'made');
  await writeFile(path, bytes);
  const stored = await media.put({ ...lesson, path, extension });
  const { rows } = await sql<{ job_id: string }>`
    insert into video_jobs (slot_key, persona, topic, locale, lesson_version, state)
      values (${shortDigest(extension)}, ${lesson.persona}, ${lesson.topic}, 'en', 1, 'ready')
      returning job_id`.execute(database.db);
  const jobId = rows[0]?.job_id ?? '';
  await sql`
    insert into renditions (rendition_id, job_id, slot_key, persona, topic, locale, lesson_version, provider,
      duration_ms, published_at)
      values (${jobId}, ${jobId}, ${shortDigest(extension)}, ${lesson.persona}, ${lesson.topic}, 'en', 1,
        'studio', 8000, ${now})`.execute(database.db);
  await sql`
    insert into rendition_files (rendition_id, position, kind, extension, hash, sha256, size_bytes)
      values (${jobId}, 0, 'film', ${extension}, ${stored.hash}, ${stored.sha256}, ${stored.sizeBytes})`.execute(
    database.db,
  );
  return stored;
}

const pathOf = ({ hash, extension }: StoredMedia) =>
  join(folder, 'videos', lesson.persona, lesson.topic, `${hash}.${extension}`);
const addressOf = ({ hash, extension }: StoredMedia) => `${origin}/videos/${hash}.${extension}`;

/** A plain request: `fetch` adds headers of its own. */
async function ask(file: StoredMedia, headers: Record<string, string> = {}, method = 'GET') {
  const response = await new Promise<IncomingMessage>((resolve, reject) =>
    httpRequest(addressOf(file), { method, headers }, resolve).on('error', reject).end(),
  );
  return { status: response.statusCode, headers: response.headers, body: await buffer(response) };
}

test('a film comes whole, in a part, by its end, and from a place on', async () => {
  const file = await published(film);
  expect((await ask(file)).body.equals(film)).toBe(true);
  const cases = [
    ['bytes=10-19', 10, 19],
    ['bytes=-100', 4900, 4999],
    ['bytes=-9000', 0, 4999],
    ['bytes=4990-', 4990, 4999],
  ] as const;
  for (const [range, startByte, endByte] of cases) {
    const part = await ask(file, { range });
    expect(part.status).toBe(206);
    expect(part.headers).toMatchObject({
      'content-range': `bytes ${startByte}-${endByte}/5000`,
      'content-length': String(endByte - startByte + 1),
      'content-type': 'video/mp4',
    });
    expect(part.body.equals(film.subarray(startByte, endByte + 1)), range).toBe(true);
  }
});

test('several ranges come as several parts, each with its place, and the length is right', async () => {
  const file = await published(film);
  const { status, headers, body } = await ask(file, { range: 'bytes=3000-3009,0-4,-5' });
  expect(status).toBe(206);
  expect(headers['content-range']).toBeUndefined();
  expect(headers['content-length']).toBe(String(body.length));
  const boundary = /^multipart\/byteranges; boundary=(\w+)$/.exec(headers['content-type'] ?? '')?.[1] ?? '';
  const parts = body.toString('latin1').split(`--${boundary}`);
  expect(parts.at(-1)).toBe('--\r\n');
  const read = parts.slice(1, -1).map((part) => {
    const [, range = '', bytes = ''] =
      /^\r\ncontent-type: video\/mp4\r\ncontent-range: bytes ([\d-]+)\/5000\r\n\r\n(.*)\r\n$/s.exec(part) ??
      [];
    return [range, Buffer.from(bytes, 'latin1').toString('hex')];
  });
  expect(read).toEqual([
    ['3000-3009', film.subarray(3000, 3010).toString('hex')],
    ['0-4', film.subarray(0, 5).toString('hex')],
    ['4995-4999', film.subarray(4995).toString('hex')],
  ]);
});

test('a part behind the end is refused with the size, and the refusal isn’t kept', async () => {
  const file = await published(film);
  const { status, headers } = await ask(file, { range: 'bytes=5000-' });
  expect([status, headers['content-range']]).toEqual([416, 'bytes */5000']);
  expect(headers['cache-control'] ?? '').not.toContain('immutable');
});

test('HEAD tells of the whole, without a byte of it, whatever part is named', async () => {
  const file = await published(film);
  const { status, headers, body } = await ask(file, { range: 'bytes=0-9' }, 'HEAD');
  expect([status, headers['content-length'], headers['accept-ranges'], body.length]).toEqual([
    200,
    '5000',
    'bytes',
    0,
  ]);
});

test('who has it already is told so; a beginning is continued only where it is of the same bytes', async () => {
  const file = await published(film);
  const { etag = '', 'last-modified': modified = '' } = (await ask(file)).headers;
  expect((await ask(file, { 'if-none-match': etag })).status).toBe(304);
  expect((await ask(file, { 'if-modified-since': modified })).status).toBe(304);
  expect((await ask(file, { 'if-none-match': '"x"', 'if-modified-since': modified })).status).toBe(200);
  expect((await ask(file, { 'if-match': '"x"' })).status).toBe(412);
  expect((await ask(file, { range: 'bytes=0-9', 'if-range': etag })).status).toBe(206);
  expect((await ask(file, { range: 'bytes=0-9', 'if-range': '"x"' })).body.length).toBe(5000);
});

test.each([
  ['jpg', 'image/jpeg'],
  ['webp', 'image/webp'],
  ['vtt', 'text/vtt; charset=utf-8'],
  ['svg', 'image/svg+xml'],
  ['txt', 'text/plain; charset=utf-8'],
  ['json', 'application/json; charset=utf-8'],
])('%s comes as what it is, to be kept for ever', async (extension, contentType) => {
  const file = await published(`a ${extension}`, extension);
  const { headers } = await ask(file);
  expect(headers).toMatchObject({
    'content-type': contentType,
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
  });
});

test('a picture opened alone runs nothing', async () => {
  const file = await published('<svg xmlns="http://www.w3.org/2000/svg"/>', 'svg');
  expect((await ask(file)).headers['content-security-policy']).toMatch(/default-src 'none';.*sandbox/);
});

test.each(['awaiting', 'rejected'])(
  'what is %s isn’t there, however well somebody knows its address',
  async (review) => {
    const file = await published(film);
    expect((await ask(file)).status).toBe(200);
    await sql`update renditions set review = ${review}`.execute(database.db);
    expect((await ask(file)).status).toBe(404);
    expect((await ask(file, { range: 'bytes=0-1' })).status).toBe(404);
    expect((await ask(file, {}, 'HEAD')).status).toBe(404);
  },
);

test('what was evicted isn’t there either', async () => {
  const file = await published(film);
  await sql`update renditions set evicted_at = now()`.execute(database.db);
  expect((await ask(file)).status).toBe(404);
});

test('one byte changed on the disk, and the film is gone, with an error in the log, once', async () => {
  const file = await published(film);
  const path = pathOf(file);
  // Whoever tampers sets the time back.
  const setTime = () => utimes(path, 1_790_000_000, 1_790_000_000);
  await setTime();
  expect((await ask(file)).status).toBe(200);
  const handle = await openFile(path, 'r+');
  await handle.write(Buffer.from([255]), 0, 1, 2500);
  await handle.close();
  await setTime();
  expect((await ask(file)).status).toBe(404);
  expect((await ask(file, { range: 'bytes=0-9' })).status).toBe(404);
  const errors = logged.split('\n').filter((line) => line.includes('not the one that was approved'));
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain('"level":50');
  expect(errors[0]).toContain(file.hash);

  const retired = async () =>
    (await sql`select from renditions where evicted_at is not null`.execute(database.db)).rows.length;
  await vi.waitFor(async () => expect(await retired()).toBe(1));
  await vi.waitFor(async () => {
    const [kept] = await readdir(join(folder, 'set-aside'));
    expect((await readFile(join(folder, 'set-aside', kept ?? 'nothing yet'))).equals(film)).toBe(false);
  });
  await published(film);
  expect((await ask(file)).status, 'made anew, it is served again').toBe(200);
});

test('a file that was tampered with before anybody asked is never shown', async () => {
  const file = await published(film);
  await writeFile(pathOf(file), Buffer.from(film).fill(1, 0, 1));
  const answers = await Promise.all(Array.from({ length: 5 }, () => ask(file)));
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  expect(logged.split('not the one that was approved')).toHaveLength(2);
});

test('when it was last asked for is noted, once an hour', async () => {
  const file = await published(film);
  const lastServed = async () => {
    const { rows } = await sql<{ at: Date | null }>`select last_served_at as at from renditions`.execute(
      database.db,
    );
    return rows[0]?.at?.toISOString() ?? null;
  };
  await ask(file);
  await expect.poll(lastServed).toBe('2026-11-22T12:00:00.000Z');
  now = new Date('2026-11-22T12:59:59Z');
  await ask(file);
  now = new Date('2026-11-22T13:00:00Z');
  await ask(file);
  await expect.poll(lastServed).toBe('2026-11-22T13:00:00.000Z');
});

test.each(['../secret.mp4', '0123456789abcdef.exe', '0123456789ABCDEF.mp4', 'x'])(
  'an address that is none (%s) is not found',
  async (name) => {
    expect((await fetch(`${origin}/videos/${encodeURIComponent(name)}`)).status).toBe(404);
  },
);

test('nobody keeps that a file was missing: made anew, it has the same address', async () => {
  const file = await published(film);
  await sql`update renditions set review = 'awaiting'`.execute(database.db);
  const missing = await ask(file);
  expect([missing.status, missing.headers['cache-control']]).toEqual([404, 'no-store']);
  await sql`update renditions set review = 'approved'`.execute(database.db);
  expect((await ask(file)).status).toBe(200);
});
