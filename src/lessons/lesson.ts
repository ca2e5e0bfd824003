import type { Milliseconds } from '../kernel/units.ts';
import type { TaughtPersona } from '../personas/assignment.ts';
import type { Storyboard } from './storyboard.ts';
import type { LocaleText, WorkedValues } from './worked-value.ts';

/**
 * What a provider of moving pictures is told. It is written for the lesson, never for a member: there is no
 * place in it where personal data could go.
 */
export type PromptTemplate = {
  readonly scene: string;
  readonly metaphor: string;
  readonly palette: string;
  readonly motion: string;
  readonly mood: string;
  readonly exclusions: readonly string[];
};

/** One caption: at most two lines of 37 characters, at most 15 characters a second. */
export type CaptionCue = {
  readonly startMs: Milliseconds;
  readonly endMs: Milliseconds;
  readonly text: LocaleText;
};

/** One row of the infographic: what the number is, and which worked value it is. */
export type LessonFact = {
  readonly label: LocaleText;
  readonly value: string;
  /** What it is called where the member's own number stands in it, where that is something else. */
  readonly ownLabel?: LocaleText;
};

/** What stands in for a lesson's example: a member's own numbers, in the units of what they replace. */
export type OwnNumbers = {
  /** In place of given values; what follows from them is computed anew. */
  readonly given: Readonly<Record<string, number>>;
  /** The values that are the member's: the given ones, and those that follow and were measured as well. */
  readonly names: readonly string[];
};

/** What one film teaches, as data: the same facts feed film, captions, transcript and infographic. */
export type Lesson = {
  readonly persona: TaughtPersona;
  readonly topic: string;
  /** Counts up with every change that a viewer could notice; approvals and renditions refer to it. */
  readonly version: number;
  readonly title: LocaleText;
  /** What the member should be able to say afterwards, in one sentence. */
  readonly idea: LocaleText;
  /** The numbers that the worked example starts from. */
  readonly given: WorkedValues;
  /** The numbers that follow from `given`: computed, so that no two can contradict each other. */
  readonly derive: (given: WorkedValues) => WorkedValues;
  readonly prompt: PromptTemplate;
  readonly storyboard: Storyboard;
  readonly captions: readonly CaptionCue[];
  readonly transcript: LocaleText;
  readonly facts: readonly LessonFact[];
};

/**
 * All numbers of the worked example. `own` replaces given values (in their unit: cents, ratio, months…) and
 * everything that follows from them is computed anew.
 */
export function valuesOf(lesson: Lesson, own: Readonly<Record<string, number>> = {}): WorkedValues {
  const given = Object.fromEntries(
    Object.entries(lesson.given).map(([name, value]) => [
      name,
      Object.hasOwn(own, name) ? { ...value, amount: own[name] ?? Number.NaN } : value,
    ]),
  );
  return { ...given, ...lesson.derive(given) };
}

/** What every prompt leaves out, whatever the lesson. */
export const standingExclusions = [
  'faces or real people',
  'brand logos or names of banks',
  'text, letters or digits',
  'stacks of cash, luxury goods',
  'warning signs, shame, alarm',
] as const;

/** Two captions for the two halves of a film: what the picture does, and what it means. */
export function captionPair(first: LocaleText, second: LocaleText): readonly CaptionCue[] {
  return [
    { startMs: 0, endMs: 3900, text: first },
    { startMs: 4000, endMs: 8000, text: second },
  ];
}
