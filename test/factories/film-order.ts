import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lessons } from '../../src/lessons/catalogue.ts';
import type { Lesson } from '../../src/lessons/lesson.ts';
import type { FilmOrder } from '../../src/video/film-provider-port.ts';
import { filmPrompt } from '../../src/video/prompt.ts';
import { renderNeutralClip } from '../../src/videos-api/neutral-clip.ts';

const [firstLesson] = lessons as readonly [Lesson, ...Lesson[]];

/** An order of the first lesson, as a worker would make it. */
export function filmOrder(changes: Partial<FilmOrder> = {}): FilmOrder {
  const { text, digest } = filmPrompt(firstLesson);
  return {
    lesson: firstLesson,
    locale: 'en',
    model: 'gen4.5',
    prompt: { text, digest },
    durationSeconds: 8,
    widthPx: 1280,
    heightPx: 720,
    ...changes,
  };
}

/** A real film, small and quickly made. */
export async function smallFilm(): Promise<Uint8Array> {
  return await renderNeutralClip({ width: 160, height: 90, seconds: 2 }, AbortSignal.timeout(60_000));
}

/** A folder for what a test downloads. */
export function filmFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'films-'));
  return {
    path: (name: string) => join(folder, name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
