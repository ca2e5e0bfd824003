import { sha256Hex } from '../kernel/hash.ts';
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

/**
 * What must be readable on what, and how well: WCAG 2.2 for text, and for large text. And what lies beside what in
 * the films and must be told apart in grey.
 */
const contrastPairs = [
  { color: 'ink', on: 'ground', ratioMin: 4.5 },
  { color: 'inkQuiet', on: 'ground', ratioMin: 4.5 },
  { color: 'ink', on: 'surface', ratioMin: 4.5 },
  { color: 'inkQuiet', on: 'surface', ratioMin: 4.5 },
  { color: 'onBrand', on: 'brand', ratioMin: 3 },
  { color: 'onBrand', on: 'goodDeep', ratioMin: 3 },
  { color: 'onAccent', on: 'accent', ratioMin: 3 },
  { color: 'onGold', on: 'gold', ratioMin: 3 },
  { color: 'brand', on: 'accent', ratioMin: 1.5 },
  { color: 'accent', on: 'gold', ratioMin: 1.5 },
  { color: 'brand', on: 'ground', ratioMin: 1.5 },
  { color: 'brand', on: 'track', ratioMin: 1.5 },
  { color: 'warn', on: 'track', ratioMin: 1.5 },
  { color: 'brand', on: 'surface', ratioMin: 1.5 },
  { color: 'accent', on: 'surface', ratioMin: 1.5 },
  { color: 'good', on: 'surface', ratioMin: 1.5 },
  { color: 'bad', on: 'surface', ratioMin: 1.5 },
  { color: 'gold', on: 'surface', ratioMin: 1.5 },
] as const;

/** Every pair of a palette that must be told apart, with its ratio; `ground` counts with its worse end. */
export function contrastsOf(palette: Palette) {
  return contrastPairs.map((pair) => {
    const grounds = pair.on === 'ground' ? palette.ground : [palette[pair.on]];
    const ratio = Math.min(...grounds.map((ground) => contrastRatio(palette[pair.color], ground)));
    return { ...pair, ratio, isEnough: ratio >= pair.ratioMin };
  });
}

/** A theme's digest, the same on every machine: of its fonts it takes what they are, not where they lie. */
export function themeSha256(theme: Theme): string {
  const { files: _, ...font } = theme.type.font;
  return sha256Hex(JSON.stringify({ ...theme, type: { ...theme.type, font } }));
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
    surface: '#2f3c61',
    line: '#5b6a96',
    track: '#495a88',
    ink: '#f2f5fc',
    inkQuiet: '#aab6d3',
    brand: '#4a74ec',
    brandDeep: '#4163cc',
    brandSoft: '#34477f',
    accent: '#1fb5b0',
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
