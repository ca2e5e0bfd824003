import { type Lesson, type OwnNumbers, valuesOf } from './lesson.ts';
import { fillText, formatWorkedValue, type LessonLocale, namesIn, workedValue } from './worked-value.ts';

/** One row under a lesson's picture, in words. */
export type FactRow = {
  readonly label: string;
  readonly value: string;
  /** Whether the member's own number is in it, not one that follows from it or an example. */
  readonly isOwn: boolean;
};

/**
 * The numbers under a lesson's picture: of the worked example, or with the member's own. Throws
 * `WorkedValueMissing` where one is missing or not finite.
 */
export function factRows(lesson: Lesson, locale: LessonLocale, own?: OwnNumbers): readonly FactRow[] {
  const values = valuesOf(lesson, own?.given);
  return lesson.facts.map((fact) => {
    const label = (own && fact.ownLabel) ?? fact.label;
    const named = [fact.value, ...namesIn(label[locale])];
    return {
      label: fillText(label, values, locale),
      value: formatWorkedValue(workedValue(values, fact.value), locale),
      isOwn: named.some((name) => own?.names.includes(name) ?? false),
    };
  });
}
