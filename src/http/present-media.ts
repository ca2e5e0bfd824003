import type { MediaStatus } from '../video/media-status.ts';
import type { Media } from './contract.ts';

/** The product's own renderer draws what it is told; films by anybody else are called AI-generated. */
const STUDIO = 'studio';

/** The state of a film → the contract's JSON. Pure. */
export function presentMedia({ link: _, ...shown }: MediaStatus): Media {
  return { ...shown, isAiGenerated: shown.url !== null && shown.provider !== STUDIO };
}
