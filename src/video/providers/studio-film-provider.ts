import { mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { shortDigest } from '../../kernel/hash.ts';
import { findLesson } from '../../lessons/catalogue.ts';
import { lessonLocales } from '../../lessons/worked-value.ts';
import { renderRendition } from '../../studio/render-rendition.ts';
import type { FilmOrder, FilmProvider } from '../film-provider-port.ts';

/** The product's own renderer: exact, free, offline, and the net under every other provider. */
export function createStudioFilmProvider(): FilmProvider {
  return {
    name: 'studio',
    model: 'studio',
    capabilities: {
      idempotency: 'K',
      isOwn: true,
      durationsSeconds: { min: 1, max: 60 },
      sizes: [{ widthPx: 1280, heightPx: 720 }],
      locales: lessonLocales,
      hasSound: false,
    },
    estimateCost: () => ({ kind: 'known', microUsd: 0 }),
    start: async ({ lesson, locale }: FilmOrder) => ({
      kind: 'started',
      costMicroUsd: 0,
      handle: {
        id: shortDigest(`${lesson.persona}:${lesson.topic}:${lesson.version}:${locale}`),
        persona: lesson.persona,
        topic: lesson.topic,
        version: lesson.version,
        locale,
      },
    }),
    status: async () => ({ kind: 'completed', expiresAt: null, costMicroUsd: 0 }),
    download: async (handle, { path, signal, onProgress }) => {
      const lesson = findLesson(String(handle['persona']), String(handle['topic']));
      const locale = lessonLocales.find((one) => one === handle['locale']);
      if (!lesson || !locale) return { kind: 'lost', code: 'NO_LESSON', message: 'no such lesson' };
      const folder = await mkdtemp(join(dirname(path), 'render-'));
      const made = await renderRendition({
        lesson,
        locale,
        captionLocales: [],
        workFolder: folder,
        signal,
        onProgress,
      });
      const film = made.files.find(({ kind }) => kind === 'film');
      if (!film) return { kind: 'lost', code: 'NO_FILM', message: 'no film' };
      await rename(film.path, path);
      await rm(folder, { recursive: true });
      return { kind: 'downloaded', path, sizeBytes: (await stat(path)).size, sha256: '' };
    },
    cancel: async () => true,
    health: async () => ({ kind: 'healthy', message: 'built in' }),
  };
}
