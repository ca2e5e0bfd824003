import { findBox, walkBoxes } from './box-tree.ts';
import { type TopBox, walkTopLevel } from './container-scan.ts';
import type { MediaFile } from './media-file.ts';
import type { MediaLimits } from './media-limits.ts';

/** XMP Part 3: the `uuid` box that holds XMP in an ISO base media file. */
const xmpUuid = 'be7acfcb97a942e89c71999491e3afac';
/** C2PA 2.x, A.5: the `uuid` box that holds a manifest store. */
const contentCredentialsUuid = 'd8fec3d61b0e483c92975828877ec481';
const headerBytes = 8;
const uuidBytes = 16;
/** A packet is some kilobytes; a manifest with thumbnails some hundreds of them. */
const markBoxMaxBytes = 4 * 1024 * 1024;
const moovMaxBytes = 4 * 1024 * 1024;

/** A box that tells where the film comes from, and where it stands. */
export type MarkBox = {
  readonly kind: 'xmp' | 'content_credentials';
  /** Null where it stands inside the index (`moov/udta/XMP_`), as QuickTime writes it. */
  readonly startByte: number | null;
  readonly body: Uint8Array;
};

export type MarkBoxes = {
  readonly boxes: readonly MarkBox[];
  /** The last box ends where the file does and says so: another may be written behind it. */
  readonly mayAppend: boolean;
};

/** The boxes of an MP4 that tell where it comes from. What isn't an MP4 has none. */
export async function readMarkBoxes(file: MediaFile, limits: MediaLimits): Promise<MarkBoxes> {
  const walk = await walkTopLevel(file, limits);
  const boxes: MarkBox[] = [];
  for (const box of walk.boxes) {
    if (box.type === 'uuid') boxes.push(...(await uuidMark(file, box)));
    if (box.type === 'moov') boxes.push(...(await indexMark(file, box, limits)));
  }
  const last = walk.boxes.at(-1);
  const isWhole = !walk.isMalformed && !walk.isOverLimit && !walk.boxes.some((box) => box.isOverrun);
  return { boxes, mayAppend: isWhole && last?.endByte === file.sizeBytes && last.hasSize };
}

async function uuidMark(file: MediaFile, box: TopBox): Promise<MarkBox[]> {
  const sizeBytes = box.endByte - box.startByte;
  if (sizeBytes < headerBytes + uuidBytes || sizeBytes > markBoxMaxBytes) return [];
  const bytes = await file.read(box.startByte, sizeBytes);
  // A header with a 64-bit size is longer; nothing this small has one.
  const uuid = Buffer.from(bytes.subarray(headerBytes, headerBytes + uuidBytes)).toString('hex');
  const kind = uuid === xmpUuid ? 'xmp' : uuid === contentCredentialsUuid ? 'content_credentials' : null;
  if (!kind) return [];
  return [{ kind, startByte: box.startByte, body: bytes.subarray(headerBytes + uuidBytes) }];
}

async function indexMark(file: MediaFile, box: TopBox, limits: MediaLimits): Promise<MarkBox[]> {
  const sizeBytes = box.endByte - box.startByte;
  if (sizeBytes > moovMaxBytes) return [];
  const bytes = await file.read(box.startByte, sizeBytes);
  const { boxes } = walkBoxes(bytes, { startByte: 0, endByte: bytes.length, limits });
  const udta = boxes[0] ? findBox(boxes[0], 'udta') : null;
  if (!udta) return [];
  const inside = walkBoxes(bytes, { startByte: udta.bodyStartByte, endByte: udta.endByte, limits });
  return inside.boxes
    .filter((one) => one.type === 'XMP_')
    .map((one) => ({
      kind: 'xmp',
      startByte: null,
      body: bytes.subarray(one.bodyStartByte, one.endByte),
    }));
}

/** XMP text as the box that may stand at the end of an MP4. */
export function xmpBox(packet: string): Uint8Array {
  return uuidBox(xmpUuid, Buffer.from(packet, 'utf8'));
}

/** The box again as it was, for another place. */
export function markBoxBytes(box: MarkBox): Uint8Array {
  return uuidBox(box.kind === 'xmp' ? xmpUuid : contentCredentialsUuid, box.body);
}

function uuidBox(uuid: string, body: Uint8Array): Uint8Array {
  const box = Buffer.alloc(headerBytes + uuidBytes + body.length);
  box.writeUInt32BE(box.length, 0);
  box.write('uuid', 4, 'latin1');
  box.write(uuid, headerBytes, 'hex');
  box.set(body, headerBytes + uuidBytes);
  return box;
}
