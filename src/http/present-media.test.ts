import { expect, test } from 'vitest';
import { mediaOfJob } from '../video/media-status.ts';
import { presentMedia } from './present-media.ts';

const nothing = mediaOfJob(null);

test('a film is AI-generated unless the studio made it; what is no film isn’t', () => {
  const film = { ...nothing, status: 'ready', url: '/videos/0123456789abcdef.mp4' } as const;
  expect(presentMedia({ ...film, provider: 'gemini-omni' }).isAiGenerated).toBe(true);
  expect(presentMedia({ ...film, provider: null }).isAiGenerated).toBe(true);
  expect(presentMedia({ ...film, provider: 'studio' }).isAiGenerated).toBe(false);
  expect(presentMedia({ ...film, url: null, provider: 'gemini-omni' }).isAiGenerated).toBe(false);
  expect(presentMedia(nothing).isAiGenerated).toBe(false);
});
