import type { PriceOf } from '../../budget/price-of.ts';
import type { ModelFacts } from '../../budget/video-catalogue.ts';
import type { FilmNetwork } from './http/film-route.ts';
import type { ProviderClientOptions } from './http/provider-client.ts';

/** What an adapter for a vendor's own API is told. */
export type HostedProviderOptions = Pick<
  ProviderClientOptions,
  'timeoutMs' | 'pausesMs' | 'trustedCertificates'
> & {
  readonly apiKey: string;
  /** Where the API begins, up to the version, without a slash at its end. */
  readonly baseUrl: string;
  readonly model: string;
  /** What is known about the model; null where nothing is. */
  readonly facts: ModelFacts | null;
  readonly priceOf: PriceOf;
  /** Which addresses films may come from; the public internet where nothing is said. */
  readonly network?: FilmNetwork;
};
