import type { Innocence } from './tone-innocence.ts';

export const toneCodes = [
  'TONE_SHAMING_PHRASE',
  'TONE_PROMISE',
  'TONE_ADVICE',
  'TONE_PREDATORY_PRODUCT',
  'TONE_SHOUTING',
] as const;
export type ToneCode = (typeof toneCodes)[number];

/**
 * What may not be said, as a pattern over plain lower-case text, and where it is innocent all the same.
 * English and Spanish are both checked always: a Spanish sentence can't hide in an English text.
 */
export type ToneRule = {
  readonly code: ToneCode;
  readonly pattern: RegExp;
  readonly innocent: readonly Innocence[];
};

/** Any of these patterns, wherever they stand and however often. */
export function phrases(...patterns: readonly string[]): RegExp {
  return new RegExp(patterns.join('|'), 'g');
}
