import { ok, type Result, refused } from '../kernel/result.ts';
import { readBoxHeader } from './box-tree.ts';
import { ByteReader } from './byte-reader.ts';
import type { ContainerFacts } from './media-facts.ts';
import type { MediaFile } from './media-file.ts';
import type { MediaFinding } from './media-finding.ts';
import type { MediaLimits } from './media-limits.ts';
import {
  BOX_LIMIT_EXCEEDED,
  BOX_MALFORMED,
  INDEX_MISSING,
  INDEX_TOO_LARGE,
  INDEX_TRUNCATED,
  NOT_AN_MP4,
} from './media-reason-codes.ts';

/** One `moov` or `moof`, header included, and where it stands in the file. */
export type IndexBox = { readonly startByte: number; readonly bytes: Uint8Array };

export type ContainerScan = {
  readonly container: ContainerFacts;
  readonly movie: IndexBox;
  readonly fragments: readonly IndexBox[];
  /** Bytes at the top level that aren't a box. */
  readonly isMalformed: boolean;
};

export type ScanRefusal = MediaFinding & { readonly container: ContainerFacts | null };

/** `hasSize` is false where a box runs to the end of the file without saying how long it is. */
export type TopBox = {
  type: string;
  startByte: number;
  endByte: number;
  isOverrun: boolean;
  hasSize: boolean;
};
type TopWalk = { boxes: TopBox[]; isMalformed: boolean; isOverLimit: boolean };

/** What an MP4 or QuickTime file may begin with; anything else is another format. */
const openingTypes = new Set('ftyp styp moov moof mdat free skip wide pnot uuid sidx emsg'.split(' '));

const headerMaxBytes = 16;

/** Walks the top level of a file and reads its indexes, leaving the media where it is. */
export async function scanContainer(
  file: MediaFile,
  limits: MediaLimits,
): Promise<Result<ContainerScan, ScanRefusal>> {
  const walk = await walkTopLevel(file, limits);
  const first = walk.boxes[0];
  if (!first || !openingTypes.has(first.type)) {
    const message = `the file begins with ${first ? `"${first.type}"` : 'no box'}: not an MP4 file`;
    return refused({ code: NOT_AN_MP4, message, container: null });
  }
  const container = await containerFacts(file, walk.boxes);
  const refusal = refusalOf(walk, limits);
  if (refusal) return refused({ ...refusal, container });
  const movie = walk.boxes.find((box) => box.type === 'moov');
  if (!movie) {
    const message = 'there is no movie index (moov box): the file was cut off or never finished';
    return refused({ code: INDEX_MISSING, message, container });
  }
  const fragments = walk.boxes.filter((box) => box.type === 'moof');
  return ok({
    container,
    movie: await readIndex(file, movie),
    fragments: await Array.fromAsync(fragments, (box) => readIndex(file, box)),
    isMalformed: walk.isMalformed,
  });
}

function refusalOf(walk: TopWalk, limits: MediaLimits): MediaFinding | null {
  if (walk.isOverLimit) {
    const message = `more than ${limits.boxCountMax} boxes at the top level; at most that many are read`;
    return { code: BOX_LIMIT_EXCEEDED, message };
  }
  const indexes = walk.boxes.filter((box) => box.type === 'moov' || box.type === 'moof');
  const cut = indexes.find((box) => box.isOverrun);
  if (cut)
    return { code: INDEX_TRUNCATED, message: `the index (${cut.type} box) ends behind the end of the file` };
  const indexBytes = indexes.reduce((sum, box) => sum + box.endByte - box.startByte, 0);
  if (indexBytes > limits.indexMaxBytes) {
    const message = `the index takes ${indexBytes} bytes; at most ${limits.indexMaxBytes} are read`;
    return { code: INDEX_TOO_LARGE, message };
  }
  if (indexes.length === 0 && walk.isMalformed) {
    return { code: BOX_MALFORMED, message: 'the boxes at the top level are broken before any index' };
  }
  return null;
}

async function readIndex(file: MediaFile, box: TopBox): Promise<IndexBox> {
  return { startByte: box.startByte, bytes: await file.read(box.startByte, box.endByte - box.startByte) };
}

/** The boxes at the top level of a file, as far as they can be read. */
export async function walkTopLevel(file: MediaFile, limits: MediaLimits): Promise<TopWalk> {
  const boxes: TopBox[] = [];
  let at = 0;
  while (at < file.sizeBytes) {
    if (boxes.length >= limits.boxCountMax) return { boxes, isMalformed: false, isOverLimit: true };
    const header = readBoxHeader(new ByteReader(await file.read(at, headerMaxBytes)));
    const sizeBytes = header?.sizeBytes ?? file.sizeBytes - at;
    // A few bytes behind the last box are common padding; a broken header in the middle isn't.
    if (!header) return { boxes, isMalformed: boxes.length === 0, isOverLimit: false };
    if (sizeBytes < header.headerBytes) return { boxes, isMalformed: true, isOverLimit: false };
    const claimedEnd = at + sizeBytes;
    const endByte = Math.min(claimedEnd, file.sizeBytes);
    const isOverrun = claimedEnd > file.sizeBytes;
    boxes.push({ type: header.type, startByte: at, endByte, isOverrun, hasSize: header.sizeBytes !== null });
    at = endByte;
  }
  return { boxes, isMalformed: false, isOverLimit: false };
}

async function containerFacts(file: MediaFile, boxes: readonly TopBox[]): Promise<ContainerFacts> {
  const indexAt = boxes.findIndex((box) => box.type === 'moov');
  const mediaAt = boxes.findIndex((box) => box.type === 'mdat');
  const indexPlace =
    indexAt < 0 ? 'absent' : mediaAt < 0 ? 'no_media' : indexAt < mediaAt ? 'before_media' : 'after_media';
  const brand = boxes.find((box) => box.type === 'ftyp');
  const brandBytes = brand ? await file.read(brand.startByte + 8, 4) : new Uint8Array();
  return {
    sizeBytes: file.sizeBytes,
    majorBrand: brandBytes.length === 4 ? new ByteReader(brandBytes).fourCharacters() : null,
    topLevelBoxes: boxes.slice(0, topLevelBoxesMax).map((box) => box.type),
    indexPlace,
    isFastStart: indexPlace === 'before_media',
    isFragmented: boxes.some((box) => box.type === 'moof'),
    hasBoxOverrun: boxes.some((box) => box.isOverrun),
  };
}

/** A long live recording has thousands; the first ones say all there is to say. */
const topLevelBoxesMax = 64;
