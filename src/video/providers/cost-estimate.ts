import type { PriceOf } from '../../budget/price-of.ts';
import type { CostEstimate, FilmOrder } from '../film-provider-port.ts';

/** Price of a second times the seconds; unknown where nobody stated the price. */
export function estimateCost(priceOf: PriceOf, provider: string, order: FilmOrder): CostEstimate {
  const { model, widthPx, heightPx, durationSeconds } = order;
  const microUsdPerSecond = priceOf({ provider, model, widthPx, heightPx });
  if (microUsdPerSecond !== null) {
    return { kind: 'known', microUsd: Math.ceil(microUsdPerSecond * durationSeconds) };
  }
  const message = `nobody stated what ${model} of ${provider} costs at ${widthPx}x${heightPx}; VIDEO_PRICES_FILE can`;
  return { kind: 'unknown', message };
}
