import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeMovie } from './decode-movie.ts';
import {
  type FilmFolder,
  type FixtureFilm,
  filmSkipReason,
  flashGraph,
  hasFfmpeg,
  openFilmFolder,
} from './film-fixture.ts';
import { mediaLimits } from './media-limits.ts';
import { probeMovie } from './probe-media.ts';

const size = '640x360';
const seconds = 2;
/** Equal in luminance to pure red, so that only its colour flashes. */
const grayLikeRed = '0x7f7f7f';

describe.skipIf(!hasFfmpeg)(`flashing, by WCAG 2.3.1 (${filmSkipReason})`, () => {
  let folder: FilmFolder;
  beforeAll(async () => {
    folder = await openFilmFolder();
  });
  afterAll(() => folder.remove());

  async function flashesOf(film: FixtureFilm) {
    const path = await folder.make('film.mp4', film);
    const movie = await probeMovie(path, mediaLimits);
    if (movie.kind === 'refused') throw new TypeError(movie.message);
    const report = await decodeMovie(path, movie, { limits: mediaLimits });
    if (report.kind === 'refused' || !report.pictures) throw new TypeError('the fixture did not decode');
    return { general: report.pictures.flashes, red: report.pictures.redFlashes };
  }

  const flash = (film: Partial<Parameters<typeof flashGraph>[0]>) =>
    flashesOf({ graph: flashGraph({ size, seconds, base: 'black', patch: 'white', hertz: 4, ...film }) });

  test.each([
    { hertz: 2, rate: 30 },
    { hertz: 3, rate: 30 },
    { hertz: 3, rate: 24 },
    { hertz: 3, rate: 25 },
    { hertz: 3, rate: 60 },
  ])(
    'black and white $hertz times a second at $rate pictures a second is allowed',
    async ({ hertz, rate }) => {
      expect((await flash({ hertz, rate })).general).toEqual([]);
    },
  );

  test.each([
    { hertz: 4, rate: 30 },
    { hertz: 4, rate: 24 },
    { hertz: 5, rate: 25 },
    { hertz: 10, rate: 60 },
    { hertz: 15, rate: 30 },
  ])(
    'black and white $hertz times a second at $rate pictures a second is a fault',
    async ({ hertz, rate }) => {
      const [first] = (await flash({ hertz, rate })).general;
      expect(first?.flashesPerSecond).toBeGreaterThan(3);
      expect(first?.flashesPerSecond).toBeLessThanOrEqual(hertz);
      expect(first?.startMs).toBeLessThan(1000);
      expect(first?.endMs).toBeGreaterThan(seconds * 1000 - 300);
    },
  );

  test('less than a quarter of a field may flash, more may not', async () => {
    expect((await flash({ patchSize: '88x88' })).general).toEqual([]);
    expect((await flash({ patchSize: '96x96' })).general).toHaveLength(1);
  });

  test('a patch that flashes is judged by how large it is shown, in a portrait film too', async () => {
    // Shown 432 × 768: 0.6 of the stored size, so a quarter of a field is 246 × 246 stored pixels.
    const portrait = { size: '720x1280' };
    expect((await flash({ ...portrait, patchSize: '236x236' })).general).toEqual([]);
    expect((await flash({ ...portrait, patchSize: '260x260' })).general).toHaveLength(1);
  });

  test('a change of less than a tenth of full luminance is no flash, more is', async () => {
    // Relative luminance 0.2140 against 0.3050 and 0.3278.
    expect((await flash({ base: '0x7f7f7f', patch: '0x969696' })).general).toEqual([]);
    expect((await flash({ base: '0x7f7f7f', patch: '0x9d9d9d' })).general).toHaveLength(1);
  });

  test('between two bright pictures there is no flash', async () => {
    // The darker one has relative luminance 0.83 and 0.76.
    expect((await flash({ base: '0xebebeb', patch: 'white' })).general).toEqual([]);
    expect((await flash({ base: '0xe2e2e2', patch: 'white' })).general).toHaveLength(1);
  });

  test('saturated red flashes by its colour alone', async () => {
    const found = await flash({ base: grayLikeRed, patch: 'red', hertz: 5 });
    expect(found.general).toEqual([]);
    expect(found.red).toHaveLength(1);
    expect((await flash({ base: grayLikeRed, patch: 'red', hertz: 3 })).red).toEqual([]);
  });

  test('a red that is not saturated is no red flash', async () => {
    // R / (R + G + B) in linear light is 0.77 and 0.83; both are far from blue.
    expect((await flash({ base: 'blue', patch: '0xcc5555', hertz: 5 })).red).toEqual([]);
    expect((await flash({ base: 'blue', patch: '0xd84a4a', hertz: 5 })).red).toHaveLength(1);
  });

  test('a saturated red that is close to the colour before it is no red flash', async () => {
    // 0.17 and 0.22 away from gray in the u′v′ diagram.
    expect((await flash({ base: grayLikeRed, patch: '0xe04848', hertz: 5 })).red).toEqual([]);
    expect((await flash({ base: grayLikeRed, patch: '0xe02828', hertz: 5 })).red).toHaveLength(1);
  });

  test('red against black is both a general and a red flash', async () => {
    const found = await flash({ patch: 'red', hertz: 5 });
    expect(found.general).toHaveLength(1);
    expect(found.red).toHaveLength(1);
  });

  test('cuts, pans and a steady bright picture do not flash', async () => {
    const cuts = flashGraph({ size, seconds: 4, base: 'black', patch: 'white', hertz: 1 });
    expect((await flashesOf({ graph: cuts })).general).toEqual([]);
    const panned = `mandelbrot=s=1280x720:r=30:maxiter=200,trim=end_frame=1,loop=90:1,crop=640:360:x='n*6':y=100`;
    expect((await flashesOf({ graph: panned, output: ['-t', '2'] })).general).toEqual([]);
    expect(await flashesOf({ graph: `color=white:s=${size}:r=30:d=2` })).toEqual({ general: [], red: [] });
  });

  test('a fine pattern that alternates is no flash, a coarse one is', async () => {
    const checker = (cell: number) =>
      `nullsrc=s=${size}:r=30:d=2,geq=lum='if(mod(floor(X/${cell})+floor(Y/${cell})+floor(N/3),2),235,16)':cb=128:cr=128`;
    expect((await flashesOf({ graph: checker(2) })).general).toEqual([]);
    expect((await flashesOf({ graph: checker(40) })).general).toHaveLength(1);
  });
});
