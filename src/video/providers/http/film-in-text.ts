import type { Bytes } from '../../../kernel/units.ts';
import { type SavedFilm, saveFilm, type UnsavedFilm } from './film-file.ts';

const dataUrl = /^data:[^,]*;base64,/i;

/** A film that came as base64, alone or as a `data:` address, into a file at `path`. */
export async function saveFilmInText(
  text: string,
  { path, sizeMaxBytes }: { path: string; sizeMaxBytes: Bytes },
): Promise<SavedFilm | UnsavedFilm> {
  const base64 = text.replace(dataUrl, '');
  const bytes = Buffer.from(base64, 'base64');
  return saveFilm(once(bytes), { path, sizeMaxBytes, announcedBytes: null });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
