import type { PriceOf } from '../../budget/price-of.ts';
import type { ModelFacts } from '../../budget/video-catalogue.ts';
import type { IdempotencyClass } from '../film-provider-port.ts';
import type { FilmNetwork } from './http/film-route.ts';
import type { ProviderClient, ProviderClientOptions } from './http/provider-client.ts';
import type { KeptFilms } from './sora-kept-film.ts';
import type { SoraProfile, SoraProfileName } from './sora-profile.ts';

export type SoraOptions = Pick<ProviderClientOptions, 'timeoutMs' | 'pausesMs' | 'trustedCertificates'> & {
  /** With or without `/v1` at its end. */
  readonly baseUrl: string;
  /** Null where the server asks for none. */
  readonly apiKey: string | null;
  readonly profile: SoraProfileName;
  readonly model: string;
  readonly idempotency: IdempotencyClass;
  readonly priceOf: PriceOf;
  /** What is known about the model; what the profile says holds where nothing is. */
  readonly facts?: ModelFacts | null;
  /** Where a film is kept that comes with the order's answer. */
  readonly films: KeptFilms;
  /** Which addresses films may come from, beside the server's own; the public internet where nothing is said. */
  readonly network?: FilmNetwork;
};

/** What each call to the server needs. */
export type SoraAccess = {
  readonly client: ProviderClient;
  /** Ends with the version. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly profile: SoraProfile;
  readonly options: SoraOptions;
};

/** A base URL as people write it → one that ends with the version, once. */
export function versioned(baseUrl: string): string {
  const bare = baseUrl.replace(/\/+$/, '');
  return /\/v\d+$/.test(bare) ? bare : `${bare}/v1`;
}
