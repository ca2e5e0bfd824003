import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';
import { assert } from '../kernel/assert.ts';

/** Named unlike any installed font, so that a machine's own Inter is never picked by accident. */
export const FONT_FAMILY = 'SpendSenseInter';

const require = createRequire(import.meta.url);
const weights = [500, 600, 700] as const;
let areRegistered = false;

/** Registers Inter with the canvas, once in each thread. */
export function registerFonts(): void {
  if (areRegistered) return;
  for (const weight of weights) {
    const file = require.resolve(`@fontsource/inter/files/inter-latin-${weight}-normal.woff2`);
    assert(GlobalFonts.registerFromPath(file, FONT_FAMILY) !== null, `the font file ${file} can be read`);
  }
  areRegistered = true;
}
