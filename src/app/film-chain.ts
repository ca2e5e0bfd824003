import type { VideoCatalogue } from '../budget/video-catalogue.ts';
import { lightTheme, type Theme } from '../studio/theme.ts';
import type { FilmChain } from '../video/film-chain.ts';
import type { FilmProvider } from '../video/film-provider-port.ts';
import { createStudioFilmProvider } from '../video/providers/studio.ts';
import type { ReviewStore } from '../video/review-port.ts';
import type { Config } from './config.ts';
import { videoCatalogue } from './video-catalogue.ts';
import { videoProviders } from './video-providers.ts';

const SECOND_MS = 1_000;
const DEADLINE_SECONDS = 900;
/** Where a provider states no limit of its own. */
const STARTS_PER_MINUTE = 30;
const IN_FLIGHT_MAX = 4;
/** Standing still for this part of the whole time is being stuck. */
const STALL_SHARE = 0.5;

/** Who is asked for films, as the configuration says. */
export function filmChain(config: Config, reviews: ReviewStore, theme: Theme | null): FilmChain {
  const catalogue = videoCatalogue(config);
  return {
    providers: videoProviders(config),
    studio: createStudioFilmProvider({
      ffmpegPath: config.FFMPEG_PATH,
      theme: theme ?? lightTheme,
    }),
    reviews,
    reviewPolicy: config.REVIEW,
    capMicroUsd: config.VIDEO_DAILY_CAP_USD,
    limitsOf: (provider) => limitsOf(provider, catalogue),
  };
}

function limitsOf({ name, capabilities }: FilmProvider, catalogue: VideoCatalogue) {
  const facts = Object.hasOwn(catalogue, name) ? catalogue[name] : undefined;
  const deadlineMs = (facts?.deadlineSeconds ?? DEADLINE_SECONDS) * SECOND_MS;
  const stallMs = deadlineMs * STALL_SHARE;
  if (capabilities.isOwn) return { startsPerMinute: Infinity, inFlightMax: Infinity, deadlineMs, stallMs };
  return {
    startsPerMinute: facts?.limits.requestsPerMinute ?? STARTS_PER_MINUTE,
    inFlightMax: facts?.limits.inFlightMax ?? IN_FLIGHT_MAX,
    deadlineMs,
    stallMs,
  };
}
