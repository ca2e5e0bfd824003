import { personas } from '../personas/assignment.ts';
import type { CaptionCue, Lesson } from './lesson.ts';
import { valuesOf } from './lesson.ts';
import { pictureKinds } from './storyboard.ts';
import { type LocaleText, lessonLocales, namesIn, WorkedValueMissing, workedValue } from './worked-value.ts';

/**
 * What the lessons lack, one sentence each; empty when they are complete. Run at start-up: every taught
 * persona has lessons; each lesson has prompt, storyboard, captions and transcript in every language, and
 * every number that a text or a picture names exists.
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
    const key = `${lesson.persona}/${lesson.topic}`;
    if (seen.has(key)) missing.push(`${key} is there twice`);
    seen.add(key);
    missing.push(...missingFromLesson(lesson).map((what) => `${key} ${what}`));
  }
  return missing;
}

function missingFromLesson(lesson: Lesson): string[] {
  return [
    ...missingFromPrompt(lesson),
    ...missingFromStoryboard(lesson),
    ...missingFromCaptions(lesson),
    ...Object.entries(textsOf(lesson)).flatMap(([place, text]) => missingLocales(place, text)),
    ...missingValues(lesson),
  ];
}

/** Every sentence of a lesson by the place where it stands. */
export function textsOf(lesson: Lesson): Readonly<Record<string, LocaleText>> {
  const { picture, number, line } = lesson.storyboard;
  const labelled = Object.entries(picture.labels).map(([role, text]) => [`picture label ${role}`, text]);
  const captions = lesson.captions.map((cue, index) => [`caption ${index + 1}`, cue.text]);
  const facts = lesson.facts.flatMap(({ value, label, ownLabel }) => [
    [`fact ${value}`, label],
    ...(ownLabel ? [[`own fact ${value}`, ownLabel]] : []),
  ]);
  return {
    title: lesson.title,
    idea: lesson.idea,
    transcript: lesson.transcript,
    'closing line': line,
    'number label': number.label,
    ...(number.labelAfter ? { 'number label after': number.labelAfter } : {}),
    ...Object.fromEntries([...labelled, ...captions, ...facts]),
  };
}

function missingLocales(place: string, text: LocaleText): string[] {
  return lessonLocales
    .filter((locale) => !text[locale]?.trim())
    .map((locale) => `has no ${place} in ${locale}`);
}

function missingFromPrompt({ prompt }: Lesson): string[] {
  const fields = ['scene', 'metaphor', 'palette', 'motion', 'mood'] as const;
  const empty: string[] = fields.filter((field) => !prompt[field].trim());
  if (prompt.exclusions.length === 0) empty.push('exclusions');
  return empty.map((field) => `has no ${field} in its prompt`);
}

function missingFromStoryboard({ storyboard }: Lesson): string[] {
  const missing: string[] = [];
  for (const role of ['hook', 'change', 'payoff'] as const) {
    if (!storyboard.scenes.some((scene) => scene.role === role && scene.shows.trim())) {
      missing.push(`has no ${role} in its storyboard`);
    }
  }
  if (!pictureKinds.includes(storyboard.picture.kind)) missing.push('has no picture in its storyboard');
  return missing;
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
