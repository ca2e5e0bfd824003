import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';
import { assert } from '../kernel/assert.ts';
import { type Font, fontWeights } from './font.ts';

const require = createRequire(import.meta.url);
const registered = new Set<string>();

/** Makes a font known to the canvas, once in each thread. */
export function registerFont(font: Font): void {
  if (registered.has(font.face)) return;
  for (const weight of fontWeights) {
    const file =
      font.files?.[weight] ?? require.resolve(`@fontsource/inter/files/inter-latin-${weight}-normal.woff2`);
    assert(GlobalFonts.registerFromPath(file, font.face) !== null, `the font file ${file} can be read`);
  }
  registered.add(font.face);
}
