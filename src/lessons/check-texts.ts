import type { Lesson } from './lesson.ts';
import { type LocaleText, lessonLocales, namesIn } from './worked-value.ts';

/** Every sentence of a lesson that members read, by the place where it stands. */
export function textsOf(lesson: Lesson): Readonly<Record<string, LocaleText>> {
  const { picture, number, line } = lesson.storyboard;
  const labelled = Object.entries(picture.labels).map(([role, text]) => [`picture label ${role}`, text]);
  const captions = lesson.captions.map((cue, index) => [`caption ${index + 1}`, cue.text]);
  const facts = lesson.facts.flatMap(({ label, ownLabel }, index) => [
    [`fact ${index + 1}`, label],
    ...(ownLabel ? [[`own fact ${index + 1}`, ownLabel]] : []),
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

/** What is written for whoever draws or reviews a film: in one language. */
export function notesOf({ storyboard }: Lesson): Readonly<Record<string, string>> {
  const scenes = storyboard.scenes.map((scene) => [`scene ${scene.role}`, scene.shows]);
  return { mechanism: storyboard.mechanism, ...Object.fromEntries(scenes) };
}

/**
 * Where texts are not what they must be: there in every language, each number by its name, the same numbers in every
 * language.
 */
export function missingFromTexts(lesson: Lesson): string[] {
  return [
    ...Object.entries(textsOf(lesson)).flatMap(([place, text]) => [
      ...missingLocales(place, text),
      ...lessonLocales.flatMap((locale) => typedDigits(`${place} in ${locale}`, text[locale] ?? '')),
      ...differingNames(place, text),
    ]),
    ...Object.entries(notesOf(lesson)).flatMap(([place, note]) => typedDigits(place, note)),
  ];
}

function missingLocales(place: string, text: LocaleText): string[] {
  return lessonLocales
    .filter((locale) => !text[locale]?.trim())
    .map((locale) => `has no ${place} in ${locale}`);
}

/** A number that is typed would stay when the value it means is changed; so would one said as a part. */
const TYPED = /\d(?:[\d.,]*\d)?|\b(?:half|twice|double|quarter|mitad|doble|cuarta parte)\b/giu;

function typedDigits(place: string, text: string): string[] {
  const typed = text.replace(/\{\w+\}/g, '').match(TYPED) ?? [];
  return typed.map((number) => `has "${number}" typed into its ${place} instead of a {name}`);
}

function differingNames(place: string, text: LocaleText): string[] {
  const named = (locale: (typeof lessonLocales)[number]) =>
    [...namesIn(text[locale] ?? '')].sort().join(', ');
  const [first, ...others] = lessonLocales;
  return others
    .filter((locale) => text[locale]?.trim() && text[first]?.trim() && named(locale) !== named(first))
    .map(
      (locale) =>
        `names ${named(first) || 'no value'} in its ${place} in ${first}, but ${named(locale) || 'none'} in ${locale}`,
    );
}
