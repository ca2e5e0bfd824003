import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { type FilmWorld, openFilmWorld } from '../../test/factories/film-world.ts';
import { claimed, fileOf, opened, renditionOf } from '../../test/factories/video-rows.ts';
import type { VideoTrack } from './job.ts';
import { nothingToShow, readSlotMedia } from './slot-media.ts';

let database: TestDatabase;
let world: FilmWorld;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  world = await openFilmWorld(database.db);
});

const media = async () => (await readSlotMedia(world, [world.slot]))[0];
const intent = (track: VideoTrack) => ({ ...world.intent, track });
const failure = { code: 'X', message: 'x' };
const planned = { provider: 'acme', model: 'acme-1', promptDigest: 'd' };

test('each slot is answered in its order; where nothing was begun there is nothing', async () => {
  const other = { ...world.slot, locale: 'es' };
  await opened(world.jobs, intent('studio'));
  const answers = await readSlotMedia(world, [other, world.slot]);
  expect(answers).toEqual([nothingToShow, { ...nothingToShow, status: 'processing' }]);
});

test('of two films under way the one that is further says how far', async () => {
  const ordered = await claimed(world.jobs, intent('provider'));
  await world.jobs.reportProgress(ordered, 0.2);
  const own = await claimed(world.jobs, intent('studio'));
  await world.jobs.reportProgress(own, 0.7);
  expect(await media()).toMatchObject({ status: 'processing', progress: 0.7 });
});

test('a film that waits for a person is said to wait, unless another is under way', async () => {
  const ordered = await claimed(world.jobs, intent('provider'));
  await world.jobs.awaitSpend(ordered, planned);
  expect(await media()).toMatchObject({ status: 'awaiting_approval', link: null });
  await opened(world.jobs, intent('studio'));
  expect(await media()).toMatchObject({ status: 'processing' });
});

test('what failed says until when it rests, longer where it failed more often', async () => {
  const fail = async () => world.jobs.fail(await claimed(world.jobs, intent('studio')), failure);
  await fail();
  const once = (await media())?.restsUntil?.getTime() ?? 0;
  expect(await media()).toMatchObject({ status: 'failed', url: null });
  expect(Math.round((once - Date.now()) / 60_000)).toBe(10);
  await fail();
  const twice = (await media())?.restsUntil?.getTime() ?? 0;
  expect(Math.round((twice - Date.now()) / 60_000)).toBe(20);
});

test('what is served is served while its successor is made; its files have the slot’s language', async () => {
  const files = [
    fileOf('film', 'mp4', 'film'),
    fileOf('poster', 'jpg', 'poster'),
    { ...fileOf('captions', 'vtt', 'spanish'), locale: 'es' },
    { ...fileOf('captions', 'vtt', 'english'), locale: 'en' },
  ];
  const job = await claimed(world.jobs, intent('studio'));
  const rendition = renditionOf(intent('studio'), { files, durationMs: 8_040 });
  await world.jobs.publish(job, { rendition, failure: null, attempt: null });
  await opened(world.jobs, intent('provider'));
  expect(await media()).toMatchObject({
    status: 'ready',
    link: 'film',
    url: `/videos/${files[0]?.hash}.mp4`,
    posterUrl: `/videos/${files[1]?.hash}.jpg`,
    captionsUrl: `/videos/${files[3]?.hash}.vtt`,
    infographicUrl: null,
    progress: 1,
    durationMs: 8_040,
  });
});

test('an infographic that stands for a film is ready, without a film’s length', async () => {
  const files = [fileOf('infographic', 'svg', 'picture')];
  const job = await claimed(world.jobs, intent('studio'));
  const rendition = renditionOf(intent('studio'), { link: 'infographic', files, durationMs: 0 });
  await world.jobs.publish(job, { rendition, failure, attempt: null });
  expect(await media()).toMatchObject({
    status: 'ready',
    link: 'infographic',
    url: null,
    infographicUrl: `/videos/${files[0]?.hash}.svg`,
    durationMs: null,
  });
});
