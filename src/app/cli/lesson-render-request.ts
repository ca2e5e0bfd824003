import { extname, join } from 'node:path';
import { ok, type Result, refused } from '../../kernel/result.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { type LessonLocale, lessonLocales } from '../../lessons/worked-value.ts';
import { type FilmSize, filmSizes, parseFilmSize } from '../../studio/film-format.ts';
import { lightTheme, type Theme } from '../../studio/theme.ts';
import { readThemeFile } from '../../studio/theme-file.ts';

export const lessonExtensions = ['mp4', 'svg', 'png', 'jpg', 'webp', 'vtt', 'txt'] as const;
export type LessonExtension = (typeof lessonExtensions)[number];

/**
 * What `--all` makes of each lesson in its language and size, by the end of the file's name. The film comes first: its
 * record needs it. Captions are written beside these in every language.
 */
export const completeSet = [
  'mp4',
  'jpg',
  'svg',
  'txt',
  'sprite.jpg',
  'sprite.vtt',
  'provenance.json',
] as const;
export type LessonOutputKind = LessonExtension | (typeof completeSet)[number];

export type RenderFlags = {
  out?: string;
  all?: boolean;
  size: string;
  locale: string;
  theme?: string;
  json?: boolean;
};

export type LessonOutput = {
  readonly lesson: Lesson;
  readonly extension: LessonOutputKind;
  readonly path: string;
  readonly locale: LessonLocale;
};

export type RenderRequest = {
  readonly outputs: readonly LessonOutput[];
  readonly size: FilmSize;
  readonly theme: Theme;
};

type Catalogue = {
  readonly lessons: readonly Lesson[];
  readonly findLesson: (persona: string, topic: string) => Lesson | null;
};

/** Arguments → what to render, or one sentence that says what is wrong and what is allowed. */
export function readRenderRequest(
  args: { persona: string | undefined; topic: string | undefined; flags: RenderFlags },
  catalogue: Catalogue,
): Result<RenderRequest, string> {
  const { flags } = args;
  const size = parseFilmSize(flags.size);
  if (!size) {
    const allowed = filmSizes.map((one) => `${one.width}x${one.height}`).join(', ');
    return refused(`--size ${flags.size} is not made here. Sizes: ${allowed}.`);
  }
  const locale = lessonLocales.find((one) => one === flags.locale);
  if (!locale) return refused(`--locale ${flags.locale} is unknown. Languages: ${lessonLocales.join(', ')}.`);
  const outputs = readOutputs({ ...args, locale }, catalogue);
  if (outputs.kind === 'refused') return outputs;
  const theme = readTheme(flags.theme);
  if (theme.kind === 'refused') return theme;
  return ok({ outputs: outputs.value, size, theme: theme.value });
}

function readOutputs(
  {
    persona,
    topic,
    locale,
    flags,
  }: { persona: string | undefined; topic: string | undefined; locale: LessonLocale; flags: RenderFlags },
  catalogue: Catalogue,
): Result<readonly LessonOutput[], string> {
  const { out } = flags;
  if (!out) return refused('Say where to write with --out: a file, or a folder with --all.');
  if (flags.all) {
    if (persona) return refused('Give either --all or a persona and a topic, not both.');
    return ok(catalogue.lessons.flatMap((lesson) => wholeSet(lesson, { out, locale, size: flags.size })));
  }
  if (!persona || !topic)
    return refused('Name a persona and a topic, or use --all. "lesson list" shows them.');
  const lesson = catalogue.findLesson(persona, topic);
  if (!lesson) return refused(unknownLesson(persona, topic, catalogue.lessons));
  const extension = lessonExtensions.find((one) => `.${one}` === extname(out).toLowerCase());
  if (!extension) {
    const allowed = lessonExtensions.map((one) => `.${one}`).join(', ');
    return refused(`--out ${out} must end in one of ${allowed}.`);
  }
  return ok([{ lesson, extension, path: out, locale }]);
}

/** Language and size are part of each name: one more run of `--all` into the same folder adds and never overwrites. */
function wholeSet(
  lesson: Lesson,
  { out, locale, size }: { out: string; locale: LessonLocale; size: string },
): readonly LessonOutput[] {
  const stem = join(out, lesson.persona, lesson.topic);
  return [
    ...completeSet.map((extension) => ({
      lesson,
      extension,
      locale,
      path: `${stem}.${locale}.${size}.${extension}`,
    })),
    ...lessonLocales.map((spoken) => ({
      lesson,
      extension: 'vtt' as const,
      locale: spoken,
      path: `${stem}.${spoken}.vtt`,
    })),
  ];
}

function unknownLesson(persona: string, topic: string, lessons: readonly Lesson[]): string {
  const own = lessons.filter((lesson) => lesson.persona === persona);
  if (own.length === 0) {
    const personas = [...new Set(lessons.map((lesson) => lesson.persona))].join(', ');
    return `There are no lessons for ${persona}. Personas with lessons: ${personas}.`;
  }
  return `There is no lesson ${persona} ${topic}. Topics of ${persona}: ${own.map((lesson) => lesson.topic).join(', ')}.`;
}

function readTheme(file: string | undefined): Result<Theme, string> {
  if (!file) return ok(lightTheme);
  const theme = readThemeFile(file);
  return theme.kind === 'ok' ? theme : refused(`--theme ${file}: ${theme.refusal}`);
}
