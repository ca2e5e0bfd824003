import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { Bytes } from '../../../kernel/units.ts';
import { probeMedia } from '../../../media/probe-media.ts';
import { notFilm, SNIFFED_BYTES } from './sniff-film.ts';
import { webmEnd } from './webm-end.ts';

export type SavedFilm = {
  readonly kind: 'downloaded';
  readonly path: string;
  readonly sizeBytes: Bytes;
  readonly sha256: string;
};
export type UnsavedFilm =
  /** Too large, or from where no film is taken. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  /** Whole, and something else; `start` is how it begins. */
  | { readonly kind: 'not_a_film'; readonly found: string; readonly start: string }
  /** It ended too early. */
  | { readonly kind: 'cut'; readonly code: string; readonly message: string };

export const FILM_TOO_LARGE = 'film_too_large';
const START_SHOWN_BYTES = 400;
/** A second in a stamp's size takes more: what is smaller is a beginning without a film. */
const FILM_MIN_BYTES = 4096;

/**
 * Bytes → a film at `path`, MP4 or WebM, whole or not at all: written beside it and renamed. Throws what `bytes`
 * throws.
 */
export async function saveFilm(
  bytes: AsyncIterable<Uint8Array>,
  { path, sizeMaxBytes, announcedBytes }: { path: string; sizeMaxBytes: Bytes; announcedBytes: Bytes | null },
): Promise<SavedFilm | UnsavedFilm> {
  const unfinished = `${path}.part`;
  try {
    const written = await write(bytes, { path: unfinished, sizeMaxBytes });
    if (written.kind !== 'written') return written;
    const { sizeBytes, sha256, start } = written;
    if (announcedBytes !== null && announcedBytes !== sizeBytes) {
      const message = `${sizeBytes} of ${announcedBytes} bytes came`;
      return { kind: 'cut', code: 'length_differs', message };
    }
    const { container } = await probeMedia(unfinished);
    if (container?.hasBoxOverrun || (webmEnd(start) ?? 0) > sizeBytes) {
      const message = `the film ends early, after ${sizeBytes} bytes`;
      return { kind: 'cut', code: 'film_cut_short', message };
    }
    if (sizeBytes < FILM_MIN_BYTES) return strange(start);
    await rename(unfinished, path);
    return { kind: 'downloaded', path, sizeBytes, sha256 };
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function write(
  bytes: AsyncIterable<Uint8Array>,
  { path, sizeMaxBytes }: { path: string; sizeMaxBytes: Bytes },
): Promise<{ kind: 'written'; sizeBytes: Bytes; sha256: string; start: Buffer } | UnsavedFilm> {
  const digest = createHash('sha256');
  const start: Uint8Array[] = [];
  let sizeBytes = 0;
  await using file = await open(path, 'w');
  for await (const chunk of bytes) {
    if (sizeBytes < START_SHOWN_BYTES) start.push(chunk.subarray(0, START_SHOWN_BYTES));
    const isSniffable = sizeBytes < SNIFFED_BYTES && sizeBytes + chunk.byteLength >= SNIFFED_BYTES;
    sizeBytes += chunk.byteLength;
    if (sizeBytes > sizeMaxBytes) {
      const message = `a film of more than ${sizeMaxBytes} bytes`;
      return { kind: 'refused', code: FILM_TOO_LARGE, message };
    }
    if (isSniffable && notFilm(Buffer.concat(start))) return strange(Buffer.concat(start));
    digest.update(chunk);
    await file.writeFile(chunk);
  }
  const begun = Buffer.concat(start).subarray(0, START_SHOWN_BYTES);
  if (sizeBytes < SNIFFED_BYTES) return strange(begun);
  return { kind: 'written', sizeBytes, sha256: digest.digest('hex'), start: begun };
}

function strange(start: Buffer): UnsavedFilm {
  const shown = start.subarray(0, START_SHOWN_BYTES);
  const found = notFilm(shown) ?? 'a few bytes';
  return { kind: 'not_a_film', found, start: shown.toString('utf8') };
}
