import { type Color, contrastRatio } from './color.ts';

/** Colours by what they are for, not by what they look like. */
export type Palette = {
  /** The ground's gradient, top left to bottom right. */
  readonly ground: readonly [Color, Color];
  readonly surface: Color;
  readonly line: Color;
  readonly track: Color;
  readonly ink: Color;
  readonly inkQuiet: Color;
  readonly brand: Color;
  readonly brandDeep: Color;
  readonly brandSoft: Color;
  readonly accent: Color;
  readonly accentSoft: Color;
  readonly onBrand: Color;
  readonly good: Color;
  readonly warn: Color;
  readonly bad: Color;
  readonly gold: Color;
  readonly shadow: Color;
};

/** Everything a house style may change about a film. */
export type Theme = {
  readonly name: string;
  readonly mode: 'light' | 'dark';
  readonly palette: Palette;
  /** Design pixels in a frame of 1280 × 720 or 720 × 1280. Text that does not fit is set smaller. */
  readonly type: { readonly labelPx: number; readonly linePx: number; readonly numberScale: number };
  /** How long things take to come in; curves are the family's own. */
  readonly motion: { readonly entranceMs: number };
  /** A mark in the lower right corner, or none: path data in absolute M, L, C, Q, Z, and the box it was drawn in. */
  readonly logo: Logo | null;
};

export type Logo = {
  readonly d: string;
  readonly width: number;
  readonly height: number;
  readonly color: Color;
};

const standardType = { labelPx: 42, linePx: 50, numberScale: 1 } as const;
const standardMotion = { entranceMs: 550 } as const;

/** What must be readable on what, and how well: WCAG 2.2 for text, and for large text. */
const contrastPairs = [
  { text: 'ink', on: 'ground', ratioMin: 4.5 },
  { text: 'inkQuiet', on: 'ground', ratioMin: 4.5 },
  { text: 'ink', on: 'surface', ratioMin: 4.5 },
  { text: 'inkQuiet', on: 'surface', ratioMin: 4.5 },
  { text: 'onBrand', on: 'brand', ratioMin: 3 },
] as const;

/** Every pair of a palette that must be readable, with its ratio; `ground` counts with its worse end. */
export function contrastsOf(palette: Palette) {
  return contrastPairs.map((pair) => {
    const grounds = pair.on === 'ground' ? palette.ground : [palette[pair.on]];
    const ratio = Math.min(...grounds.map((ground) => contrastRatio(palette[pair.text], ground)));
    return { ...pair, ratio, isEnough: ratio >= pair.ratioMin };
  });
}

export const lightTheme: Theme = {
  name: 'spendsense',
  mode: 'light',
  type: standardType,
  motion: standardMotion,
  logo: null,
  palette: {
    ground: ['#f7f9fd', '#e9eefa'],
    surface: '#ffffff',
    line: '#cfd8ea',
    track: '#d3ddf0',
    ink: '#14213d',
    inkQuiet: '#4b5a78',
    brand: '#2f5fe3',
    brandDeep: '#1b2f73',
    brandSoft: '#bfd0fb',
    accent: '#0fa3a3',
    accentSoft: '#b5e6e3',
    onBrand: '#ffffff',
    good: '#22c55e',
    warn: '#f59e0b',
    bad: '#ef4444',
    gold: '#f6b73c',
    shadow: '#1b2f73',
  },
};

export const darkTheme: Theme = {
  name: 'spendsense',
  mode: 'dark',
  type: standardType,
  motion: standardMotion,
  logo: null,
  palette: {
    ground: ['#131a2e', '#0d1222'],
    surface: '#1e2740',
    line: '#3a4769',
    track: '#2a3552',
    ink: '#f2f5fc',
    inkQuiet: '#aab6d3',
    brand: '#5f88f7',
    brandDeep: '#2c469f',
    brandSoft: '#34477f',
    accent: '#35cfc9',
    accentSoft: '#1f5560',
    onBrand: '#ffffff',
    good: '#34d673',
    warn: '#fbb03b',
    bad: '#ff6b6b',
    gold: '#ffcb5c',
    shadow: '#05070f',
  },
};
