import type { FilmProvider } from '../video/film-provider-port.ts';
import type { Config } from './config.ts';

/** The configured providers, the first to ask first. */
export function videoProviders(_config: Config): readonly FilmProvider[] {
  return [];
}
