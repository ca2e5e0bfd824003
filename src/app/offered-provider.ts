import type { VideoCatalogue } from '../budget/video-catalogue.ts';
import type { FilmProvider } from '../video/film-provider-port.ts';

/** A provider as the settings describe it, before it is known whether it can be used. */
export type OfferedProvider = {
  readonly name: string;
  readonly isEnabled: boolean;
  readonly flagName: string;
  readonly keyName: string;
  readonly hasKey: boolean;
  readonly model: string;
  readonly modelName: string;
  /** Null where none is given. */
  readonly baseUrl: string | null;
  /** Throws `ConfigRefused` where the settings don't suffice. */
  readonly create: (catalogue: VideoCatalogue) => FilmProvider;
};
