import { type Color, contrastRatio } from './color.ts';
import type { Font } from './font.ts';
import { inter } from './inter.ts';
import { type MotionStyle, standardMotion } from './motion.ts';

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
  readonly onAccent: Color;
  readonly good: Color;
  readonly goodDeep: Color;
  readonly warn: Color;
  readonly bad: Color;
  readonly badDeep: Color;
  readonly gold: Color;
  readonly goldSoft: Color;
  readonly goldDeep: Color;
  readonly onGold: Color;
  readonly shadow: Color;
};

/** Everything a house style may change about a film. */
export type Theme = {
  readonly name: string;
  readonly mode: 'light' | 'dark';
  readonly palette: Palette;
  /** Design pixels in a frame of 1280 × 720 or 720 × 1280. Text that does not fit is set smaller. */
  readonly type: {
    readonly font: Font;
    readonly labelPx: number;
    readonly linePx: number;
    /** From one baseline of the closing line to the next, in its sizes. */
    readonly lineHeight: number;
    readonly numberScale: number;
  };
  readonly motion: MotionStyle;
  readonly spacing: Spacing;
  /** A mark in the lower right corner, or none: path data in absolute M, L, C, Q, Z, and the box it was drawn in. */
  readonly logo: Logo | null;
};

/** Design pixels. */
export type Spacing = {
  /** What stays free at both sides of a frame. */
  readonly marginPx: { readonly landscape: number; readonly portrait: number; readonly infographic: number };
  /** Between the picture and the words beside it. */
  readonly gutterPx: number;
  /** Height of one row of numbers in the infographic. */
  readonly rowPx: number;
};

export type Logo = {
  readonly d: string;
  readonly width: number;
  readonly height: number;
  readonly color: Color;
};

const standardType = { font: inter, labelPx: 42, linePx: 50, lineHeight: 1.18, numberScale: 1 } as const;
const standardSpacing: Spacing = {
  marginPx: { landscape: 64, portrait: 40, infographic: 48 },
  gutterPx: 52,
  rowPx: 62,
};

/** What must be readable on what, and how well: WCAG 2.2 for text, and for large text. */
const contrastPairs = [
  { text: 'ink', on: 'ground', ratioMin: 4.5 },
  { text: 'inkQuiet', on: 'ground', ratioMin: 4.5 },
  { text: 'ink', on: 'surface', ratioMin: 4.5 },
  { text: 'inkQuiet', on: 'surface', ratioMin: 4.5 },
  { text: 'onBrand', on: 'brand', ratioMin: 3 },
  { text: 'onBrand', on: 'goodDeep', ratioMin: 3 },
  { text: 'onAccent', on: 'accent', ratioMin: 3 },
  { text: 'onGold', on: 'gold', ratioMin: 3 },
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
  spacing: standardSpacing,
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
    onAccent: '#06302f',
    good: '#22c55e',
    goodDeep: '#15803d',
    warn: '#f59e0b',
    bad: '#ef4444',
    badDeep: '#b3261e',
    gold: '#f6b73c',
    goldSoft: '#ffd978',
    goldDeep: '#a86a08',
    onGold: '#3d2903',
    shadow: '#1b2f73',
  },
};

export const darkTheme: Theme = {
  name: 'spendsense',
  mode: 'dark',
  type: standardType,
  motion: standardMotion,
  spacing: standardSpacing,
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
    onAccent: '#06302f',
    good: '#34d673',
    goodDeep: '#15803d',
    warn: '#fbb03b',
    bad: '#ff6b6b',
    badDeep: '#b3261e',
    gold: '#ffcb5c',
    goldSoft: '#ffd978',
    goldDeep: '#a86a08',
    onGold: '#3d2903',
    shadow: '#05070f',
  },
};
