import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { Bytes } from '../../../kernel/units.ts';
import { probeMedia } from '../../../media/probe-media.ts';
import { notMp4, SNIFFED_BYTES } from './sniff-film.ts';

export type SavedFilm = {
  readonly kind: 'downloaded';
  readonly path: string;
  readonly sizeBytes: Bytes;
  readonly sha256: string;
};
export type UnsavedFilm =
  /** These bytes will never be a film that we take. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  /** Whole, and something else; `start` is how it begins. */
  | { readonly kind: 'not_a_film'; readonly found: string; readonly start: string }
  /** It ended too early. */
  | { readonly kind: 'cut'; readonly code: string; readonly message: string };

const START_SHOWN_BYTES = 400;

/**
 * Bytes → an MP4 file at `path`, whole or not at all: written beside it and renamed. Throws what `bytes` throws.
 */
export async function saveFilm(
  bytes: AsyncIterable<Uint8Array>,
  { path, sizeMaxBytes, announcedBytes }: { path: string; sizeMaxBytes: Bytes; announcedBytes: Bytes | null },
): Promise<SavedFilm | UnsavedFilm> {
  const unfinished = `${path}.part`;
  try {
    const written = await write(bytes, { path: unfinished, sizeMaxBytes });
    if (written.kind !== 'written') return written;
    const { sizeBytes, sha256 } = written;
    if (announcedBytes !== null && announcedBytes !== sizeBytes) {
      const message = `${sizeBytes} of ${announcedBytes} bytes came`;
      return { kind: 'cut', code: 'length_differs', message };
    }
    const { container } = await probeMedia(unfinished);
    if (container?.hasBoxOverrun) {
      return {
        kind: 'cut',
        code: 'film_cut_short',
        message: `the film ends early, after ${sizeBytes} bytes`,
      };
    }
    await rename(unfinished, path);
    return { kind: 'downloaded', path, sizeBytes, sha256 };
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function write(
  bytes: AsyncIterable<Uint8Array>,
  { path, sizeMaxBytes }: { path: string; sizeMaxBytes: Bytes },
): Promise<{ kind: 'written'; sizeBytes: Bytes; sha256: string } | UnsavedFilm> {
  const digest = createHash('sha256');
  const start: Uint8Array[] = [];
  let sizeBytes = 0;
  await using file = await open(path, 'w');
  for await (const chunk of bytes) {
    if (sizeBytes < START_SHOWN_BYTES) start.push(chunk.subarray(0, START_SHOWN_BYTES));
    const isSniffable = sizeBytes < SNIFFED_BYTES && sizeBytes + chunk.byteLength >= SNIFFED_BYTES;
    sizeBytes += chunk.byteLength;
    if (sizeBytes > sizeMaxBytes) {
      return {
        kind: 'refused',
        code: 'film_too_large',
        message: `a film of more than ${sizeMaxBytes} bytes`,
      };
    }
    if (isSniffable && notMp4(Buffer.concat(start))) return strange(start);
    digest.update(chunk);
    await file.writeFile(chunk);
  }
  if (sizeBytes < SNIFFED_BYTES) return strange(start);
  return { kind: 'written', sizeBytes, sha256: digest.digest('hex') };
}

function strange(start: readonly Uint8Array[]): UnsavedFilm {
  const shown = Buffer.concat(start).subarray(0, START_SHOWN_BYTES);
  const found = notMp4(shown) ?? 'a few bytes';
  return { kind: 'not_a_film', found, start: shown.toString('utf8') };
}
