import { type Font, type FontWeight, indexOfCharacter } from './font.ts';
import { inter } from './inter.ts';

/** How a line of text is set. Inter, where no font is named. */
export type Lettering = {
  readonly size: number;
  readonly weight: FontWeight;
  readonly font?: Font | undefined;
  /** Digits of equal width. */
  readonly isTabular?: boolean | undefined;
};

/** For what no font measures: wider than nearly every letter. */
const UNKNOWN_WIDTH = 680;

/** Width of one line of text, without loading a font. Tabular digits all take the widest digit's room. */
export function textWidth(text: string, { size, weight, font = inter, isTabular }: Lettering): number {
  const table = font.widths[weight];
  let width = 0;
  for (const character of text) {
    const isCell = isTabular && character >= '0' && character <= '9';
    width += isCell ? font.digitWidths[weight] : (table[indexOfCharacter(character)] ?? UNKNOWN_WIDTH);
  }
  return (width * size) / 1000;
}

/**
 * Breaks text into at most `linesMax` lines that fit; balanced, so that the last line is not one lost word.
 * Answers the lines and the size, which is reduced where the text would not fit otherwise.
 */
export function fitText(
  text: string,
  fit: Lettering & { width: number; linesMax: number },
): { lines: readonly string[]; size: number } {
  for (let size = fit.size; size > fit.size * 0.5; size -= 2) {
    const lines = breakLines(text, { ...fit, size });
    if (lines) return { lines, size };
  }
  return { lines: [text], size: fit.size * 0.5 };
}

function breakLines(
  text: string,
  fit: Lettering & { width: number; linesMax: number },
): readonly string[] | null {
  const fits = (line: string) => textWidth(line, fit) <= fit.width;
  if (fits(text)) return [text];
  if (fit.linesMax < 2) return null;
  const words = text.split(' ');
  let best: { lines: readonly string[]; slack: number } | null = null;
  for (let cut = 1; cut < words.length; cut += 1) {
    const first = words.slice(0, cut).join(' ');
    if (!fits(first)) break;
    const rest = breakLines(words.slice(cut).join(' '), { ...fit, linesMax: fit.linesMax - 1 });
    if (!rest) continue;
    const widths = [first, ...rest].map((line) => textWidth(line, fit));
    const slack = Math.max(...widths) - Math.min(...widths);
    if (!best || slack < best.slack) best = { lines: [first, ...rest], slack };
  }
  return best?.lines ?? null;
}
