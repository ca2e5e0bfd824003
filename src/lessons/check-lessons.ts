import { personas } from '../personas/assignment.ts';
import { missingFromStoryboard } from './check-storyboard.ts';
import { missingFromTexts, notesOf, textsOf } from './check-texts.ts';
import type { CaptionCue, Lesson } from './lesson.ts';
import { valuesOf } from './lesson.ts';
import { lessonLocales, namesIn, WorkedValueMissing, workedValue } from './worked-value.ts';

/**
 * What the lessons lack, one sentence each; empty when they are complete. Run at start-up: every taught
 * persona has lessons; each lesson has prompt, storyboard, captions and transcript in every language, no number
 * is typed into a text, and every number that a text or a picture names exists.
 */
export function missingFromLessons(lessons: readonly Lesson[]): string[] {
  const missing: string[] = [];
  for (const persona of personas) {
    if (persona !== 'general' && !lessons.some((lesson) => lesson.persona === persona)) {
      missing.push(`${persona} has no lessons`);
    }
  }
  const seen = new Set<string>();
  for (const lesson of lessons) {
    const name = nameOf(lesson);
    if (seen.has(name)) missing.push(`${name} is there twice`);
    seen.add(name);
    missing.push(...missingFromLesson(lesson));
  }
  return missing;
}

/** What one lesson lacks, each sentence beginning with its name. */
export function missingFromLesson(lesson: Lesson): string[] {
  return [
    ...missingFromPrompt(lesson),
    ...missingFromStoryboard(lesson.storyboard),
    ...missingFromCaptions(lesson),
    ...missingFromTexts(lesson),
    ...missingValues(lesson),
  ].map((what) => `${nameOf(lesson)} ${what}`);
}

const nameOf = (lesson: Lesson) => `${lesson.persona}/${lesson.topic}`;

function missingFromPrompt({ prompt }: Lesson): string[] {
  const fields = ['scene', 'metaphor', 'palette', 'motion', 'mood'] as const;
  const empty: string[] = fields.filter((field) => !prompt[field].trim());
  if (prompt.exclusions.length === 0) empty.push('exclusions');
  return empty.map((field) => `has no ${field} in its prompt`);
}

function missingFromCaptions(lesson: Lesson): string[] {
  if (lesson.captions.length === 0) return ['has no captions'];
  const last = Math.max(...lesson.captions.map((cue: CaptionCue) => cue.endMs));
  const isCovered = last >= lesson.storyboard.durationMs;
  return isCovered ? [] : [`has captions only up to ${last} ms`];
}

function missingValues(lesson: Lesson): string[] {
  const { picture, number } = lesson.storyboard;
  const inTexts = Object.values(textsOf(lesson)).flatMap((text) =>
    lessonLocales.flatMap((locale) => namesIn(text[locale] ?? '')),
  );
  const named = [
    ...inTexts,
    ...Object.values(notesOf(lesson)).flatMap(namesIn),
    ...Object.values(picture.values),
    number.from,
    number.to,
    ...(number.inStepsOf ? [number.inStepsOf] : []),
    ...(number.stops ?? []).map((stop) => stop.value),
    ...lesson.facts.map((fact) => fact.value),
  ];
  try {
    const values = valuesOf(lesson);
    return [...new Set(named)].flatMap((name) => missingValue(() => workedValue(values, name)));
  } catch (error) {
    // `derive` may be what asks for a value that is not given.
    return missingValue(() => {
      throw error;
    });
  }
}

function missingValue(read: () => unknown): string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof WorkedValueMissing) return [`has no value ${error.valueName}`];
    throw error;
  }
}
