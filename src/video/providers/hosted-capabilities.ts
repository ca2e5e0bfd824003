import { sizesOf } from '../../budget/video-catalogue.ts';
import type { ProviderCapabilities } from '../film-provider-port.ts';
import type { HostedProviderOptions } from './hosted-provider-options.ts';

/** What a vendor's model can do: as the catalogue has it, else as the adapter knows it. No vendor's answer to a lost call is known. */
export function hostedCapabilities(
  { facts }: Pick<HostedProviderOptions, 'facts'>,
  known: Pick<ProviderCapabilities, 'durationsSeconds' | 'sizes' | 'hasSound'>,
): ProviderCapabilities {
  return {
    idempotency: 'N',
    isOwn: false,
    durationsSeconds: facts?.durationsSeconds ?? known.durationsSeconds,
    sizes: facts ? sizesOf(facts) : known.sizes,
    locales: null,
    hasSound: known.hasSound,
    framesPerSecond: facts?.framesPerSecond ?? null,
  };
}
