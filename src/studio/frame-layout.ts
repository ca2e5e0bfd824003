import type { Storyboard } from '../lessons/storyboard.ts';
import type { Box } from './drawing.ts';

/** Design pixels. Every size of a film is one of these two, scaled. */
export const designSizes = {
  landscape: { width: 1280, height: 720 },
  portrait: { width: 720, height: 1280 },
} as const;
export type FrameShape = keyof typeof designSizes;

/** From here on the slot is empty, for the member's own number that a page may lay over the film. */
export const SLOT_FREE_FROM_MS = 4000;
/** The lowest part of every frame belongs to captions. */
export const CAPTION_SHARE = 0.18;

/** Where things stand in a frame. `picture.scale` maps the picture's own box onto its place. */
export type FrameLayout = {
  readonly picture: Box & { readonly scale: number };
  readonly number: {
    readonly x: number;
    readonly align: 'left' | 'center';
    readonly width: number;
    readonly size: number;
    /** Baseline while the number is alone, and after the line has come. */
    readonly before: number;
    readonly after: number;
    /** From the number's baseline to its label's, where the label stands beneath. */
    readonly labelGap: number;
    readonly isLabelBeside: boolean;
  };
  readonly line: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly linesMax: number;
  };
  readonly slot: Box;
};

const landscapeSlot: Box = { x: 832, y: 48, width: 384, height: 144 };

const column = {
  align: 'left',
  width: 500,
  size: 156,
  before: 380,
  after: 330,
  labelGap: 76,
  isLabelBeside: false,
} as const;

const layouts: Record<FrameShape, Record<Storyboard['layout'], FrameLayout>> = {
  landscape: {
    left: {
      picture: { x: 64, y: 108, width: 600, height: 450, scale: 1 },
      number: { ...column, x: 716 },
      line: { x: 716, y: 500, width: 500, linesMax: 2 },
      slot: landscapeSlot,
    },
    right: {
      picture: { x: 648, y: 198, width: 600, height: 450, scale: 0.86 },
      number: { ...column, x: 72 },
      line: { x: 72, y: 500, width: 500, linesMax: 2 },
      slot: landscapeSlot,
    },
    wide: {
      picture: { x: 64, y: 205, width: 1152, height: 278, scale: 1 },
      number: {
        x: 64,
        align: 'left',
        width: 620,
        size: 132,
        before: 172,
        after: 172,
        labelGap: 0,
        isLabelBeside: true,
      },
      line: { x: 64, y: 575, width: 1152, linesMax: 1 },
      slot: landscapeSlot,
    },
  },
  portrait: {
    left: portraitLayout(600, 450),
    right: portraitLayout(600, 450),
    wide: portraitLayout(612, 459),
  },
};

function portraitLayout(width: number, height: number): FrameLayout {
  return {
    picture: { x: 54, y: 208, width, height, scale: 612 / width },
    number: {
      x: 360,
      align: 'center',
      width: 620,
      size: 140,
      before: 850,
      after: 814,
      labelGap: 66,
      isLabelBeside: false,
    },
    line: { x: 360, y: 972, width: 640, linesMax: 2 },
    slot: { x: 40, y: 40, width: 640, height: 130 },
  };
}

export function frameLayout(shape: FrameShape, layout: Storyboard['layout']): FrameLayout {
  return layouts[shape][layout];
}
