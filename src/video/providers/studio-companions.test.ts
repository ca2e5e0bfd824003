import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anotherHouse } from '../../../test/fixtures/another-house.ts';
import { assert } from '../../kernel/assert.ts';
import { sha256Hex, shortDigest } from '../../kernel/hash.ts';
import { findLesson } from '../../lessons/catalogue.ts';
import { appendMarks } from '../../media/ai-mark.ts';
import {
  type FilmFolder,
  filmSkipReason,
  hasFfmpeg,
  movingGraph,
  openFilmFolder,
} from '../../media/film-fixture.ts';
import type { CompanionsOrder, MadeFile } from '../companions-port.ts';
import type { StudioOptions } from './studio.ts';
import { createCompanions } from './studio-companions.ts';

const lesson = findLesson('high_utilization', 'credit_utilization');
assert(lesson, 'the first lesson is in the catalogue');
const FILM_MS = 6500;
const origin = {
  provider: 'minimax',
  model: 'MiniMax-H3',
  promptDigest: 'a'.repeat(64),
  madeAt: new Date('2026-11-25T10:00:00Z'),
};
const withoutFilm = {
  lesson,
  locale: 'en',
  filmPath: null,
  filmDurationMs: 0,
  isOwnFilm: false,
  origin: null,
};
const clock = { now: () => new Date('2026-11-25T11:00:00Z') };
const lessonAlone = ['infographic.svg', 'transcript.txt'];

describe.skipIf(!hasFfmpeg)(`what accompanies a film (${filmSkipReason})`, () => {
  let folder: FilmFolder;
  let workFolder: string;
  let filmPath: string;
  beforeAll(async () => {
    folder = await openFilmFolder();
    workFolder = join(folder.path, 'work');
    filmPath = await folder.make('bought.mp4', {
      graph: movingGraph({ size: '1280x720', seconds: FILM_MS / 1000, rate: 4 }),
    });
    await appendMarks(filmPath, { carried: [], maker: { model: origin.model } });
  });
  afterAll(() => folder.remove());
  beforeEach(async () => {
    await rm(workFolder, { recursive: true, force: true });
    await mkdir(workFolder);
  });

  const make = (changed: Partial<CompanionsOrder> = {}, look: Partial<StudioOptions> = {}) =>
    createCompanions({ clock, ...look })({
      ...withoutFilm,
      filmPath,
      filmDurationMs: FILM_MS,
      origin,
      workFolder,
      signal: new AbortController().signal,
      ...changed,
    });
  const nameOf = ({ kind, locale, extension }: MadeFile) =>
    [kind, ...(locale === null ? [] : [locale]), extension].join('.');
  const contentOf = async (made: readonly MadeFile[], name: string): Promise<Buffer> => {
    const file = made.find((one) => nameOf(one) === name);
    assert(file, `${name} was made`);
    return await readFile(file.path);
  };
  const sizeOf = async (jpeg: Buffer) => {
    const { width, height } = await loadImage(jpeg);
    return `${width}x${height}`;
  };

  test('of a provider: poster and thumbnails out of its own pictures, captions in each language, and the rest', async () => {
    const made = await make();
    expect(made.map(nameOf).sort()).toEqual([
      ...['captions.en.vtt', 'captions.es.vtt', 'infographic.svg', 'poster.jpg', 'provenance.json'],
      ...['sprite.jpg', 'sprite_map.vtt', 'transcript.txt'],
    ]);
    expect((await readdir(workFolder)).sort()).toEqual(made.map(({ path }) => basename(path)).sort());
    const poster = await contentOf(made, 'poster.jpg');
    expect(await sizeOf(poster)).toBe('1280x720');
    // The test picture has bars in full red, green and blue, which no drawing of the studio has.
    const context = createCanvas(1280, 720).getContext('2d');
    context.drawImage(await loadImage(poster), 0, 0);
    const { data } = context.getImageData(0, 0, 1280, 720);
    const isVivid = (at: number) =>
      (data[at] ?? 0) < 40 && (data[at + 1] ?? 0) > 215 && (data[at + 2] ?? 0) < 40;
    expect(Array.from({ length: 1280 * 720 }, (_, index) => index * 4).some(isVivid)).toBe(true);
  });

  test('its thumbnails are found by their digest, one a second to the film’s end', async () => {
    const made = await make();
    const sprite = await contentOf(made, 'sprite.jpg');
    expect(await sizeOf(sprite)).toBe('640x180');
    const map = (await contentOf(made, 'sprite_map.vtt')).toString();
    const cues = [...map.matchAll(/^(\S+) --> (\S+)\n(\S+)#xywh=(\S+)$/gm)].map((cue) => cue.slice(1));
    expect(cues).toHaveLength(7);
    expect(new Set(cues.map(([, , name]) => name))).toEqual(new Set([`${shortDigest(sprite)}.jpg`]));
    expect(cues.at(0)).toEqual(['00:00:00.000', '00:00:01.000', expect.anything(), '0,0,160,90']);
    expect(cues.at(-1)).toEqual(['00:00:06.000', '00:00:06.500', expect.anything(), '320,90,160,90']);
  });

  test.each([
    [6400, '00:00:06.400'],
    [8000, '00:00:08.000'],
    [9600, '00:00:08.000'],
  ])('its captions never outlast a film of %d ms, nor the lesson', async (filmDurationMs, lastEnd) => {
    const made = await make({ filmDurationMs });
    for (const name of ['captions.en.vtt', 'captions.es.vtt']) {
      const ends = [...(await contentOf(made, name)).toString().matchAll(/ --> (\S+) /g)].map(
        (cue) => cue[1],
      );
      expect(ends.length).toBeGreaterThan(1);
      expect(ends.at(-1)).toBe(lastEnd);
    }
  });

  test('a caption of which less than a second would be left is left out', async () => {
    const [first] = lesson.captions;
    assert(first, 'the lesson has captions');
    const made = await make({ filmDurationMs: first.endMs + 999 });
    const vtt = (await contentOf(made, 'captions.en.vtt')).toString();
    expect(vtt.match(/ --> /g)).toHaveLength(1);
  });

  test('its provenance names provider, model, prompt, mark and digest, and is itself under a digest', async () => {
    const provenance = JSON.parse((await contentOf(await make(), 'provenance.json')).toString());
    expect(provenance).toEqual({
      record: {
        madeBy: 'minimax',
        model: 'MiniMax-H3',
        promptSha256: origin.promptDigest,
        digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
        hasContentCredentials: false,
        persona: lesson.persona,
        topic: lesson.topic,
        lessonVersion: lesson.version,
        locale: 'en',
        film: expect.objectContaining({
          sha256: sha256Hex(await readFile(filmPath)),
          width: 1280,
          height: 720,
          framesPerSecond: 4,
          durationMs: FILM_MS,
        }),
      },
      recordSha256: sha256Hex(JSON.stringify(provenance.record)),
      madeAt: '2026-11-25T10:00:00.000Z',
    });
  });

  test('infographic and transcript speak the language that was asked for', async () => {
    const texts = async (locale: string): Promise<readonly string[]> => {
      const made = await make({ ...withoutFilm, locale });
      return Promise.all(lessonAlone.map(async (name) => (await contentOf(made, name)).toString()));
    };
    const [infographic, transcript] = await texts('es');
    expect(infographic).toContain('lang="es"');
    expect(transcript).toContain(lesson.title.es);
    expect(await texts('en')).not.toContain(transcript);
    await expect(make({ locale: 'de' })).rejects.toThrow('the studio speaks de');
  });

  test('without a film there are infographic and transcript', async () => {
    expect((await make(withoutFilm)).map(nameOf).sort()).toEqual(lessonAlone);
  });

  test('of the studio: poster and thumbnails are drawn, whatever its pictures show', async () => {
    const made = await make({ isOwnFilm: true, origin: null });
    const taken = await contentOf(await make({ workFolder: folder.path }), 'poster.jpg');
    const drawn = await contentOf(made, 'poster.jpg');
    expect(await sizeOf(drawn)).toBe('1280x720');
    expect(drawn.equals(taken)).toBe(false);
    const provenance = JSON.parse((await contentOf(made, 'provenance.json')).toString());
    expect(provenance).toMatchObject({
      record: {
        madeBy: 'SpendSense studio',
        encoder: 'npm',
        film: { sha256: sha256Hex(await readFile(filmPath)) },
      },
      recordSha256: sha256Hex(JSON.stringify(provenance.record)),
      madeAt: '2026-11-25T11:00:00.000Z',
    });
  });

  test('of the studio in a house’s theme: its pictures and its record are the house’s', async () => {
    const own = { isOwnFilm: true, origin: null };
    const plain = await contentOf(await make({ ...own, workFolder: folder.path }), 'poster.jpg');
    const made = await make(own, { theme: anotherHouse, ffmpegPath: 'ffmpeg' });
    expect((await contentOf(made, 'poster.jpg')).equals(plain)).toBe(false);
    expect((await contentOf(made, 'infographic.svg')).toString()).toContain(anotherHouse.palette.brand);
    const { record } = JSON.parse((await contentOf(made, 'provenance.json')).toString());
    expect(record).toMatchObject({ encoder: 'ffmpeg', theme: { name: 'another house' } });
  });

  test('pictures that can’t be taken, and an abort, leave no file behind', async () => {
    const broken = join(folder.path, 'broken.mp4');
    await writeFile(broken, 'no film');
    await expect(make({ filmPath: broken })).rejects.toThrow();
    expect(await readdir(workFolder)).toEqual([]);
    const signal = AbortSignal.abort(new RangeError('stop'));
    await expect(make({ signal })).rejects.toThrow('stop');
    const stop = new AbortController();
    const making = make({ signal: stop.signal });
    setTimeout(() => stop.abort(new RangeError('stop later')), 30);
    await expect(making).rejects.toThrow('stop later');
    expect(await readdir(workFolder)).toEqual([]);
  });
});
