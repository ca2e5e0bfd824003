import type { FilmOrder, ProviderCapabilities, StartOutcome } from '../film-provider-port.ts';

type Refused = Extract<StartOutcome, { kind: 'refused' }>;

/** Why a provider is not even asked for this film; null where it may be. */
export function unfitOrder(
  order: FilmOrder,
  {
    capabilities,
    promptCharactersMax,
  }: { capabilities: ProviderCapabilities; promptCharactersMax: number | null },
): Refused | null {
  const { widthPx, heightPx, durationSeconds, prompt } = order;
  if (!capabilities.sizes.some((size) => size.widthPx === widthPx && size.heightPx === heightPx)) {
    return refusal('UNSUPPORTED_SIZE', `${widthPx}x${heightPx} is not a size of ${order.model}`);
  }
  if (!takesDuration(capabilities.durationsSeconds, durationSeconds)) {
    return refusal('UNSUPPORTED_DURATION', `${order.model} makes no film of ${durationSeconds} seconds`);
  }
  if (promptCharactersMax !== null && prompt.text.length > promptCharactersMax) {
    const found = `${prompt.text.length} characters, ${promptCharactersMax} are allowed`;
    return refusal('PROMPT_TOO_LONG', `the prompt is too long for ${order.model}: ${found}`);
  }
  return null;
}

function takesDuration(durations: ProviderCapabilities['durationsSeconds'], seconds: number): boolean {
  if (!Number.isInteger(seconds)) return false;
  if (!('min' in durations)) return durations.includes(seconds);
  return seconds >= durations.min && seconds <= durations.max;
}

function refusal(code: string, message: string): Refused {
  return { kind: 'refused', code, message, isPassing: false, retryAfterMs: null };
}
