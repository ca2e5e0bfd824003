import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { appendMarks, marksIn, readAiMark } from './ai-mark.ts';
import { DIGITAL_SOURCE_TYPES, TRAINED_ALGORITHMIC_MEDIA } from './digital-source-type.ts';
import { box, craftFilm, joined, text } from './film-bytes-fixture.ts';
import { type MarkBox, markBoxBytes, xmpBox } from './mark-boxes.ts';
import { xmpPacket } from './xmp-packet.ts';

const maker = { model: 'wan<2.2>' };
const COMPOSITE = `${DIGITAL_SOURCE_TYPES}compositeWithTrainedAlgorithmicMedia`;
const CAPTURE = `${DIGITAL_SOURCE_TYPES}digitalCapture`;

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ai-mark-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(() => {
  path = join(folder, 'film.mp4');
});

/** What somebody else wrote into a film, with or without a word of where it comes from. */
function xmpSaying(...properties: string[]): Uint8Array {
  return xmpBox(xmpPacket(['xmlns:dc="http://purl.org/dc/elements/1.1/"'], properties));
}

const rights = '<dc:rights>Film Company, 2026</dc:rights>';
const sourceType = (value: string) =>
  `<Iptc4xmpExt:DigitalSourceType>${value}</Iptc4xmpExt:DigitalSourceType>`;

/** A manifest store as far as it is read here: JUMBF with a text in CBOR; its signature is of other bytes. */
function manifest(said: string | null): MarkBox {
  const body = joined([new Uint8Array(5), text(`jumbc2pa${said === null ? '' : `\x78\x46${said}`}sig`)]);
  return { kind: 'content_credentials', startByte: null, body };
}

async function film(...behind: Uint8Array[]): Promise<Uint8Array> {
  const bytes = joined([craftFilm(), ...behind]);
  await writeFile(path, bytes);
  return bytes;
}

async function marked(carried: readonly MarkBox[] = []): Promise<Buffer> {
  await appendMarks(path, { carried, maker });
  return await readFile(path);
}

test('a film without a mark gets one that names its model, behind all that was there', async () => {
  const before = await film();
  expect(await readAiMark(path)).toMatchObject({ isAi: false, saidIn: null });
  const after = await marked();
  expect(after.subarray(0, before.length)).toEqual(Buffer.from(before));
  expect(after.toString()).toContain('<rdf:li>wan&lt;2.2&gt;</rdf:li>');
  expect(await readAiMark(path)).toEqual({
    digitalSourceType: TRAINED_ALGORITHMIC_MEDIA,
    saidIn: 'xmp',
    isAi: true,
    hasContentCredentials: false,
  });
});

test('XMP that says nothing of it is merged: what it said stays, ours is added, and one packet is left', async () => {
  const before = await film(xmpSaying(rights));
  const after = await marked();
  expect(await readAiMark(path)).toMatchObject({ digitalSourceType: TRAINED_ALGORITHMIC_MEDIA, isAi: true });
  const { boxes } = await marksIn(path);
  expect(boxes).toHaveLength(1);
  expect(Buffer.from(boxes[0]?.body ?? []).toString()).toContain(rights);
  // Its old place stays as long as it was: nothing that the index points to has moved.
  expect(after.length).toBeGreaterThan(before.length);
  expect(after.subarray(0, craftFilm().length)).toEqual(Buffer.from(craftFilm()));
});

test('XMP that says a camera took it is set right, and its other words stay', async () => {
  await film(xmpSaying(rights, sourceType(CAPTURE)));
  expect(await readAiMark(path)).toMatchObject({ digitalSourceType: CAPTURE, isAi: false });
  await marked();
  expect(await readAiMark(path)).toMatchObject({ digitalSourceType: TRAINED_ALGORITHMIC_MEDIA, isAi: true });
  const said = Buffer.from((await marksIn(path)).boxes[0]?.body ?? []).toString();
  expect(said).toContain(rights);
  expect(said).not.toContain('digitalCapture');
});

test.each([TRAINED_ALGORITHMIC_MEDIA, COMPOSITE])(
  'XMP that says %s already is left as it is',
  async (value) => {
    const before = await film(xmpSaying(sourceType(value)));
    expect(await marked()).toEqual(Buffer.from(before));
    expect(await readAiMark(path)).toMatchObject({ digitalSourceType: value, isAi: true });
  },
);

test('XMP inside the index, as QuickTime has it, is heard and merged', async () => {
  const packet = xmpPacket(['xmlns:dc="http://purl.org/dc/elements/1.1/"'], [rights]);
  const before = craftFilm({ extraInMoov: box('udta', box('XMP_', text(packet))) });
  await writeFile(path, before);
  const after = await marked();
  expect(after.subarray(0, before.length)).toEqual(Buffer.from(before));
  expect(await readAiMark(path)).toMatchObject({ digitalSourceType: TRAINED_ALGORITHMIC_MEDIA, isAi: true });
  expect(after.subarray(before.length).toString()).toContain(rights);
});

test('a manifest that names a model is enough for a film that stays as it was', async () => {
  const before = await film(markBoxBytes(manifest(TRAINED_ALGORITHMIC_MEDIA)));
  expect(await marked()).toEqual(Buffer.from(before));
  expect(await readAiMark(path)).toEqual({
    digitalSourceType: TRAINED_ALGORITHMIC_MEDIA,
    saidIn: 'content_credentials',
    isAi: true,
    hasContentCredentials: true,
  });
});

test.each([[null], [CAPTURE]])(
  'a manifest that says %s stays byte for byte beside the mark, and both are read',
  async (said) => {
    const before = await film(markBoxBytes(manifest(said)));
    const after = await marked();
    expect(after.subarray(0, before.length)).toEqual(Buffer.from(before));
    expect(await readAiMark(path)).toEqual({
      digitalSourceType: TRAINED_ALGORITHMIC_MEDIA,
      saidIn: 'xmp',
      isAi: true,
      hasContentCredentials: true,
    });
  },
);

test('into a film written anew the old marks are carried, and XMP says it too: a manifest signed other bytes', async () => {
  await film(xmpSaying(rights), markBoxBytes(manifest(TRAINED_ALGORITHMIC_MEDIA)));
  const { boxes } = await marksIn(path);
  await film();
  await marked(boxes);
  const kept = (await marksIn(path)).boxes;
  expect(kept.map(({ kind }) => kind).sort()).toEqual(['content_credentials', 'xmp']);
  const xmp = Buffer.from(kept.find(({ kind }) => kind === 'xmp')?.body ?? []).toString();
  expect(xmp).toContain(rights);
  expect(xmp).toContain(TRAINED_ALGORITHMIC_MEDIA);
  expect(await readAiMark(path)).toMatchObject({ isAi: true, hasContentCredentials: true });
});

test('a film that no model made gets no mark; what it carried stays', async () => {
  await film(xmpSaying(rights));
  const { boxes } = await marksIn(path);
  await film();
  await appendMarks(path, { carried: boxes, maker: null });
  expect(await readAiMark(path)).toMatchObject({ isAi: false });
  expect((await readFile(path)).toString()).toContain(rights);
});
