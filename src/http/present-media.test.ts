import { expect, test } from 'vitest';
import type { MediaStatus } from '../video/media-status.ts';
import { nothingToShow } from '../video/slot-media.ts';
import { presentMedia } from './present-media.ts';

const { lessonVersion: _, publishedAt: __, restsUntil: ___, ...media } = nothingToShow;
const nothing: MediaStatus = { ...media, ageSeconds: null };

test('a film is AI-generated unless the studio made it; what is no film isn’t', () => {
  const film: MediaStatus = { ...nothing, status: 'ready', url: '/videos/0123456789abcdef.mp4' };
  expect(presentMedia({ ...film, provider: 'gemini-omni' }).isAiGenerated).toBe(true);
  expect(presentMedia({ ...film, provider: null }).isAiGenerated).toBe(true);
  expect(presentMedia({ ...film, provider: 'studio' }).isAiGenerated).toBe(false);
  expect(presentMedia({ ...film, url: null, provider: 'gemini-omni' }).isAiGenerated).toBe(false);
  expect(presentMedia(nothing).isAiGenerated).toBe(false);
});
