import type { BecauseCode, FactName } from '../because.ts';

export type ItemWording = { readonly title: string; readonly summary: string };

/** Every text of recommendations in one locale. `{slots}` are facts or words of the reason. */
export type Wording = {
  /** For number formats, BCP 47. */
  readonly numberLocale: string;
  readonly items: Readonly<Record<string, ItemWording>>;
  readonly because: Readonly<Record<BecauseCode, string>>;
  readonly factLabels: Readonly<Record<FactName, string>>;
  readonly units: {
    readonly months: readonly [one: string, many: string];
    readonly days: readonly [one: string, many: string];
  };
  /** How a card is named: with network and mask, with either, with neither. */
  readonly card: {
    readonly plain: string;
    readonly masked: (mask: string) => string;
    readonly branded: (brand: string) => string;
    readonly brandedMasked: (brand: string, mask: string) => string;
  };
};
