import type { IsoDate } from '../kernel/dates.ts';
import type { MicroDollars } from '../kernel/units.ts';

/** What is known about one model of one provider, and when that was read. */
export type ModelFacts = {
  /** Price of one generated second by size, `1280x720`; null where it is sold and nobody stated the price. */
  readonly microUsdPerSecond: Readonly<Record<string, MicroDollars | null>>;
  /** Where a provider bills tokens: the price of a million of each kind. */
  readonly microUsdPerMillionTokens: TokenPrices | null;
  readonly durationsSeconds: { readonly min: number; readonly max: number } | readonly number[];
  /** Whether its films come with a sound track, wanted or not; null where nobody stated it. */
  readonly hasSound: boolean | null;
  /** Pictures a second of its films; null where nobody stated it. */
  readonly framesPerSecond: number | null;
  /** UTF-16 code units that a prompt may have; null where no limit is stated. */
  readonly promptCharactersMax: number | null;
  /** The last day on which its maker promises to serve it; null where no day was announced. */
  readonly retiresOn: IsoDate | null;
  /** Where the facts come from, in a few words. */
  readonly source: string;
  /** The day on which the prices were read. */
  readonly asOf: IsoDate;
};

export type TokenPrices = {
  readonly input: MicroDollars;
  readonly text: MicroDollars;
  readonly video: MicroDollars;
};

export type ProviderFacts = {
  /** Whether a lost create call can be found again (see the port); null where nobody stated it. */
  readonly idempotency: 'K' | 'L' | 'N' | null;
  /** How long a film may take until it counts as late. */
  readonly deadlineSeconds: number;
  /** What the provider allows; null where it states no number. */
  readonly limits: { readonly requestsPerMinute: number | null; readonly inFlightMax: number | null };
  readonly models: Readonly<Record<string, ModelFacts>>;
};

/** Providers by name, models by their id. */
export type VideoCatalogue = Readonly<Record<string, ProviderFacts>>;

/** The facts of a model, or null where nobody stated any. */
export function modelFacts(
  catalogue: VideoCatalogue,
  { provider, model }: { provider: string; model: string },
): ModelFacts | null {
  const { models } = own(catalogue, provider) ?? {};
  return (models && own(models, model)) ?? null;
}

/** The sizes that a model is sold in, in the order of the file: the first is the one to ask for. */
export function sizesOf({ microUsdPerSecond }: ModelFacts): readonly { widthPx: number; heightPx: number }[] {
  return Object.keys(microUsdPerSecond).map((size) => {
    const [widthPx = 0, heightPx = 0] = size.split('x').map(Number);
    return { widthPx, heightPx };
  });
}

/** A model's id may be any word, `constructor` too. */
function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
