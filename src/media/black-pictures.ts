import type { PictureGrid } from './picture-grid.ts';

/**
 * A picture is black where nothing is to be seen: nearly all of it is dark, and next to nothing is bright.
 * The second half keeps a dark title card with its words from counting as black.
 */
const darkShareMin = 0.98;
const brightShareMax = 0.0025;
/** A tenth of the way from black to white is dark, three tenths are bright. */
const darkRatio = 0.1;
const brightRatio = 0.3;

const sixteenths = 16;

/** Whether a picture is black. `isFullRange`: black is 0 and white 255, not 16 and 235. */
export function isBlackPicture(grid: PictureGrid, isFullRange: boolean): boolean {
  const black = isFullRange ? 0 : 16;
  const span = isFullRange ? 255 : 219;
  const darkMax = (black + span * darkRatio) * sixteenths;
  const brightMin = (black + span * brightRatio) * sixteenths;
  const { luma } = grid;
  const othersMax = luma.length * (1 - darkShareMin);
  let others = 0;
  let bright = 0;
  for (let i = 0; i < luma.length; i += 1) {
    const value = luma[i] as number;
    if (value <= darkMax) continue;
    others += 1;
    if (value >= brightMin) bright += 1;
    if (others > othersMax) return false;
  }
  return bright <= luma.length * brightShareMax;
}
