import type { LessonLocale } from '../lessons/worked-value.ts';
import type { Drawing } from './drawing.ts';
import type { Font } from './font.ts';
import type { Motion } from './motion.ts';
import type { Palette } from './theme.ts';

/** What a picture knows when it draws one moment of itself: the moment, how the house moves, and what is shown. */
export type PictureStage = Motion & {
  readonly palette: Palette;
  readonly font: Font;
  readonly locale: LessonLocale;
  /** The picture draws from (0, 0) to this corner. */
  readonly width: number;
  readonly height: number;
  /** Tall frames give a wide picture a box that is nearly square: it stacks what it would line up. */
  readonly isTall: boolean;
  /** The amount of the worked value that plays this role, in its unit. */
  amount(role: string): number;
  /** The same, formatted for people. */
  shown(role: string): string;
  label(role: string): string;
};

/** A metaphor: a pure function of the moment. The same stage gives the same drawing. */
export type Picture = (stage: PictureStage) => Drawing;
