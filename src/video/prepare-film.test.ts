import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { filmOrder } from '../../test/factories/film-order.ts';
import { sha256Hex } from '../kernel/hash.ts';
import { readAiMark } from '../media/ai-mark.ts';
import {
  type FilmFolder,
  filmSkipReason,
  hasFfmpeg,
  movingGraph,
  openFilmFolder,
} from '../media/film-fixture.ts';
import { createPrepareFilm } from './prepare-film.ts';
import type { PrepareFilm } from './prepare-film-port.ts';

/** The first lesson lasts eight seconds. */
const order = filmOrder();
const graph = movingGraph({ size: '1280x720', seconds: 8, rate: 5 });

describe.skipIf(!hasFfmpeg)(`a film that came, by the rules of its lesson (${filmSkipReason})`, () => {
  let folder: FilmFolder;
  let workFolder: string;
  let plain: string;
  beforeAll(async () => {
    folder = await openFilmFolder();
    plain = await folder.make('plain.mp4', { graph });
    workFolder = join(folder.path, 'work');
  });
  afterAll(() => folder.remove());
  beforeEach(async () => {
    await rm(workFolder, { recursive: true, force: true });
    await mkdir(workFolder);
  });

  const prepare = (
    path: string,
    changed: Partial<Parameters<PrepareFilm>[0]> = {},
    ffmpegPath: string | null = null,
  ) =>
    createPrepareFilm({ ffmpegPath })({
      path,
      workFolder,
      order,
      isOwnFilm: false,
      sold: { hasSound: false, framesPerSecond: null },
      signal: new AbortController().signal,
      ...changed,
    });

  test('the studio’s own is sound as it came: not marked, not copied', async () => {
    const prepared = await prepare(plain, { isOwnFilm: true });
    expect(prepared).toMatchObject({
      kind: 'sound',
      path: plain,
      durationMs: 8000,
      differences: [],
      facts: { sha256: sha256Hex(await readFile(plain)), changes: [], widthPx: 1280 },
    });
    expect(await readdir(workFolder)).toEqual([]);
  });

  test('a bought one is marked as made by its model, and told with what came', async () => {
    const prepared = await prepare(plain);
    if (prepared.kind !== 'sound') throw new TypeError(JSON.stringify(prepared));
    expect(prepared.path).not.toBe(plain);
    expect(prepared.facts).toMatchObject({
      changes: ['machine-readable AI mark added'],
      delivered: { container: 'MP4', codec: 'h264', hasSound: false },
      sha256: sha256Hex(await readFile(prepared.path)),
    });
    expect(await readAiMark(prepared.path)).toMatchObject({ isAi: true });
    expect((await readFile(prepared.path)).includes(`<rdf:li>${order.model}</rdf:li>`)).toBe(true);
  });

  test.each([
    [{ hasSound: true, framesPerSecond: 5 }, []],
    [{ hasSound: null, framesPerSecond: null }, []],
    [{ hasSound: true, framesPerSecond: 24 }, ['frame_rate']],
    [{ hasSound: false, framesPerSecond: 5 }, ['sound']],
  ])('five pictures a second with sound differ from what is sold as %j in %j', async (sold, different) => {
    const path = await folder.make('sold.mp4', { graph, soundSeconds: 8, output: ['-c:a', 'aac'] });
    const prepared = await prepare(path, { sold });
    expect(prepared).toMatchObject({ kind: 'sound', facts: { hasSound: false } });
    expect(prepared.differences.map(({ what }) => what)).toEqual(different);
  });

  test('a silent film of a model that is sold with sound is a difference', async () => {
    expect(await prepare(plain, { sold: { hasSound: true, framesPerSecond: null } })).toMatchObject({
      differences: [{ what: 'sound', ordered: 'a sound track', delivered: 'none' }],
    });
  });

  test('sound that was not sold goes, its index comes first, and the sound is a difference from the order', async () => {
    const path = await folder.make('late.mp4', { graph, soundSeconds: 8, output: ['-c:a', 'aac'] });
    expect(await prepare(path)).toMatchObject({
      kind: 'sound',
      differences: [{ what: 'sound', ordered: 'none', delivered: 'a sound track' }],
      facts: {
        hasSound: false,
        changes: [
          'sound removed: the lesson has none',
          'index put before the pictures',
          'machine-readable AI mark added',
        ],
      },
    });
  });

  test('one of another size and length than was ordered is sound, and each difference is on record', async () => {
    const ordered = { ...order, widthPx: 1920, heightPx: 1080, durationSeconds: 9 };
    expect(await prepare(plain, { order: ordered })).toMatchObject({
      kind: 'sound',
      differences: [
        { what: 'size', ordered: '1920×1080', delivered: '1280×720' },
        { what: 'length', ordered: '9 s', delivered: '8 s' },
      ],
    });
  });

  test('one that is more than a fifth shorter than its lesson is refused, whatever was ordered', async () => {
    const path = await folder.make('short.mp4', {
      graph: movingGraph({ size: '1280x720', seconds: 6.2, rate: 5 }),
    });
    const ordered = { ...order, durationSeconds: 6 };
    const prepared = await prepare(path, { order: ordered });
    expect(prepared).toMatchObject({
      kind: 'refused',
      reasons: [{ code: 'FILM_TOO_SHORT', message: expect.any(String) }],
      facts: { delivered: { widthPx: 1280, durationMs: 6200 } },
    });
    expect(await readdir(workFolder)).toEqual([]);
  });

  test('one that is too small, black or frozen is refused with each reason', async () => {
    const dark = await folder.make('dark.mp4', { graph: 'color=black:s=640x360:r=5:d=8' });
    const prepared = await prepare(dark);
    expect(prepared.kind === 'refused' && prepared.reasons.map(({ code }) => code).sort()).toEqual([
      'FILM_BLACK',
      'FILM_FROZEN',
      'FILM_TOO_SMALL',
    ]);
    expect(prepared.differences.map(({ what }) => what)).toEqual(['size']);
  });

  test('what is no film is refused, and nothing is known of what came', async () => {
    const path = join(folder.path, 'error.mp4');
    await writeFile(path, '{"error":{"message":"Video is not ready yet"}}');
    expect(await prepare(path)).toMatchObject({
      kind: 'refused',
      reasons: [{ code: 'NOT_AN_MP4' }],
      differences: [],
      facts: { delivered: null },
    });
  });

  test('what npm’s codecs can’t read is brought into form where an ffmpeg is configured', async () => {
    const path = await folder.make('old.mp4', { graph, encoder: ['-c:v', 'mpeg4', '-q:v', '3'] });
    expect(await prepare(path)).toMatchObject({
      kind: 'refused',
      reasons: [{ code: 'FILM_NOT_NORMALISED' }],
    });
    expect(await readdir(workFolder)).toEqual([]);
    expect(await prepare(path, {}, 'ffmpeg')).toMatchObject({
      kind: 'sound',
      facts: {
        codec: 'h264',
        changes: ['mpeg4 coded as H.264', 'machine-readable AI mark added'],
        delivered: { codec: 'mpeg4' },
      },
    });
  });

  test('aborting rejects with the reason and leaves nothing', async () => {
    const signal = AbortSignal.abort(new RangeError('stop'));
    await expect(prepare(plain, { signal })).rejects.toThrow('stop');
    expect(await readdir(workFolder)).toEqual([]);
  });
});
