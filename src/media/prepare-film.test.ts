import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sha256Hex } from '../kernel/hash.ts';
import { readAiMark } from './ai-mark.ts';
import { type FilmFolder, filmSkipReason, hasFfmpeg, movingGraph, openFilmFolder } from './film-fixture.ts';
import { rulesForLesson } from './film-rules.ts';
import { prepareFilm } from './prepare-film.ts';
import type { FilmToPrepare, SoundFilm } from './prepared-film.ts';

const size = '320x180';
const ordered = { widthPx: 320, heightPx: 180, durationMs: 1000, frameRate: null, hasSound: false };
const maker = { model: 'sora-2' };

describe.skipIf(!hasFfmpeg)(`a provider’s film, before anybody sees it (${filmSkipReason})`, () => {
  let folder: FilmFolder;
  let workFolder: string;
  beforeAll(async () => {
    folder = await openFilmFolder();
    workFolder = join(folder.path, 'work');
  });
  afterAll(() => folder.remove());
  beforeEach(async () => {
    await rm(workFolder, { recursive: true, force: true });
    await mkdir(workFolder);
  });

  const moving = (film: { size?: string; seconds?: number; rate?: number } = {}) => ({
    graph: movingGraph({ size, seconds: 1, ...film }),
  });
  const prepare = (path: string, changed: Partial<FilmToPrepare> = {}) =>
    prepareFilm({
      path,
      workFolder,
      ordered,
      rules: { ...rulesForLesson(1000), shortSideMinPixels: 180 },
      keepSound: false,
      ffmpegPath: null,
      mark: null,
      signal: new AbortController().signal,
      ...changed,
    });
  const sound = async (path: string, changed: Partial<FilmToPrepare> = {}): Promise<SoundFilm> => {
    const prepared = await prepare(path, changed);
    if (prepared.kind === 'refused') throw new TypeError(`refused: ${prepared.message}`);
    return prepared;
  };
  const coded = (...encoder: string[]) => ({ ...moving(), encoder });

  test('a sound film that needs nothing is answered as it came, with its digest and facts', async () => {
    const path = await folder.make('good.mp4', moving());
    const prepared = await sound(path);
    expect(prepared).toMatchObject({
      path,
      changes: [],
      differences: [],
      durationMs: 1000,
      warnings: [],
      sha256: sha256Hex(await readFile(path)),
      facts: { codec: 'h264', widthPx: 320, heightPx: 180, frameRate: 30, frameCount: 30, hasSound: false },
    });
    expect(await readdir(workFolder)).toEqual([]);
  });

  test('sound goes and the index comes first without a picture being coded anew', async () => {
    const path = await folder.make('late.mp4', { ...moving(), soundSeconds: 1, output: ['-c:a', 'aac'] });
    const before = await readFile(path);
    const prepared = await sound(path);
    expect(prepared.changes).toEqual(['sound removed: the lesson has none', 'index put before the pictures']);
    expect(prepared.delivered).toMatchObject({ container: 'MP4', hasSound: true });
    expect(prepared.facts).toMatchObject({ hasSound: false, frameCount: 30 });
    const digestOfPictures = (file: string) =>
      folder.run(`${sha256Hex(file).slice(0, 8)}.md5`, ['-i', file, '-an', '-c', 'copy', '-f', 'md5']);
    const [was, is] = [await digestOfPictures(path), await digestOfPictures(prepared.path)];
    expect(await readFile(is, 'utf8')).toBe(await readFile(was, 'utf8'));
    // What was downloaded stays as it is: it may have to be shown to its seller.
    expect(await readFile(path)).toEqual(before);
    expect(await readdir(workFolder)).toEqual(['late.mp4.prepared.mp4']);
  });

  test('sound that no browser plays is no fault where the sound goes anyway', async () => {
    const path = await folder.make('ac3.mp4', { ...moving(), soundSeconds: 1, output: ['-c:a', 'ac3'] });
    expect((await sound(path)).facts.hasSound).toBe(false);
    expect(await prepare(path, { keepSound: true })).toMatchObject({
      kind: 'refused',
      code: 'AUDIO_CODEC_NOT_BROWSER_SAFE',
    });
  });

  test('sound that outlasts the pictures makes no film too long', async () => {
    const path = await folder.make('long-sound.mp4', { ...moving(), soundSeconds: 3 });
    expect((await sound(path)).durationMs).toBe(1000);
    expect(await prepare(path, { keepSound: true })).toMatchObject({ code: 'FILM_TOO_LONG' });
  });

  const others: Record<string, { encoder: string[]; change: string; name?: string; withFfmpeg?: true }> = {
    HEVC: {
      encoder: ['-c:v', 'libx265', '-x265-params', 'log-level=none'],
      change: 'hevc coded as H.264',
      withFfmpeg: true,
    },
    AV1: { encoder: ['-c:v', 'libsvtav1', '-preset', '12'], change: 'av1 coded as H.264' },
    'WebM with VP9': {
      encoder: ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8'],
      change: 'WebM with vp9 coded as H.264 in an MP4',
      name: 'film.webm',
      withFfmpeg: true,
    },
    '10 bits': {
      encoder: ['-c:v', 'libx264', '-pix_fmt', 'yuv420p10le'],
      change: 'High 10 (yuv420p10) coded as High (yuv420p)',
    },
    '4:4:4': {
      encoder: ['-c:v', 'libx264', '-pix_fmt', 'yuv444p'],
      change: 'High 4:4:4 Predictive (yuv444p) coded as High (yuv420p)',
    },
  };
  for (const [name, other] of Object.entries(others)) {
    for (const ffmpegPath of [null, ...(other.withFfmpeg ? ['/usr/bin/ffmpeg'] : [])]) {
      const encoder = ffmpegPath ? 'ffmpeg' : 'npm’s codecs';
      test(`${name} is coded as H.264 by ${encoder}, picture for picture`, async () => {
        const path = await folder.make(other.name ?? 'other.mp4', {
          ...coded(...other.encoder),
          output: [],
        });
        const prepared = await sound(path, { ffmpegPath });
        expect(prepared.changes).toEqual([other.change]);
        expect(prepared.facts).toMatchObject({
          codec: 'h264',
          profile: 'High',
          pixelFormat: 'yuv420p',
          frameCount: 30,
        });
        expect(Math.abs(prepared.durationMs - 1000)).toBeLessThanOrEqual(1);
        expect(await likeness(prepared.path, path)).toBeGreaterThan(36);
      });
    }
  }

  /** Peak signal to noise, in dB, over all pictures as they are shown. */
  async function likeness(one: string, other: string): Promise<number> {
    // Paired by their number: clocks that tick in milliseconds round.
    const pictures = 'setpts=N/30/TB,format=yuv420p';
    const graph = `[0:v]${pictures}[a];[1:v]${pictures}[b];[a][b]psnr=stats_file=${join(folder.path, 'psnr.log')}`;
    await folder.run('psnr.null', ['-i', one, '-i', other, '-lavfi', graph, '-f', 'null']);
    const log = await readFile(join(folder.path, 'psnr.log'), 'utf8');
    return Math.min(...[...log.matchAll(/psnr_avg:([\d.]+|inf)/g)].map((match) => Number(match[1] ?? 99)));
  }

  test('a film stored to be turned is turned upright, one with odd sides loses the odd line', async () => {
    const path = await folder.make('lying.mp4', moving());
    const turned = await folder.run('turned.mp4', ['-i', path, '-c', 'copy', '-metadata:s:v', 'rotate=90']);
    const upright = await sound(turned);
    expect(upright.changes[0]).toMatch(/^turned upright: it was stored to be turned by (90|270)°$/);
    expect(upright.delivered).toMatchObject({ widthPx: 180, heightPx: 320 });
    expect(upright.facts).toMatchObject({ widthPx: 180, heightPx: 320 });
    expect(await likeness(upright.path, turned)).toBeGreaterThan(36);
    const odd = await folder.make('odd.mp4', {
      ...moving({ size: '321x181' }),
      encoder: ['-c:v', 'libx264', '-pix_fmt', 'yuv444p'],
    });
    expect((await sound(odd)).facts).toMatchObject({ widthPx: 320, heightPx: 180 });
  });

  test('a picture that is too small is refused, whatever it is coded as; nothing is made larger', async () => {
    const rules = rulesForLesson(1000);
    const mp4 = await folder.make('small.mp4', moving());
    expect(await prepare(mp4, { rules })).toMatchObject({ kind: 'refused', code: 'FILM_TOO_SMALL' });
    const hevc = await folder.make(
      'small-hevc.mp4',
      coded('-c:v', 'libx265', '-x265-params', 'log-level=none'),
    );
    expect(await prepare(hevc, { rules })).toMatchObject({ kind: 'refused', code: 'FILM_TOO_SMALL' });
    const webm = await folder.make('small.webm', { ...coded('-c:v', 'libvpx'), output: [] });
    const refused = await prepare(webm, { rules });
    expect(refused).toMatchObject({ kind: 'refused', code: 'FILM_TOO_SMALL' });
    expect(refused).toHaveProperty('message', expect.stringContaining('320×180'));
  });

  test('what no encoder here reads is refused with what stood in the way', async () => {
    const path = await folder.make('old.mp4', coded('-c:v', 'mpeg4'));
    expect(await prepare(path)).toMatchObject({
      code: 'FILM_NOT_NORMALISED',
      message: expect.stringContaining('mpeg4 coded as H.264'),
    });
    expect((await sound(path, { ffmpegPath: '/usr/bin/ffmpeg' })).facts.codec).toBe('h264');
  });

  test('HDR pictures, whose light nobody here maps, are refused with or without an ffmpeg', async () => {
    const hdr = 'colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:log-level=none';
    const tags = '-color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc'.split(' ');
    const path = await folder.make('hdr.mp4', {
      ...coded('-c:v', 'libx265', '-pix_fmt', 'yuv420p10le', '-x265-params', hdr, ...tags),
    });
    for (const ffmpegPath of [null, '/usr/bin/ffmpeg']) {
      expect(await prepare(path, { ffmpegPath })).toMatchObject({
        code: 'FILM_NOT_NORMALISED',
        message: expect.stringContaining('the pictures are HDR'),
      });
    }
    expect(await readdir(workFolder)).toEqual([]);
  });

  test('a film frozen in another codec is found frozen when it has been coded anew', async () => {
    const path = await folder.make('still.mp4', {
      ...coded('-c:v', 'libx265', '-x265-params', 'log-level=none'),
      graph: `${movingGraph({ size, seconds: 0.5 })},tpad=stop_mode=clone:stop_duration=3.5`,
    });
    const rules = { ...rulesForLesson(4000), shortSideMinPixels: 180 };
    expect(await prepare(path, { rules })).toMatchObject({ kind: 'refused', code: 'FILM_FROZEN' });
    expect(await readdir(workFolder)).toEqual([]);
  });

  test('every difference from the order is told, of sound films and of refused ones', async () => {
    const path = await folder.make('less.mp4', { ...moving({ seconds: 1.1, rate: 16 }), soundSeconds: 1.1 });
    const order = { widthPx: 1920, heightPx: 1080, durationMs: 1300, frameRate: 24, hasSound: false };
    const differences = [
      { what: 'size', ordered: '1920×1080', delivered: '320×180' },
      { what: 'length', ordered: '1.3 s', delivered: '1.13 s' },
      { what: 'frame_rate', ordered: '24 per second', delivered: '16 per second' },
      { what: 'sound', ordered: 'none', delivered: 'a sound track' },
    ];
    const rules = { ...rulesForLesson(1300), shortSideMinPixels: 180 };
    expect(await prepare(path, { ordered: order, rules })).toMatchObject({ kind: 'sound', differences });
    expect(await prepare(path, { ordered: order, rules: rulesForLesson(1300) })).toMatchObject({
      kind: 'refused',
      differences,
    });
    const film24 = await folder.make('film.mp4', moving({ rate: 24 }));
    const rounded = { ...ordered, frameRate: 23.976, durationMs: 1001 };
    expect(await prepare(film24, { ordered: rounded })).toMatchObject({ differences: [] });
  });

  test('the machine-readable mark is added once, and the film plays as before', async () => {
    const path = await folder.make('plain.mp4', moving());
    const prepared = await sound(path, { mark: maker });
    expect(prepared.changes).toEqual(['machine-readable AI mark added']);
    expect(await readAiMark(prepared.path)).toMatchObject({
      digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
      isAi: true,
    });
    const bytes = await readFile(prepared.path);
    expect(bytes.toString('utf8')).toContain('<rdf:li>sora-2</rdf:li>');
    // The marked film is the film with one box behind it.
    const original = await readFile(path);
    expect(bytes.subarray(0, original.length)).toEqual(original);
    await folder.run('whole.null', ['-xerror', '-i', prepared.path, '-f', 'null']);
    const again = join(workFolder, 'again.mp4');
    await copyFile(prepared.path, again);
    expect(await sound(again, { mark: maker })).toMatchObject({ path: again, changes: [] });
  });

  test('an aborted preparation stops with its reason and leaves nothing', async () => {
    const path = await folder.make('slow.mp4', {
      ...coded('-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none'),
      graph: movingGraph({ size: '640x360', seconds: 3 }),
    });
    for (const ffmpegPath of [null, '/usr/bin/ffmpeg']) {
      const stop = new AbortController();
      const rules = { ...rulesForLesson(3000), shortSideMinPixels: 180 };
      const preparing = prepare(path, { rules, ffmpegPath, signal: stop.signal });
      const timer = setInterval(async () => {
        // Aborted once the new film is being written, or before where that is never seen.
        if ((await readdir(workFolder)).length > 0) stop.abort(new TypeError('enough'));
      }, 5);
      setTimeout(() => stop.abort(new TypeError('enough')), 600);
      await expect(preparing).rejects.toThrow('enough');
      clearInterval(timer);
      expect(await readdir(workFolder)).toEqual([]);
    }
  });

  test('coding anew that takes too long is ended and says so', async () => {
    const path = await folder.make('hevc.mp4', coded('-c:v', 'libx265', '-x265-params', 'log-level=none'));
    for (const ffmpegPath of [null, '/usr/bin/ffmpeg']) {
      const late = await prepare(path, { ffmpegPath, limits: { reworkMaxMs: 20 } });
      expect(late).toMatchObject({ kind: 'refused', code: 'FILM_NOT_NORMALISED' });
      expect(late).toHaveProperty('message', expect.stringContaining('longer than 20 ms'));
    }
    expect(await readdir(workFolder)).toEqual([]);
  });

  test('what is no film is refused with its reason', async () => {
    const json = join(folder.path, 'error.mp4');
    await writeFile(json, '{"error":{"message":"Video is not ready yet"}}');
    expect(await prepare(json)).toMatchObject({ kind: 'refused', code: 'NOT_AN_MP4', delivered: null });
    const fake = join(folder.path, 'fake.webm');
    await writeFile(fake, Buffer.from('1a45dfa3deadbeef', 'hex'));
    expect(await prepare(fake)).toMatchObject({ kind: 'refused', code: 'NOT_AN_MP4' });
    expect(await prepare(join(folder.path, 'absent.mp4'))).toMatchObject({ code: 'FILE_UNREADABLE' });
  });
});
