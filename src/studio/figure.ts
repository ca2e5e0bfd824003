import type { Color } from './color.ts';
import { type Drawing, text } from './drawing.ts';
import type { Font } from './font.ts';
import { textWidth } from './text-width.ts';

const SYMBOL_SHARE = 0.56;
const CAP_HEIGHT = 0.727;
const GAP_SHARE = 0.03;

type Lettering = { readonly size: number; readonly font: Font };
type Run = { readonly text: string; readonly isSymbol: boolean };

/** `$1,400` → `$` + `1,400`: signs are set smaller than their digits. */
function runsOf(formatted: string): readonly Run[] {
  const parts = formatted.match(/[\d.,]+|[^\d.,]+/g) ?? [];
  return parts.map((part) => ({ text: part.trim(), isSymbol: !/\d/.test(part) })).filter((run) => run.text);
}

function runWidth(run: Run, { size, font }: Lettering): number {
  return run.isSymbol
    ? textWidth(run.text, { size: size * SYMBOL_SHARE, weight: 700, font }) + size * GAP_SHARE
    : textWidth(run.text, { size, weight: 700, font, isTabular: true });
}

export function figureWidth(formatted: string, lettering: Lettering): number {
  return runsOf(formatted).reduce((sum, run) => sum + runWidth(run, lettering), 0);
}

/** A large number. A sign in front hangs from the top of the digits, one behind stands on their baseline. */
export function figure(
  formatted: string,
  place: Lettering & { x: number; y: number; align: 'left' | 'center' | 'right'; fill: Color },
): Drawing {
  const { size } = place;
  const before = { left: 0, center: 0.5, right: 1 }[place.align] * figureWidth(formatted, place);
  let x = place.x - before;
  return runsOf(formatted).map((run, index) => {
    const isHanging = run.isSymbol && index === 0;
    const lift = isHanging ? CAP_HEIGHT * size * (1 - SYMBOL_SHARE) : 0;
    const nudge = run.isSymbol && !isHanging ? size * GAP_SHARE : 0;
    const shape = text(run.text, x + nudge, place.y - lift, {
      size: run.isSymbol ? size * SYMBOL_SHARE : size,
      weight: 700,
      fill: place.fill,
      isTabular: !run.isSymbol,
    });
    x += runWidth(run, place);
    return shape;
  });
}
