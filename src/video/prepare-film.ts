import { rulesForLesson } from '../media/film-rules.ts';
import { prepareFilm } from '../media/prepare-film.ts';
import type { PrepareFilm } from './prepare-film-port.ts';

const MS_PER_SECOND = 1000;

/**
 * Prepares films by the rules of their lessons. None of the lessons has sound, so none is kept, though some
 * models sell no film without. A film that was bought is marked as made by a model; the studio's own says of
 * itself how it was made.
 */
export function createPrepareFilm({ ffmpegPath }: { readonly ffmpegPath: string | null }): PrepareFilm {
  return async ({ path, workFolder, order, isOwnFilm, sold, signal }) => {
    const { lesson, widthPx, heightPx, durationSeconds, model } = order;
    const durationMs = durationSeconds * MS_PER_SECOND;
    const { hasSound, framesPerSecond: frameRate } = sold;
    const prepared = await prepareFilm({
      path,
      workFolder,
      ordered: { widthPx, heightPx, durationMs, frameRate, hasSound },
      rules: rulesForLesson(lesson.storyboard.durationMs),
      keepSound: false,
      ffmpegPath,
      mark: isOwnFilm ? null : { model },
      signal,
    });
    const { differences, delivered } = prepared;
    if (prepared.kind === 'refused')
      return { kind: 'refused', reasons: prepared.errors, differences, facts: { delivered } };
    const { changes, warnings, sha256, facts } = prepared;
    return {
      kind: 'sound',
      path: prepared.path,
      durationMs: prepared.durationMs,
      differences,
      facts: { ...facts, sha256, delivered, changes, warnings },
    };
  };
}
