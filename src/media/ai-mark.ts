import { open } from 'node:fs/promises';
import { escapeHtml } from '../kernel/escape-html.ts';
import { isAiSourceType, sourceTypeInManifest, TRAINED_ALGORITHMIC_MEDIA } from './digital-source-type.ts';
import { type MarkBox, type MarkBoxes, markBoxBytes, readMarkBoxes, xmpBox } from './mark-boxes.ts';
import { openMediaFile } from './media-file.ts';
import { mediaLimits } from './media-limits.ts';
import { sourceTypeInXmp, sourceTypeProperty, withSourceType, xmpPacket } from './xmp-packet.ts';

/** What a film's own metadata says about where it comes from. */
export type AiMark = {
  /** IPTC's address of the source type; null where nothing is said. */
  readonly digitalSourceType: string | null;
  readonly saidIn: 'xmp' | 'content_credentials' | null;
  /** It says that a trained model made it, in whole or in part. */
  readonly isAi: boolean;
  /** A C2PA manifest stands in the file. Its signature is not checked. */
  readonly hasContentCredentials: boolean;
};

export const noMark: AiMark = {
  digitalSourceType: null,
  saidIn: null,
  isAi: false,
  hasContentCredentials: false,
};

/** Which model made a film, for the mark that says so. */
export type AiMaker = { readonly model: string };

/** Reads the machine-readable mark of a film. A file that can't be read has none. */
export async function readAiMark(path: string): Promise<AiMark> {
  return markOf((await marksIn(path)).boxes);
}

export async function marksIn(path: string): Promise<MarkBoxes> {
  const opened = await openMediaFile(path);
  if (opened.kind === 'refused') return { boxes: [], mayAppend: false };
  try {
    return await readMarkBoxes(opened.value, mediaLimits);
  } finally {
    await opened.value.close();
  }
}

export function markOf(boxes: readonly MarkBox[]): AiMark {
  const said = boxes.flatMap((box) => {
    const digitalSourceType =
      box.kind === 'xmp' ? sourceTypeInXmp(textOf(box)) : sourceTypeInManifest(box.body);
    return digitalSourceType === null ? [] : [{ digitalSourceType, saidIn: box.kind }];
  });
  const heard = said.find((one) => isAiSourceType(one.digitalSourceType)) ?? said[0];
  return {
    digitalSourceType: heard?.digitalSourceType ?? null,
    saidIn: heard?.saidIn ?? null,
    isAi: heard !== undefined && isAiSourceType(heard.digitalSourceType),
    hasContentCredentials: boxes.some((box) => box.kind === 'content_credentials'),
  };
}

/**
 * Writes behind an MP4 whose last box ends with the file: first `carried` boxes as they were, then, unless
 * `maker` is null or a trained model is named already, the mark that names one. XMP that is there keeps all
 * else that it says. Changes the file in place: give it a copy.
 */
export async function appendMarks(
  path: string,
  { carried, maker }: { carried: readonly MarkBox[]; maker: AiMaker | null },
): Promise<void> {
  const present = (await marksIn(path)).boxes;
  const all = [...present, ...carried];
  // A manifest's signature covers the bytes as they were: in a file written anew, XMP must say it too.
  const speaking = carried.length > 0 ? all.filter((box) => box.kind === 'xmp') : all;
  const needsMark = maker !== null && !markOf(speaking).isAi;
  const merged = needsMark ? mergedPacket(all) : null;
  const packet = merged?.packet ?? (needsMark ? freshPacket(maker) : null);
  const kept = carried.filter((box) => box !== merged?.box);
  const added = Buffer.concat([...kept.map(markBoxBytes), ...(packet === null ? [] : [xmpBox(packet)])]);
  if (added.length === 0) return;
  const file = await open(path, 'r+');
  try {
    await file.write(added, { position: (await file.stat()).size });
    // The merged one replaces it. Its old place stays as long as it was, so nothing moves; readers skip `free`.
    const replacedAt = merged && present.includes(merged.box) ? merged.box.startByte : null;
    if (replacedAt !== null) await file.write('free', replacedAt + 4, 'latin1');
  } finally {
    await file.close();
  }
}

function mergedPacket(boxes: readonly MarkBox[]): { box: MarkBox; packet: string } | null {
  for (const box of boxes.filter((one) => one.kind === 'xmp')) {
    const packet = withSourceType(textOf(box), TRAINED_ALGORITHMIC_MEDIA);
    if (packet !== null) return { box, packet };
  }
  return null;
}

function freshPacket({ model }: AiMaker): string {
  return xmpPacket(
    ['xmlns:dc="http://purl.org/dc/elements/1.1/"'],
    [
      `<dc:creator><rdf:Seq><rdf:li>${escapeHtml(model)}</rdf:li></rdf:Seq></dc:creator>`,
      sourceTypeProperty(TRAINED_ALGORITHMIC_MEDIA),
    ],
  );
}

function textOf(box: MarkBox): string {
  return Buffer.from(box.body).toString('utf8');
}
