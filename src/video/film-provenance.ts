import { readFile } from 'node:fs/promises';
import { sha256Hex } from '../kernel/hash.ts';
import { readAiMark } from '../media/ai-mark.ts';
import { probeMedia } from '../media/probe-media.ts';
import type { CompanionsOrder, FilmOrigin } from './companions-port.ts';

/**
 * Where a bought film comes from, as JSON: lesson and version, who made it with which model from which prompt,
 * the film's digest. `recordSha256` is of the `record` as `JSON.stringify` writes it; the time stands beside.
 */
export async function boughtFilmProvenance(
  film: Pick<CompanionsOrder, 'lesson' | 'locale' | 'filmDurationMs'> & {
    readonly filmPath: string;
    readonly origin: FilmOrigin;
  },
): Promise<string> {
  const { lesson, locale, filmPath, filmDurationMs, origin } = film;
  const bytes = await readFile(filmPath);
  const facts = await probeMedia(filmPath);
  const video = facts.kind === 'facts' ? facts.video : null;
  const mark = await readAiMark(filmPath);
  const record = {
    madeBy: origin.provider,
    model: origin.model,
    promptSha256: origin.promptDigest,
    digitalSourceType: mark.digitalSourceType,
    hasContentCredentials: mark.hasContentCredentials,
    persona: lesson.persona,
    topic: lesson.topic,
    lessonVersion: lesson.version,
    locale,
    film: {
      sha256: sha256Hex(bytes),
      sizeBytes: bytes.length,
      width: video?.shownWidthPixels ?? null,
      height: video?.shownHeightPixels ?? null,
      framesPerSecond: video?.frameRateHz ?? null,
      durationMs: filmDurationMs,
    },
  };
  const recordSha256 = sha256Hex(JSON.stringify(record));
  return `${JSON.stringify({ record, recordSha256, madeAt: origin.madeAt.toISOString() }, null, 2)}\n`;
}
