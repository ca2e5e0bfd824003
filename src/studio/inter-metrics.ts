/**
 * Advance widths of Inter in thousandths of an em, for laying text out without loading a font.
 * Characters 32–126, 160–255, then the punctuation of `EXTRA`; measured from the font files that the films use.
 */
const EXTRA = '–—‘’“”…•€−';
const W500 = widths(
  '267 304 494 639 646 993 653 313 369 369 521 667 303 462 303 370 646 415 616 627 656 603 630 571 629 630 303 315 667 667 667 527 982 709 657 733 722 603 589 748 745 272 575 688 565 913 756 767 642 769 648 646 653 740 709 1003 701 696 641 369 370 369 477 463 337 568 618' +
    ' 577 618 587 379 620 602 252 252 559 252 888 602 604 618 618 387 539 340 602 575 829 557 575 559 440 346 440 667 267 304 577 620 737 557 293 568 602 914 457 608 667 0 665 465 457 667 448 455 337 600 601 303 300 314 485 608 817 858 895 527 709 709 709 709 709 709 1003' +
    ' 733 603 603 603 603 272 272 272 272 743 756 767 767 767 767 767 667 767 740 740 740 740 696 647 630 568 568 568 568 568 568 915 577 587 587 587 587 252 252 252 252 588 602 604 604 604 604 604 667 604 602 602 602 602 575 618 575 500 1000 277 277 474 471 910 533 672 667',
);
const W700 = widths(
  '237 338 552 649 655 1016 672 339 377 377 559 679 334 468 334 388 674 431 630 646 676 622 649 582 651 649 334 343 679 679 679 560 1016 747 662 740 722 607 587 750 747 281 584 719 565 932 762 771 648 777 657 655 667 732 747 1038 738 731 664 377 388 377 487 476 365 581 630' +
    ' 588 630 596 398 632 623 271 271 580 271 913 623 613 630 630 407 560 366 623 600 850 580 602 573 469 372 469 679 237 338 588 639 762 570 339 568 623 914 464 660 679 0 662 439 459 679 460 472 365 628 599 334 364 333 490 660 846 881 920 560 747 747 747 747 747 747 1022' +
    ' 740 607 607 607 607 281 281 281 281 760 762 771 771 771 771 771 679 771 732 732 732 732 731 669 657 581 581 581 581 581 581 910 588 596 596 596 596 271 271 271 271 599 623 613 613 613 613 613 679 613 623 623 623 623 602 630 602 500 1000 311 311 540 532 1002 474 685 679',
);
const UNKNOWN = 680;

function widths(list: string): readonly number[] {
  return list.split(' ').map(Number);
}

export type FontWeight = 500 | 600 | 700;

function indexOfCharacter(character: string): number {
  const code = character.charCodeAt(0);
  if (code >= 32 && code <= 126) return code - 32;
  if (code >= 160 && code <= 255) return code - 160 + 95;
  const extra = EXTRA.indexOf(character);
  return extra < 0 ? -1 : 191 + extra;
}

/** Width of one line of text. Tabular digits all take the widest digit's room. */
export function textWidth(text: string, size: number, weight: FontWeight, isTabular = false): number {
  const table = weight === 500 ? W500 : W700;
  let width = 0;
  for (const character of text) {
    const isCell = isTabular && character >= '0' && character <= '9';
    width += isCell ? digitWidth(weight) : (table[indexOfCharacter(character)] ?? UNKNOWN);
  }
  return (width * size) / 1000;
}

/** The widest digit, in thousandths of an em: the cell of tabular figures. */
export function digitWidth(weight: FontWeight): number {
  return weight === 500 ? 656 : 676;
}

/**
 * Breaks text into at most `linesMax` lines that fit; balanced, so that the last line is not one lost word.
 * Answers the lines and the size, which is reduced where the text would not fit otherwise.
 */
export function fitText(
  text: string,
  fit: { width: number; size: number; weight: FontWeight; linesMax: number },
): { lines: readonly string[]; size: number } {
  for (let size = fit.size; size > fit.size * 0.5; size -= 2) {
    const lines = breakLines(text, size, fit);
    if (lines) return { lines, size };
  }
  return { lines: [text], size: fit.size * 0.5 };
}

function breakLines(
  text: string,
  size: number,
  fit: { width: number; weight: FontWeight; linesMax: number },
): readonly string[] | null {
  const fits = (line: string) => textWidth(line, size, fit.weight) <= fit.width;
  if (fits(text)) return [text];
  if (fit.linesMax < 2) return null;
  const words = text.split(' ');
  let best: { lines: readonly string[]; slack: number } | null = null;
  for (let cut = 1; cut < words.length; cut += 1) {
    const first = words.slice(0, cut).join(' ');
    if (!fits(first)) break;
    const rest = breakLines(words.slice(cut).join(' '), size, { ...fit, linesMax: fit.linesMax - 1 });
    if (!rest) continue;
    const widths = [first, ...rest].map((line) => textWidth(line, size, fit.weight));
    const slack = Math.max(...widths) - Math.min(...widths);
    if (!best || slack < best.slack) best = { lines: [first, ...rest], slack };
  }
  return best?.lines ?? null;
}
