import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FilmFolder, filmSkipReason, hasFfmpeg, openFilmFolder } from './film-fixture.ts';
import { filmStills } from './film-stills.ts';
import type { FilmStills } from './stills-job.ts';

const never = new AbortController().signal;
const COLUMNS = 2;

type Colour = readonly [red: number, green: number, blue: number];

describe.skipIf(!hasFfmpeg)(`pictures out of a film (${filmSkipReason})`, () => {
  let folder: FilmFolder;
  beforeAll(async () => {
    folder = await openFilmFolder();
  });
  afterAll(() => folder.remove());

  /** A second of each colour. */
  const colours = (...names: string[]) => ({
    graph: `${names.map((name, index) => `color=${name}:s=320x180:r=10:d=1[c${index}]`).join(';')};${names
      .map((_, index) => `[c${index}]`)
      .join('')}concat=n=${names.length}`,
  });

  async function taken(path: string, momentsMs: readonly number[]): Promise<FilmStills> {
    const stills = await filmStills(path, { momentsMs, columns: COLUMNS, cellShortSidePixels: 90 }, never);
    if (stills.kind === 'refused') throw new TypeError(stills.refusal);
    return stills.value;
  }

  async function colourIn({ sheet, cell }: FilmStills, index: number): Promise<Colour> {
    const image = await loadImage(Buffer.from(sheet));
    const context = createCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    const x = (index % COLUMNS) * cell.width + cell.width / 2;
    const y = Math.floor(index / COLUMNS) * cell.height + cell.height / 2;
    const [red = 0, green = 0, blue = 0] = context.getImageData(x, y, 1, 1).data;
    return [red, green, blue];
  }

  const isNear = (found: Colour, wanted: Colour) =>
    found.every((value, index) => Math.abs(value - (wanted[index] ?? 0)) < 24);

  test('each moment’s picture stands in its cell, in rows from left to right, in its colours', async () => {
    const path = await folder.make('colours.mp4', colours('red', '0x00ff00', 'blue', 'white'));
    const stills = await taken(path, [500, 1500, 2500, 3500]);
    expect(stills.cell).toEqual({ width: 160, height: 90, columns: COLUMNS });
    const image = await loadImage(Buffer.from(stills.sheet));
    expect([image.width, image.height]).toEqual([320, 180]);
    const wanted: readonly Colour[] = [
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255],
      [255, 255, 255],
    ];
    for (const [index, colour] of wanted.entries()) {
      const found = await colourIn(stills, index);
      expect([index, found, isNear(found, colour)]).toEqual([index, found, true]);
    }
  });

  test('moments behind the last picture show it again', async () => {
    const path = await folder.make('short.mp4', colours('red', 'blue'));
    const stills = await taken(path, [500, 1500, 2500]);
    const last = await colourIn(stills, 2);
    expect([last, isNear(last, [0, 0, 255])]).toEqual([last, true]);
  });

  test('the poster is the picture with most to see, as large as the film, and none from its edges', async () => {
    const black = 'color=black:s=320x180:r=10:d=1[a]';
    const busy = 'testsrc2=s=320x180:r=10:d=1[b]';
    const path = await folder.make('poster.mp4', {
      graph: `${black};${busy};color=gray:s=320x180:r=10:d=3[c];[a][b][c]concat=n=3`,
    });
    const { poster } = await taken(path, [500, 1500, 2500, 3500, 4500]);
    const image = await loadImage(Buffer.from(poster));
    expect([image.width, image.height]).toEqual([320, 180]);
    const context = createCanvas(320, 180).getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, 320, 180);
    expect(new Set(data.filter((_, index) => index % 4 === 0)).size).toBeGreaterThan(100);
    // The busiest picture of all stands at the very end, where films fade and show their names.
    const edge = await folder.make('edge.mp4', {
      graph: `color=gray:s=320x180:r=10:d=4[a];testsrc2=s=320x180:r=10:d=0.5[b];[a][b]concat=n=2`,
    });
    const plain = await loadImage(Buffer.from((await taken(edge, [500, 2000, 4200])).poster));
    context.drawImage(plain, 0, 0);
    expect(new Set(context.getImageData(0, 0, 320, 180).data).size).toBeLessThan(20);
  });

  test('a film whose pixels aren’t square is shown as wide as it is', async () => {
    const path = await folder.make('wide.mp4', {
      graph: 'testsrc2=s=320x180:r=10:d=1,setsar=2',
    });
    const { poster, cell } = await taken(path, [500]);
    const image = await loadImage(Buffer.from(poster));
    expect([image.width, image.height]).toEqual([640, 180]);
    expect([cell.width, cell.height]).toEqual([320, 90]);
  });

  test('what holds no pictures that can be decoded is refused with a sentence', async () => {
    const order = { momentsMs: [500], columns: COLUMNS, cellShortSidePixels: 90 };
    const hevc = await folder.make('hevc.mp4', {
      ...colours('red'),
      encoder: ['-c:v', 'libx265', '-x265-params', 'log-level=none'],
    });
    expect(await filmStills(hevc, order, never)).toMatchObject({
      kind: 'refused',
      refusal: expect.stringContaining('no pictures'),
    });
    const json = join(folder.path, 'error.mp4');
    await writeFile(json, '{"error":"not ready"}');
    expect(await filmStills(json, order, never)).toMatchObject({ kind: 'refused' });
  });

  test('aborting rejects with the reason', async () => {
    const path = await folder.make('aborted.mp4', colours('red'));
    const order = { momentsMs: [500], columns: COLUMNS, cellShortSidePixels: 90 };
    const signal = AbortSignal.abort(new RangeError('stop'));
    await expect(filmStills(path, order, signal)).rejects.toThrow('stop');
    const stop = new AbortController();
    const taking = filmStills(path, order, stop.signal);
    setTimeout(() => stop.abort(new RangeError('stop later')), 20);
    await expect(taking).rejects.toThrow('stop later');
  });
});
