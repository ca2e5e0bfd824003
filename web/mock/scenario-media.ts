import type { Media } from '../../src/http/contract.ts';

const nothing: Media = {
  status: 'not_found',
  url: null,
  posterUrl: null,
  captionsUrl: null,
  infographicUrl: null,
  transcriptUrl: null,
  thumbnailsUrl: null,
  provider: null,
  isAiGenerated: false,
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
  thumbnailsUrl: '/videos/00000000000000f2.vtt',
  provider: 'studio',
  ageSeconds: 3_600,
  progress: 1,
  durationMs: 8_000,
};

export const modelFilm: Media = { ...readyFilm, provider: 'gemini-omni', isAiGenerated: true };
export const missingFilm: Media = { ...readyFilm, url: '/videos/00000000000000ff.mp4' };
export const notOrdered: Media = nothing;
export const waitingForApproval: Media = { ...nothing, status: 'awaiting_approval', progress: 1 };
/** No film could be had, so the lesson is a picture. */
export const pictureOnly: Media = {
  ...readyFilm,
  url: null,
  posterUrl: null,
  captionsUrl: null,
  durationMs: 0,
};
export const failed: Media = { ...nothing, status: 'failed' };

export function inTheMaking(progress: number): Media {
  return { ...nothing, status: 'processing', progress };
}
