import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { captionsVtt } from '../../studio/captions.ts';
import { infographicSvg } from '../../studio/infographic.ts';
import { renderFilm } from '../../studio/render-film.ts';
import { renderStill } from '../../studio/render-still.ts';
import { transcriptText } from '../../studio/transcript.ts';
import { writeWhole } from '../../studio/write-whole.ts';
import type { LessonOutput, RenderRequest } from './lesson-render-request.ts';

/** Makes one file; its folder is created where it does not exist. */
export async function renderLessonOutput(
  output: LessonOutput,
  request: Pick<RenderRequest, 'locale' | 'size' | 'theme'>,
  watch: { signal: AbortSignal; onProgress: (progress: number) => void },
) {
  const { lesson, extension } = output;
  const path = resolve(output.path);
  await mkdir(dirname(path), { recursive: true });
  const about = { persona: lesson.persona, topic: lesson.topic, locale: request.locale, path };
  if (extension === 'mp4') {
    return { ...about, ...(await renderFilm({ lesson, ...request, outPath: path, ...watch })) };
  }
  watch.signal.throwIfAborted();
  const content = contentOf(output, request);
  await writeWhole(path, content);
  return { ...about, sizeBytes: Buffer.byteLength(content) };
}

function contentOf(
  { lesson, extension }: LessonOutput,
  request: Pick<RenderRequest, 'locale' | 'size' | 'theme'>,
): Uint8Array | string {
  const { locale } = request;
  switch (extension) {
    case 'svg':
      return infographicSvg({ lesson, ...request });
    case 'vtt':
      return captionsVtt(lesson, locale);
    case 'txt':
      return transcriptText(lesson, locale);
    case 'jpg':
      return renderStill({ lesson, ...request, format: 'jpeg' });
    default:
      return renderStill({ lesson, ...request, format: extension === 'webp' ? 'webp' : 'png' });
  }
}
