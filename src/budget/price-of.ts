import type { MicroDollars } from '../kernel/units.ts';
import { modelFacts, type VideoCatalogue } from './video-catalogue.ts';

export type PriceAsk = {
  readonly provider: string;
  readonly model: string;
  readonly widthPx: number;
  readonly heightPx: number;
};

/** The price of one generated second, or null where nobody stated it: never 0 because nobody knew. */
export type PriceOf = (ask: PriceAsk) => MicroDollars | null;

/** Prices as the catalogue states them. A size it doesn't name has none, however close another is. */
export function pricesFrom(catalogue: VideoCatalogue): PriceOf {
  return ({ provider, model, widthPx, heightPx }) => {
    const prices = modelFacts(catalogue, { provider, model })?.microUsdPerSecond ?? {};
    const size = `${widthPx}x${heightPx}`;
    return Object.hasOwn(prices, size) ? (prices[size] ?? null) : null;
  };
}
