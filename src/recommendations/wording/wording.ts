import type { BecauseCode, FactName } from '../because.ts';

export type ItemWording = { readonly title: string; readonly summary: string };

/**
 * A sentence, or its forms by the number of the fact `by` as it is shown: `zero` where that is 0, else what the
 * locale's plural rules say. A form that isn't there is `other`.
 */
export type Sentence =
  | string
  | { readonly by: FactName; readonly zero?: string; readonly one?: string; readonly other: string };

/** A noun beside a number. */
export type Noun = { readonly one: string; readonly other: string };

/** Every text of recommendations in one locale. `{slots}` are facts or words of the reason. */
export type Wording = {
  /** For number formats, BCP 47. */
  readonly numberLocale: string;
  readonly items: Readonly<Record<string, ItemWording>>;
  readonly because: Readonly<Record<BecauseCode, Sentence>>;
  readonly factLabels: Readonly<Record<FactName, string>>;
  readonly units: { readonly months: Noun; readonly days: Noun };
  /** How a card is named: with network and mask, with either, with neither. */
  readonly card: {
    readonly plain: string;
    readonly masked: (mask: string) => string;
    readonly branded: (brand: string) => string;
    readonly brandedMasked: (brand: string, mask: string) => string;
  };
};
