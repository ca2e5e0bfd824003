import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
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
  request: Pick<RenderRequest, 'size' | 'theme'>,
  watch: { signal: AbortSignal; onProgress: (progress: number) => void },
) {
  const { lesson, extension, locale } = output;
  const path = resolve(output.path);
  await mkdir(dirname(path), { recursive: true });
  const about = { persona: lesson.persona, topic: lesson.topic, locale, path };
  if (extension === 'mp4') {
    const film = { lesson, locale, ...request, outPath: path, ffmpegPath: systemFfmpeg(), ...watch };
    return { ...about, ...(await renderFilm(film)) };
  }
  watch.signal.throwIfAborted();
  const content = await contentOf({ ...output, extension }, request);
  await writeWhole(path, content);
  return { ...about, sizeBytes: Buffer.byteLength(content) };
}

async function contentOf(
  {
    lesson,
    extension,
    path,
    locale,
  }: LessonOutput & { extension: Exclude<LessonOutput['extension'], 'mp4'> },
  request: Pick<RenderRequest, 'size' | 'theme'>,
): Promise<Uint8Array | string> {
  const drawn = { lesson, locale, ...request };
  const imageName = () => basename(path).replace(/vtt$/, 'jpg');
  switch (extension) {
    case 'svg':
      return infographicSvg(drawn);
    case 'vtt':
      return captionsVtt(lesson, locale);
    case 'txt':
      return transcriptText(lesson, locale);
    case 'sprite.jpg':
      return thumbnailSprite({ ...drawn, imageName }).image;
    case 'sprite.vtt':
      return thumbnailSprite({ ...drawn, imageName }).vtt;
    case 'provenance.json': {
      const film = await readFile(path.replace(/provenance\.json$/, 'mp4'));
      return provenanceJson({
        ...drawn,
        encoder: systemFfmpeg() ? 'ffmpeg' : 'npm',
        film,
        madeAt: systemClock.now(),
      });
    }
    case 'jpg':
      return renderStill({ ...drawn, format: 'jpeg' });
    case 'webp':
      return renderStill({ ...drawn, format: 'webp' });
    case 'png':
      return renderStill({ ...drawn, format: 'png' });
  }
}

/** The program of `FFMPEG_PATH`, as the worker hears it; null for the encoder that npm brings. */
function systemFfmpeg(): string | null {
  const { FFMPEG_PATH } = process.env;
  return FFMPEG_PATH || null;
}
