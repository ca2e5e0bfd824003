import { shortDigest } from '../kernel/hash.ts';
import { findLesson, lessons } from '../lessons/catalogue.ts';
import { type Lesson, valuesOf } from '../lessons/lesson.ts';
import { fillText, type LessonLocale, lessonLocales } from '../lessons/worked-value.ts';
import { parseFilmSize } from '../studio/film-format.ts';

/** Everything that a clip's bytes follow from. */
export type ClipOrder = {
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
  readonly lesson: { readonly lesson: Lesson; readonly locale: LessonLocale } | null;
};

/** This part of a title's longer words must stand in a prompt for the lesson to be meant. */
const TITLE_SHARE_MIN = 0.75;
const WORD_LETTERS_MIN = 4;

/**
 * Prompt, size and seconds → the clip. The lesson is, in this order:
 * 1. the one that a marker names: `[lesson:persona/topic]`, `[lesson:persona/topic@es]`;
 * 2. the one whose own prompt (scene or metaphor) stands in the prompt word for word;
 * 3. the one whose title or topic the prompt comes closest to: the highest share of its words of four letters
 *    and more, at least three in four; the first of the catalogue among equals.
 * Without one, and in a size that the studio doesn't compose, it is the neutral clip.
 */
export function chooseClip(request: { prompt: string; size: string; seconds: number }): ClipOrder {
  const [width = 0, height = 0] = request.size.split('x').map(Number);
  const isComposed = parseFilmSize(request.size) !== null;
  const lesson = isComposed ? lessonOfPrompt(request.prompt) : null;
  return { width, height, seconds: request.seconds, lesson };
}

/** Names the clip's files: another version of a lesson is another clip. */
export function clipKey({ width, height, seconds, lesson }: ClipOrder): string {
  const shows = lesson
    ? `${lesson.lesson.persona}/${lesson.lesson.topic}/${lesson.lesson.version}/${lesson.locale}`
    : 'neutral';
  return shortDigest(`${width}x${height}/${seconds}/${shows}`);
}

export function lessonOfPrompt(prompt: string): { lesson: Lesson; locale: LessonLocale } | null {
  return markedLesson(prompt) ?? quotedLesson(prompt) ?? closestLesson(prompt);
}

function markedLesson(prompt: string) {
  const [, persona = '', topic = '', wanted = 'en'] =
    /\[lesson:([a-z_]+)\/([a-z_]+)(?:@([a-z]{2}))?\]/.exec(prompt) ?? [];
  const lesson = findLesson(persona, topic);
  const locale = lessonLocales.find((one) => one === wanted);
  return lesson && locale ? { lesson, locale } : null;
}

function quotedLesson(prompt: string) {
  const lesson = lessons.find(({ prompt: own }) =>
    [own.scene, own.metaphor].some((sentence) => prompt.includes(sentence)),
  );
  return lesson ? { lesson, locale: 'en' as const } : null;
}

function closestLesson(prompt: string) {
  const spoken = wordsOf(prompt);
  let best: { lesson: Lesson; locale: LessonLocale } | null = null;
  let bestShare = 0;
  for (const lesson of lessons) {
    for (const { words, locale } of namesOf(lesson)) {
      const share = [...words].filter((word) => spoken.has(word)).length / Math.max(1, words.size);
      if (share >= TITLE_SHARE_MIN && share > bestShare) {
        best = { lesson, locale };
        bestShare = share;
      }
    }
  }
  return best;
}

function namesOf(lesson: Lesson): readonly { words: ReadonlySet<string>; locale: LessonLocale }[] {
  const titles = lessonLocales.map((locale) => ({
    words: wordsOf(fillText(lesson.title, valuesOf(lesson), locale)),
    locale,
  }));
  return [...titles, { words: wordsOf(lesson.topic.replaceAll('_', ' ')), locale: 'en' }];
}

function wordsOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return new Set(words.filter((word) => word.length >= WORD_LETTERS_MIN));
}
