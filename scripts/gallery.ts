// Renders every lesson and writes a page that shows films, posters and infographics side by side.
// FFMPEG_PATH names the encoder, as everywhere. Usage: node scripts/gallery.ts [--out .spendsense/gallery] [--locale en] [--size 1280x720] [--theme FILE]
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { escapeHtml } from '../src/kernel/escape-html.ts';
import { lessons } from '../src/lessons/catalogue.ts';
import { type Lesson, valuesOf } from '../src/lessons/lesson.ts';
import { fillText, type LessonLocale, lessonLocales } from '../src/lessons/worked-value.ts';
import { captionsVtt } from '../src/studio/captions.ts';
import { filmSizes, parseFilmSize } from '../src/studio/film-format.ts';
import { infographicSvg } from '../src/studio/infographic.ts';
import { renderFilm } from '../src/studio/render-film.ts';
import { renderStill } from '../src/studio/render-still.ts';
import { lightTheme } from '../src/studio/theme.ts';
import { readThemeFile } from '../src/studio/theme-file.ts';
import { transcriptText } from '../src/studio/transcript.ts';
import { writeWhole } from '../src/studio/write-whole.ts';

const { values: flags } = parseArgs({
  options: {
    out: { type: 'string', default: '.spendsense/gallery' },
    locale: { type: 'string', default: 'en' },
    size: { type: 'string', default: '1280x720' },
    theme: { type: 'string' },
  },
});

function refuse(message: string): never {
  console.error(message);
  process.exit(2);
}

const size = parseFilmSize(flags.size);
if (!size) refuse(`--size is one of ${filmSizes.map((one) => `${one.width}x${one.height}`).join(', ')}`);
const locale = lessonLocales.find((one) => one === flags.locale);
if (!locale) refuse(`--locale is one of ${lessonLocales.join(', ')}`);
const parsed = flags.theme ? readThemeFile(flags.theme) : null;
if (parsed?.kind === 'refused') refuse(`--theme ${flags.theme}: ${parsed.refusal}`);
const theme = parsed ? parsed.value : lightTheme;
const { FFMPEG_PATH: ffmpegPath = null } = process.env;

await mkdir(flags.out, { recursive: true });
for (const lesson of lessons) {
  const file = (suffix: string) => join(flags.out, `${lesson.topic}.${suffix}`);
  const startedMs = performance.now();
  const film = await renderFilm({ lesson, locale, size, theme, outPath: file('mp4'), ffmpegPath });
  const tookMs = Math.round(performance.now() - startedMs);
  await writeWhole(file('jpg'), renderStill({ lesson, locale, size, theme, format: 'jpeg' }));
  await writeWhole(file('svg'), infographicSvg({ lesson, locale, theme }));
  for (const spoken of lessonLocales) await writeWhole(file(`${spoken}.vtt`), captionsVtt(lesson, spoken));
  console.log(`${lesson.topic}: ${Math.round(film.sizeBytes / 1000)} kB in ${tookMs} ms`);
}
await writeWhole(join(flags.out, 'index.html'), page(locale));
console.log(`Open ${join(flags.out, 'index.html')}`);

function page(shown: LessonLocale): string {
  return `<!doctype html><html lang="${shown}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Lessons</title><style>
body{margin:0;padding:32px;font:16px/1.5 Inter,system-ui,sans-serif;background:#f4f6fb;color:#14213d}
section{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,2fr) minmax(0,1fr);gap:24px;align-items:start;margin:0 0 48px}
h2{grid-column:1/-1;margin:0}video,img{width:100%;border-radius:14px;box-shadow:0 8px 30px #1b2f7322}small{color:#4b5a78;font-weight:400}
pre{grid-column:1/-1;white-space:pre-wrap;margin:0;font:inherit;color:#4b5a78;max-width:80ch}</style>
<h1>${lessons.length} lessons</h1>${lessons.map((lesson) => section(lesson, shown)).join('\n')}</html>\n`;
}

function section(lesson: Lesson, shown: LessonLocale): string {
  const title = escapeHtml(fillText(lesson.title, valuesOf(lesson), shown));
  const tracks = lessonLocales.map(
    (spoken) =>
      `<track kind="captions" srclang="${spoken}" label="${spoken}" src="${lesson.topic}.${spoken}.vtt"${spoken === shown ? ' default' : ''}>`,
  );
  return `<section><h2>${title} <small>${lesson.persona} · ${lesson.topic}</small></h2>
<video controls muted loop playsinline poster="${lesson.topic}.jpg" src="${lesson.topic}.mp4">${tracks.join('')}</video>
<img src="${lesson.topic}.jpg" alt="Poster: ${title}"><img src="${lesson.topic}.svg" alt="Infographic: ${title}">
<pre>${escapeHtml(transcriptText(lesson, shown))}</pre></section>`;
}
