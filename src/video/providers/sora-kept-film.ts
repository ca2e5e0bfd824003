import { join } from 'node:path';
import type { FilmOrder, ProviderHandle, StartOutcome } from '../film-provider-port.ts';
import type { MediaName, MediaStore } from '../media-store-port.ts';
import { type SavedFilm, saveFilm, type UnsavedFilm } from './http/film-file.ts';

/** Where a film that came with the order's answer waits for its delivery. */
export type KeptFilms = Pick<MediaStore, 'openWorkFolder' | 'put' | 'read' | 'sizeOf'>;

/** The largest film that an answer holds. */
const SIZE_MAX_BYTES = 32 * 1024 * 1024;

/**
 * The order's answer was the film: it goes where films are stored, and the handle names it there. Nobody is shown
 * it by that, and what is never delivered is cleaned up as any file that no rendition needs.
 */
export async function startedWithFilm(
  films: KeptFilms,
  film: Uint8Array,
  { id, order }: { id: string; order: FilmOrder },
): Promise<StartOutcome> {
  const { persona, topic } = order.lesson;
  const folder = await films.openWorkFolder();
  try {
    const path = join(folder.path, 'answer.mp4');
    const saved = await saveFilm(once(film), { path, sizeMaxBytes: SIZE_MAX_BYTES, announcedBytes: null });
    if (saved.kind !== 'downloaded') return started({ id, state: 'failed', ...failureOf(saved) });
    const { hash } = await films.put({ path, persona, topic, extension: 'mp4' });
    return started({ id, state: 'completed', persona, topic, hash });
  } finally {
    await folder.remove();
  }
}

/** The kept film of a handle as a file at `path`, whole or not at all; null where it is no longer kept. */
export async function fetchKept(
  films: KeptFilms,
  name: MediaName,
  path: string,
): Promise<SavedFilm | UnsavedFilm | null> {
  const announcedBytes = await films.sizeOf(name);
  if (announcedBytes === null) return null;
  const bytes = films.read(name) as unknown as AsyncIterable<Uint8Array>;
  return await saveFilm(bytes, { path, sizeMaxBytes: SIZE_MAX_BYTES, announcedBytes });
}

/** The kept film that a handle names; null where it names none. */
export function keptIn({ persona, topic, hash }: ProviderHandle): MediaName | null {
  if (typeof persona !== 'string' || typeof topic !== 'string' || typeof hash !== 'string') return null;
  return { persona, topic, hash, extension: 'mp4' };
}

function started(handle: ProviderHandle): StartOutcome {
  return { kind: 'started', handle, costMicroUsd: null };
}

function failureOf(unsaved: UnsavedFilm): { code: string; message: string } {
  if (unsaved.kind !== 'not_a_film') return { code: unsaved.code, message: unsaved.message };
  return { code: 'NOT_A_FILM', message: `the answer to the order held ${unsaved.found}` };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
