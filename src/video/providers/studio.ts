import { lessonLocales } from '../../lessons/worked-value.ts';
import { renderRendition } from '../../studio/render-rendition.ts';
import type { VideoProvider } from '../provider-port.ts';

/** The product's own renderer: exact, free, offline, and the net under every other provider. */
export function createStudioProvider(): VideoProvider {
  return {
    name: 'studio',
    make: async ({ lesson, locale: wanted, workFolder, signal, onProgress }) => {
      const locale = lessonLocales.find((one) => one === wanted);
      if (!locale) {
        const message = `the studio speaks ${lessonLocales.join(', ')}, not ${wanted}`;
        return { kind: 'failed', code: 'UNKNOWN_LOCALE', message };
      }
      const made = await renderRendition({
        lesson,
        locale,
        captionLocales: lessonLocales,
        workFolder,
        signal,
        onProgress,
      });
      return { kind: 'made', ...made };
    },
  };
}
