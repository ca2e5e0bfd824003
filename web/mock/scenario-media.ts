import type { Media } from '../../src/http/contract.ts';

const nothing: Media = {
  status: 'not_found',
  url: null,
  posterUrl: null,
  captionsUrl: null,
  infographicUrl: null,
  transcriptUrl: null,
  provider: null,
  ageSeconds: null,
  progress: 0,
  durationMs: null,
};

/** The film, poster and words that stand behind these addresses are in this folder. */
export const readyFilm: Media = {
  ...nothing,
  status: 'ready',
  url: '/videos/00000000000000f1.mp4',
  posterUrl: '/videos/00000000000000f1.jpg',
  captionsUrl: '/videos/00000000000000f1.vtt',
  infographicUrl: '/videos/00000000000000f1.svg',
  transcriptUrl: '/videos/00000000000000f1.txt',
  provider: 'studio',
  ageSeconds: 3_600,
  progress: 1,
  durationMs: 8_000,
};

export const modelFilm: Media = { ...readyFilm, provider: 'gemini-omni' };
export const missingFilm: Media = { ...readyFilm, url: '/videos/00000000000000ff.mp4' };
export const notOrdered: Media = nothing;
export const waitingForApproval: Media = { ...nothing, status: 'awaiting_approval', progress: 1 };
export const failedWithPicture: Media = {
  ...nothing,
  status: 'failed',
  infographicUrl: readyFilm.infographicUrl,
};
export const failedWithNothing: Media = { ...nothing, status: 'failed' };

export function inTheMaking(progress: number): Media {
  return { ...nothing, status: 'processing', progress };
}
