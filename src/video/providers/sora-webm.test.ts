import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/embedded-database.ts';
import { openFilmWorld } from '../../../test/factories/film-world.ts';
import { soraAt } from '../../../test/factories/sora-rig.ts';
import { openVendorServer, type VendorServer } from '../../../test/factories/vendor-server.ts';
import { opened } from '../../../test/factories/video-rows.ts';
import {
  type FilmFolder,
  filmSkipReason,
  hasFfmpeg,
  movingGraph,
  openFilmFolder,
} from '../../media/film-fixture.ts';
import { createPrepareFilm } from '../prepare-film.ts';
import { workOnJob } from '../work-on-job.ts';

/** Eight seconds of 720 lines are coded. */
const CODED_ANEW = { timeout: 90_000 };
const never = new AbortController().signal;

describe.skipIf(!hasFfmpeg)(`a server whose films are WebM (${filmSkipReason})`, () => {
  let database: TestDatabase;
  let folder: FilmFolder;
  let server: VendorServer;
  beforeAll(async () => {
    database = await testDatabase();
    folder = await openFilmFolder();
    const path = await folder.make('film.webm', {
      graph: movingGraph({ size: '1280x720', seconds: 8, rate: 2 }),
      encoder: ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8'],
      output: [],
    });
    const webm = await readFile(path);
    server = await openVendorServer(({ method, path: route }) => {
      if (method === 'POST') return { status: 200, json: { id: 'v1', status: 'queued' } };
      if (route === '/v1/videos/v1') return { status: 200, json: { id: 'v1', status: 'completed' } };
      return { status: 200, bytes: webm, headers: { 'content-type': 'video/webm' } };
    });
  });
  afterAll(async () => {
    await Promise.all([server.stop(), folder.remove(), database.close()]);
  });

  test('what was ordered of it is published as an MP4', CODED_ANEW, async () => {
    const world = await openFilmWorld(database.db);
    world.chain.providers = [soraAt(server.origin, { priceOf: () => 100 })];
    world.dependencies.prepareFilm = createPrepareFilm({ ffmpegPath: null });
    const { jobId } = await opened(world.jobs, world.intent);
    const takeUp = () => workOnJob(world.dependencies, jobId, never);
    let verdict = await takeUp();
    for (let turns = 0; turns < 5 && verdict.kind === 'parked'; turns += 1) verdict = await takeUp();
    expect(verdict).toEqual({ kind: 'done' });
    const [film] = (await world.jobs.current(world.intent.slotKey))?.files ?? [];
    expect(film).toMatchObject({ kind: 'film', extension: 'mp4' });
    const { persona, topic } = world.slot;
    const name = { persona, topic, hash: film?.hash ?? '', extension: 'mp4' } as const;
    const published = await buffer(world.dependencies.media.read(name));
    expect(published.toString('latin1', 4, 8)).toBe('ftyp');
    const attempt = await database.db.selectFrom('video_attempts').selectAll().executeTakeFirstOrThrow();
    expect(attempt).toMatchObject({
      state: 'delivered',
      differences: [],
      delivered: {
        codec: 'h264',
        delivered: { container: 'WebM', codec: 'vp9' },
        changes: ['WebM with vp9 coded as H.264 in an MP4', 'machine-readable AI mark added'],
      },
    });
  });
});
