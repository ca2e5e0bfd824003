import type { PriceOf } from '../../budget/price-of.ts';
import type { TokenPrices } from '../../budget/video-catalogue.ts';
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

/** No limit is stated. The vendor sizes its own machines with a hundred of them for a film. */
const THOUGHT_TOKENS = 16_384;
const TOKENS_PER_PRICE = 1_000_000;

/**
 * The same where tokens are billed: also for the prompt, at a token a byte, which is more than it has, and for
 * what the model may think and say.
 */
export function estimateWithTokens(
  seconds: CostEstimate,
  { prompt }: FilmOrder,
  prices: TokenPrices | null,
): CostEstimate {
  if (seconds.kind === 'unknown' || !prices) return seconds;
  const tokens = Buffer.byteLength(prompt.text) * prices.input + THOUGHT_TOKENS * prices.text;
  return { kind: 'known', microUsd: seconds.microUsd + Math.ceil(tokens / TOKENS_PER_PRICE) };
}
