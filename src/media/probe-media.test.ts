import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { box, craftFilm, joined, text, u32 } from './film-bytes-fixture.ts';
import type { MediaFacts, ProbeRefusal } from './media-facts.ts';
import { probeMedia } from './probe-media.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spendsense-probe-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function probe(bytes: Uint8Array): Promise<MediaFacts | ProbeRefusal> {
  const path = join(folder, 'crafted.mp4');
  await writeFile(path, bytes);
  return probeMedia(path);
}

async function facts(bytes: Uint8Array): Promise<MediaFacts> {
  const found = await probe(bytes);
  if (found.kind === 'refused') throw new TypeError(`refused: ${found.message}`);
  return found;
}

const playingCodes = async (bytes: Uint8Array) =>
  (await facts(bytes)).faults.playing.map((fault) => fault.code);

describe('a film written byte by byte', () => {
  test('is read as it is: codec, size, frames, length, place of the index', async () => {
    const found = await facts(craftFilm());
    expect(found.faults).toEqual({ playing: [], film: [] });
    expect(found.container).toMatchObject({
      indexPlace: 'after_media',
      isFastStart: false,
      majorBrand: 'isom',
    });
    expect(found.video).toMatchObject({
      codec: 'h264',
      profile: 'Constrained Baseline',
      pixelFormat: 'yuv420p',
      frameCount: 4,
      frameRateHz: 4,
      isFrameRateVariable: false,
      durationMs: 1000,
    });
  });

  test('lasts as long as its samples, whatever the header says', async () => {
    const found = await facts(craftFilm({ stts: box('stts', u32(0, 2, 3, 250, 1, 750)) }));
    expect(found.durationMs).toBe(1500);
    expect(found.headerDurationMs).toBe(1000);
  });

  test('has a variable frame rate where pictures come at uneven distances', async () => {
    const found = await facts(craftFilm({ stts: box('stts', u32(0, 3, 1, 250, 1, 400, 2, 250)) }));
    expect(found.video?.isFrameRateVariable).toBe(true);
  });
});

describe('a damaged or hostile index is a fault or a refusal, quickly', () => {
  test.each([
    {
      what: 'sizes for four thousand million samples',
      film: { stsz: box('stsz', u32(0, 0, 0xfffffff0)) },
      code: 'SAMPLE_LIMIT_EXCEEDED',
    },
    {
      what: 'fewer sizes than it claims',
      film: { stsz: box('stsz', u32(0, 0, 100_000)) },
      code: 'SAMPLE_INDEX_CONTRADICTORY',
    },
    {
      what: 'more chunks than samples',
      film: { stco: box('stco', u32(0, 0xffffffff)) },
      code: 'SAMPLE_INDEX_CONTRADICTORY',
    },
    {
      what: 'a run that names a chunk there is not',
      film: { stsc: box('stsc', u32(0, 2, 1, 4, 1, 9, 4, 1)) },
      code: 'SAMPLE_INDEX_CONTRADICTORY',
    },
    {
      what: 'chunks that hold more samples than there are',
      film: { stsc: box('stsc', u32(0, 1, 1, 0x7fffffff, 1)) },
      code: 'SAMPLE_INDEX_CONTRADICTORY',
    },
    {
      what: 'runs out of order',
      film: { stsc: box('stsc', u32(0, 1, 3, 4, 1)) },
      code: 'SAMPLE_INDEX_CONTRADICTORY',
    },
    {
      what: 'samples behind the end of the file',
      film: { stco: box('stco', u32(0, 1, 0xffff)) },
      code: 'SAMPLES_OUTSIDE_FILE',
    },
    {
      what: 'a description without entries',
      film: { stsd: box('stsd', u32(0, 0)) },
      code: 'SAMPLE_DESCRIPTION_MISSING',
    },
    {
      what: 'a description cut short',
      film: { stsd: box('stsd', u32(0, 1), box('avc1', u32(0, 1))) },
      code: 'SAMPLE_DESCRIPTION_MISSING',
    },
  ])('$what', async ({ film, code }) => {
    expect(await playingCodes(craftFilm(film))).toContain(code);
  });

  test('times for other samples than there are break the film rules, not the player', async () => {
    const found = await facts(craftFilm({ stts: box('stts', u32(0, 1, 0xfffffff0, 250)) }));
    expect(found.faults.playing).toEqual([]);
    expect(found.faults.film.map((fault) => fault.code)).toEqual(['SAMPLE_TIMES_CONTRADICTORY']);
  });

  test('boxes nested without end are refused', async () => {
    const depth = 5000;
    const nested = new Uint8Array(depth * 8);
    for (let i = 0; i < depth; i += 1) nested.set(joined([u32((depth - i) * 8), text('trak')]), i * 8);
    expect(await probe(craftFilm({ extraInMoov: nested }))).toMatchObject({ code: 'BOX_LIMIT_EXCEEDED' });
  });

  test('boxes without number are refused', async () => {
    const many = new Uint8Array(8 * 30_000);
    for (let i = 0; i < many.length; i += 8) many.set(box('free'), i);
    expect(await probe(craftFilm({ extraInMoov: many }))).toMatchObject({ code: 'BOX_LIMIT_EXCEEDED' });
    expect(await probe(joined([box('ftyp', text('isom')), many]))).toMatchObject({
      code: 'BOX_LIMIT_EXCEEDED',
    });
  });

  test('a fragment that claims four thousand million samples without listing one is a fault', async () => {
    const trun = box('trun', u32(0, 0xffffffff));
    const moof = box('moof', box('traf', box('tfhd', u32(0, 1)), trun));
    expect(await playingCodes(joined([craftFilm(), moof]))).toContain('SAMPLE_LIMIT_EXCEEDED');
  });
});

describe('what is no MP4 is refused with its reason', () => {
  test.each([
    { what: 'no bytes', bytes: new Uint8Array(), code: 'FILE_EMPTY' },
    { what: 'a text', bytes: text('<!doctype html><title>Not found</title>'), code: 'NOT_AN_MP4' },
    { what: 'a few bytes', bytes: text('abc'), code: 'NOT_AN_MP4' },
    {
      what: 'no index',
      bytes: joined([box('ftyp', text('isom')), box('mdat', text('pictures'))]),
      code: 'INDEX_MISSING',
    },
    { what: 'an index cut off', bytes: craftFilm().subarray(0, 200), code: 'INDEX_TRUNCATED' },
    {
      what: 'an index without a header',
      bytes: joined([box('ftyp', text('isom')), box('moov')]),
      code: 'INDEX_TRUNCATED',
    },
    {
      what: 'a broken box before any index',
      bytes: joined([box('ftyp', text('isom')), u32(3), text('moov')]),
      code: 'BOX_MALFORMED',
    },
  ])('$what: $code', async ({ bytes, code }) => {
    const found = await probe(bytes);
    expect(found).toMatchObject({ kind: 'refused', code });
  });

  test('a folder and a file that is not there are refused, with a remedy', async () => {
    expect(await probeMedia(folder)).toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining('not a file'),
    });
    expect(await probeMedia(join(folder, 'nothing'))).toMatchObject({
      message: expect.stringContaining('no such file'),
    });
  });
});
