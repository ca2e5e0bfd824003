export const fontWeights = [500, 600, 700] as const;
export type FontWeight = (typeof fontWeights)[number];

/** A family of letters: what laying out and painting text need to know of it. Plain data, so that threads get it. */
export type Font = {
  /** Its name for people and for SVG. */
  readonly family: string;
  /** The name under which the canvas knows it. */
  readonly face: string;
  /** One file for each weight; null for the one that comes with the program. */
  readonly files: Readonly<Record<FontWeight, string>> | null;
  /** Advance widths of `measuredCharacters`, as painted, in thousandths of the nominal size. */
  readonly widths: Readonly<Record<FontWeight, readonly number[]>>;
  /** The widest digit of each weight: the cell of tabular figures. */
  readonly digitWidths: Readonly<Record<FontWeight, number>>;
  /** Painted this much smaller than asked for, so that a wide family takes no more room than Inter. */
  readonly sizeFactor: number;
};

const codes = (first: number, last: number): string =>
  String.fromCharCode(...Array.from({ length: last - first + 1 }, (_, index) => first + index));

/** What the widths tables hold, in their order. */
export const measuredCharacters = `${codes(32, 126)}${codes(160, 255)}–—‘’“”…•€−`;

/** Where a character stands in the widths tables; -1 for one that isn't measured. */
export function indexOfCharacter(character: string): number {
  const code = character.charCodeAt(0);
  if (code >= 32 && code <= 126) return code - 32;
  if (code >= 160 && code <= 255) return code - 160 + 95;
  return measuredCharacters.indexOf(character);
}
