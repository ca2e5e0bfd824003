import type { FilmProvider } from '../video/film-provider-port.ts';
import type { Config } from './config.ts';
import { hostedProviders } from './hosted-providers.ts';
import type { OfferedProvider } from './offered-provider.ts';
import { soraOffer } from './sora-provider.ts';
import { videoCatalogue } from './video-catalogue.ts';

/** Every provider that costs money, switched on or not. */
export function offeredProviders(config: Config): readonly OfferedProvider[] {
  return [soraOffer(config), ...hostedProviders(config)];
}

/**
 * The providers that are switched on, the first to ask first. Throws `ConfigRefused` where one lacks its key, or
 * the file of prices can't be used.
 */
export function videoProviders(config: Config): readonly FilmProvider[] {
  const catalogue = videoCatalogue(config);
  const offered = offeredProviders(config);
  return config.VIDEO_PROVIDERS.flatMap((name) => {
    const wanted = offered.find((one) => one.name === name);
    return wanted?.isEnabled ? [wanted.create(catalogue)] : [];
  });
}
