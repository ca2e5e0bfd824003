import { mkdir, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { captionsVtt } from '../../studio/captions.ts';
import { infographicSvg } from '../../studio/infographic.ts';
import { provenanceJson } from '../../studio/provenance.ts';
import { renderFilm } from '../../studio/render-film.ts';
import { renderStill } from '../../studio/render-still.ts';
import { thumbnailSprite } from '../../studio/thumbnail-sprite.ts';
import { transcriptText } from '../../studio/transcript.ts';
import { writeWhole } from '../../studio/write-whole.ts';
import { systemClock } from '../machine.ts';
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
  const content = await contentOf({ ...output, extension }, request);
  await writeWhole(path, content);
  return { ...about, sizeBytes: Buffer.byteLength(content) };
}

async function contentOf(
  { lesson, extension, path }: LessonOutput & { extension: Exclude<LessonOutput['extension'], 'mp4'> },
  request: Pick<RenderRequest, 'locale' | 'size' | 'theme'>,
): Promise<Uint8Array | string> {
  const { locale } = request;
  const imageName = () => `${lesson.topic}.sprite.jpg`;
  switch (extension) {
    case 'svg':
      return infographicSvg({ lesson, ...request });
    case 'vtt':
      return captionsVtt(lesson, locale);
    case 'txt':
      return transcriptText(lesson, locale);
    case 'sprite.jpg':
      return thumbnailSprite({ lesson, ...request, imageName }).image;
    case 'sprite.vtt':
      return thumbnailSprite({ lesson, ...request, imageName }).vtt;
    case 'provenance.json': {
      const film = await readFile(path.replace(/provenance\.json$/, 'mp4'));
      return provenanceJson({ lesson, ...request, encoder: 'npm', film, madeAt: systemClock.now() });
    }
    case 'jpg':
      return renderStill({ lesson, ...request, format: 'jpeg' });
    case 'webp':
      return renderStill({ lesson, ...request, format: 'webp' });
    case 'png':
      return renderStill({ lesson, ...request, format: 'png' });
  }
}
