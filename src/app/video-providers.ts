import type { FilmProvider } from '../video/film-provider-port.ts';
import type { Config } from './config.ts';
import { hostedProviders } from './hosted-providers.ts';
import { soraProvider } from './sora-provider.ts';
import { videoCatalogue } from './video-catalogue.ts';

/**
 * The providers that are switched on, the first to ask first. Throws `ConfigRefused` where one lacks its key, or
 * the file of prices can't be used.
 */
export function videoProviders(config: Config): readonly FilmProvider[] {
  const catalogue = videoCatalogue(config);
  const offered = hostedProviders(config);
  return config.VIDEO_PROVIDERS.flatMap((name) => {
    if (name === 'sora') return config.SORA_ENABLED ? [soraProvider(config, catalogue)] : [];
    const wanted = offered.find((one) => one.name === name);
    return wanted?.isEnabled ? [wanted.create(catalogue)] : [];
  });
}
