import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type FilmFolder,
  filmSkipReason,
  flashGraph,
  hasFfmpeg,
  movingGraph,
  openFilmFolder,
} from './film-fixture.ts';
import type { FilmRules } from './film-rules.ts';
import { validateFilm } from './validate-film.ts';

/** Small and short, so that the films are made and decoded quickly; other rules stay as they are. */
const smallRules: Partial<FilmRules> = { shortSideMinPixels: 180, durationMinMs: 1000 };
const size = '320x180';

describe.skipIf(!hasFfmpeg)(`films, good and bad (${filmSkipReason})`, () => {
  let folder: FilmFolder;
  beforeAll(async () => {
    folder = await openFilmFolder();
  });
  afterAll(() => folder.remove());

  const codes = (findings: readonly { code: string }[]) => findings.map((finding) => finding.code);
  const moving = (seconds = 2) => ({ graph: movingGraph({ size, seconds }) });

  test('an eight-second film in 720p with sound is valid without a word', async () => {
    const graph = movingGraph({ size: '1280x720', seconds: 8 });
    const verdict = await validateFilm(await folder.make('good.mp4', { graph, soundSeconds: 8 }));
    expect(verdict).toMatchObject({ playable: true, valid: true, errors: [], warnings: [] });
    expect(verdict.metadata.pictures).toMatchObject({ sampleCount: 240, decodedCount: 240, damagedCount: 0 });
    expect(verdict.metadata.sound).toMatchObject([{ isSilent: false, decoderError: null }]);
    expect(verdict.metadata.video).toMatchObject({
      shownWidthPixels: 1280,
      frameRateHz: 30,
      durationMs: 8000,
    });
  });

  test('a film in 360p is too small, one of 2 s too short, one of 10.5 s too long', async () => {
    const small = await validateFilm(
      await folder.make('small.mp4', { graph: movingGraph({ size: '640x360', seconds: 2 }) }),
    );
    expect(codes(small.errors)).toEqual(['FILM_TOO_SMALL', 'FILM_TOO_SHORT']);
    expect(small.errors[0]?.message).toContain('640×360');
    const long = await validateFilm(await folder.make('long.mp4', moving(10.5)), smallRules);
    expect(long).toMatchObject({ playable: true, valid: false });
    expect(codes(long.errors)).toEqual(['FILM_TOO_LONG']);
  });

  test('a file larger than the rules allow is refused by its size', async () => {
    const path = await folder.make('heavy.mp4', moving());
    expect(codes((await validateFilm(path, { ...smallRules, sizeMaxBytes: 1000 })).errors)).toEqual([
      'FILM_TOO_LARGE',
    ]);
  });

  test('a black film is refused, a fade from black is not', async () => {
    const black = await validateFilm(
      await folder.make('black.mp4', { graph: `color=black:s=${size}:r=30:d=2` }),
      smallRules,
    );
    expect(black).toMatchObject({ playable: true, valid: false });
    expect(codes(black.errors)).toEqual(['FILM_BLACK']);
    expect(black.metadata.pictures?.black).toEqual([{ startMs: 0, endMs: 2000 }]);
    const faded = await folder.make('faded.mp4', {
      graph: `${movingGraph({ size, seconds: 3 })},fade=in:0:30`,
    });
    expect((await validateFilm(faded, smallRules)).valid).toBe(true);
  });

  test('black in the middle is found with its times, in pictures coded out of order too', async () => {
    const graph = `${movingGraph({ size, seconds: 4 })},drawbox=c=black:t=fill:enable='between(n\\,32\\,75)'`;
    const encoder = [
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-bf',
      '3',
      '-b_strategy',
      '0',
      '-sc_threshold',
      '0',
      '-pix_fmt',
      'yuv420p',
    ];
    const verdict = await validateFilm(await folder.make('gap.mp4', { graph, encoder }), smallRules);
    expect(verdict.metadata.pictures?.black).toEqual([{ startMs: 1067, endMs: 2533 }]);
    expect(codes(verdict.errors)).toEqual(['FILM_BLACK']);
  });

  test('a picture that stands still for 3 s is frozen, for 2 s it is not', async () => {
    const still = (seconds: number) =>
      `${movingGraph({ size, seconds: 1 })},tpad=stop_mode=clone:stop_duration=${seconds}`;
    const frozen = await validateFilm(await folder.make('frozen.mp4', { graph: still(3) }), smallRules);
    expect(codes(frozen.errors)).toEqual(['FILM_FROZEN']);
    expect(frozen.metadata.pictures?.frozen).toEqual([{ startMs: 967, endMs: 4000 }]);
    expect((await validateFilm(await folder.make('paused.mp4', { graph: still(2) }), smallRules)).valid).toBe(
      true,
    );
  });

  test('a text that drifts by 4 pixels in 4 seconds is not frozen; the same text held still is', async () => {
    // Drawn four times as large and made small, so that it moves by quarter pixels.
    const drifting = (pixels: number) =>
      `color=0xf8fafc:s=2560x1440:r=12:d=4,drawgrid=w=160:h=1440:t=24:c=0xd5dce5,crop=2240:1260:x='20+${pixels * 4}*t/4':y=0,scale=560:316:flags=area`;
    const rules = { ...smallRules, shortSideMinPixels: 300 };
    expect((await validateFilm(await folder.make('drift.mp4', { graph: drifting(4) }), rules)).valid).toBe(
      true,
    );
    expect(
      codes((await validateFilm(await folder.make('held.mp4', { graph: drifting(0) }), rules)).errors),
    ).toEqual(['FILM_FROZEN']);
  });

  test('a flashing film is refused with the number of flashes and the times', async () => {
    const graph = flashGraph({ size, seconds: 2, base: 'black', patch: 'red', hertz: 5 });
    const verdict = await validateFilm(await folder.make('flash.mp4', { graph }), smallRules);
    expect(verdict).toMatchObject({ playable: true, valid: false });
    expect(codes(verdict.errors)).toEqual(['FILM_FLASHES', 'FILM_FLASHES_RED']);
    expect(verdict.errors[0]?.message).toMatch(/^5 general flashes within one second/);
  });

  test('an index behind the media is a warning only', async () => {
    const verdict = await validateFilm(
      await folder.make('tail.mp4', { ...moving(), output: [] }),
      smallRules,
    );
    expect(verdict.valid).toBe(true);
    expect(codes(verdict.warnings)).toContain('NOT_FAST_START');
  });

  test('a fragmented film is valid, and lasts as long as its samples', async () => {
    const output = ['-movflags', 'frag_keyframe+empty_moov+default_base_moof', '-g', '15'];
    const verdict = await validateFilm(await folder.make('pieces.mp4', { ...moving(), output }), smallRules);
    expect(verdict.valid).toBe(true);
    expect(verdict.metadata.container?.isFragmented).toBe(true);
    expect(verdict.metadata.video).toMatchObject({ durationMs: 2000, frameCount: 60 });
  });

  test('HEVC, 10-bit and 4:4:4 are not for every browser', async () => {
    const hevc = await folder.make('hevc.mp4', {
      ...moving(),
      encoder: ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none'],
    });
    expect(await validateFilm(hevc, smallRules)).toMatchObject({
      playable: false,
      errors: [{ code: 'VIDEO_CODEC_NOT_BROWSER_SAFE' }],
      metadata: { video: { codec: 'hevc', profile: 'Main' } },
    });
    for (const format of ['yuv420p10le', 'yuv444p', 'yuv422p']) {
      const path = await folder.make('format.mp4', {
        ...moving(),
        encoder: ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', format],
      });
      const verdict = await validateFilm(path, smallRules);
      expect(verdict.playable).toBe(false);
      expect(codes(verdict.errors).slice(0, 2)).toEqual([
        'VIDEO_PROFILE_NOT_BROWSER_SAFE',
        'PIXEL_FORMAT_NOT_BROWSER_SAFE',
      ]);
    }
  });

  test('sound that browsers do not play makes the film unplayable', async () => {
    const path = await folder.make('ac3.mp4', { ...moving(), soundSeconds: 2, output: ['-c:a', 'ac3'] });
    expect(codes((await validateFilm(path, smallRules)).errors)).toEqual(['AUDIO_CODEC_NOT_BROWSER_SAFE']);
  });

  test('sound alone is not playable', async () => {
    const path = await folder.run('sound.mp4', ['-f', 'lavfi', '-i', 'sine=d=2', '-c:a', 'aac']);
    expect(await validateFilm(path, smallRules)).toMatchObject({
      playable: false,
      errors: [{ code: 'VIDEO_TRACK_MISSING' }],
    });
  });

  test('a turned film is judged as shown', async () => {
    const path = await folder.make('upright.mp4', moving());
    const turned = await folder.run('turned.mp4', ['-i', path, '-c', 'copy', '-metadata:s:v', 'rotate=90']);
    expect((await validateFilm(turned, smallRules)).metadata.video).toMatchObject({
      shownWidthPixels: 180,
      shownHeightPixels: 320,
      orientation: 'portrait',
    });
  });

  test('stretched pixels are judged as shown: one side grows, none shrinks', async () => {
    const wide = await folder.make('wide.mp4', { graph: `${movingGraph({ size, seconds: 2 })},setsar=2` });
    expect((await validateFilm(wide, smallRules)).metadata.video).toMatchObject({
      shownWidthPixels: 640,
      shownHeightPixels: 180,
    });
    const tall = await folder.make('tall.mp4', { graph: `${movingGraph({ size, seconds: 2 })},setsar=1/2` });
    expect((await validateFilm(tall, smallRules)).metadata.video).toMatchObject({
      shownWidthPixels: 320,
      shownHeightPixels: 360,
    });
  });

  test('a variable frame rate is a warning, a steady one in a coarse clock is none', async () => {
    const graph = `${movingGraph({ size, seconds: 2 })},select='not(between(mod(n\\,10)\\,3\\,5))'`;
    const uneven = await validateFilm(
      await folder.make('uneven.mp4', { graph, output: ['-vsync', 'vfr'] }),
      smallRules,
    );
    expect(codes(uneven.warnings)).toContain('FRAME_RATE_VARIABLE');
    const coarse = await folder.make('coarse.mp4', {
      ...moving(),
      output: ['-video_track_timescale', '1000'],
    });
    expect((await validateFilm(coarse, smallRules)).metadata.video?.isFrameRateVariable).toBe(false);
  });

  test('a film cut off in the middle is not playable, wherever it is cut', async () => {
    const bytes = await readFile(await folder.make('whole.mp4', { ...moving(), soundSeconds: 2 }));
    for (const share of [0.1, 0.5, 0.99]) {
      const path = join(folder.path, 'cut.mp4');
      await writeFile(path, bytes.subarray(0, Math.floor(bytes.length * share)));
      expect((await validateFilm(path, smallRules)).playable).toBe(false);
    }
  });

  test('a hole of zeros in the pictures is found, though a decoder paints over it', async () => {
    const bytes = await readFile(await folder.make('holed.mp4', moving()));
    const path = join(folder.path, 'hole.mp4');
    bytes.fill(0, bytes.length - 4000, bytes.length - 2000);
    await writeFile(path, bytes);
    const verdict = await validateFilm(path, smallRules);
    expect(codes(verdict.errors)).toContain('VIDEO_DATA_DAMAGED');
    expect(verdict.playable).toBe(false);
  });

  test('decoding that takes too long or too much memory is ended and says so', async () => {
    const path = await folder.make('slow.mp4', moving(4));
    const late = await validateFilm(path, smallRules, { decodeMaxMs: 20 });
    expect(late).toMatchObject({ playable: false, errors: [{ code: 'DECODE_TIMED_OUT' }] });
    const fat = await validateFilm(path, smallRules, { decodeMemoryMaxBytes: 1_000_000 });
    expect(fat).toMatchObject({ playable: false, errors: [{ code: 'DECODE_OUT_OF_MEMORY' }] });
  });

  test('the event loop stays free while a film is decoded', async () => {
    const path = await folder.make('free.mp4', moving(4));
    const before = performance.eventLoopUtilization();
    await validateFilm(path, smallRules);
    // Decoding in this thread would keep it busy all the time.
    expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.6);
  });
});
