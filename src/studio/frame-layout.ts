import type { Storyboard } from '../lessons/storyboard.ts';
import type { Box } from './drawing.ts';
import type { Spacing } from './theme.ts';

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

/**
 * Where things stand in a frame. `picture.scale` maps the picture's own box onto its place; by `textScale` its words
 * are enlarged beforehand, so that a smaller picture has no smaller words.
 */
export type FrameLayout = {
  readonly picture: Box & { readonly scale: number; readonly textScale: number };
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

/** Where a page lays the member's own number: the same in every theme, because pages rely on it. */
const slots: Record<FrameShape, Box> = {
  landscape: { x: 832, y: 48, width: 384, height: 144 },
  portrait: { x: 40, y: 40, width: 640, height: 130 },
};

const column = {
  align: 'left',
  size: 156,
  before: 380,
  after: 330,
  labelGap: 76,
  isLabelBeside: false,
} as const;

const PICTURE = { width: 600, height: 450 } as const;
const COLUMN_WIDTH = 500;

/** Where things stand in a frame, within a theme's margins. Wider margins make pictures smaller, not words. */
export function frameLayout(
  shape: FrameShape,
  layout: Storyboard['layout'],
  { marginPx, gutterPx }: Spacing,
): FrameLayout {
  if (shape === 'portrait') return portraitLayout(layout, marginPx.portrait);
  const margin = marginPx.landscape;
  const { width: frameWidth } = designSizes.landscape;
  const room = frameWidth - margin * 2;
  if (layout === 'wide') return wideLayout(margin, room);
  const scale = Math.min(1, (room - gutterPx) / (PICTURE.width + COLUMN_WIDTH));
  const textScale = 1 / scale;
  const width = COLUMN_WIDTH * scale;
  if (layout === 'left') {
    const x = frameWidth - margin - width;
    return {
      picture: { x: margin, y: 108 + (PICTURE.height / 2) * (1 - scale), ...PICTURE, scale, textScale },
      number: { ...column, x, width },
      line: { x, y: 500, width, linesMax: 2 },
      slot: slots.landscape,
    };
  }
  const x = margin + 8;
  return {
    picture: { x: frameWidth - margin - 568 * scale, y: 198, ...PICTURE, scale: 0.86 * scale, textScale },
    number: { ...column, x, width },
    line: { x, y: 500, width, linesMax: 2 },
    slot: slots.landscape,
  };
}

function wideLayout(margin: number, room: number): FrameLayout {
  return {
    picture: { x: margin, y: 205, width: room, height: 278, scale: 1, textScale: 1 },
    number: {
      x: margin,
      align: 'left',
      width: 620,
      size: 132,
      before: 172,
      after: 172,
      labelGap: 0,
      isLabelBeside: true,
    },
    line: { x: margin, y: 575, width: room, linesMax: 1 },
    slot: slots.landscape,
  };
}

function portraitLayout(layout: Storyboard['layout'], margin: number): FrameLayout {
  const room = designSizes.portrait.width - margin * 2;
  const picture = layout === 'wide' ? { width: 612, height: 459 } : PICTURE;
  const width = Math.min(612, room - 28);
  return {
    picture: {
      x: (designSizes.portrait.width - width) / 2,
      y: 208,
      ...picture,
      scale: width / picture.width,
      textScale: 612 / width,
    },
    number: {
      x: 360,
      align: 'center',
      width: room - 20,
      size: 140,
      before: 850,
      after: 814,
      labelGap: 66,
      isLabelBeside: false,
    },
    line: { x: 360, y: 972, width: room, linesMax: 2 },
    slot: slots.portrait,
  };
}
