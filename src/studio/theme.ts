import type { Color } from './color.ts';

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
};

export const lightTheme: Theme = {
  name: 'spendsense',
  mode: 'light',
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
