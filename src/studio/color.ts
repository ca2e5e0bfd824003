/** Colours are `#rrggbb`: what canvas, SVG and a contrast formula all understand. */
export type Color = string;

const HEX = /^#[0-9a-f]{6}$/i;

export function isColor(text: string): boolean {
  return HEX.test(text);
}

function channels(color: Color): [number, number, number] {
  const bits = Number.parseInt(color.slice(1, 7), 16);
  return [(bits >> 16) & 255, (bits >> 8) & 255, bits & 255];
}

/** A colour with opacity, `#rrggbbaa`. */
export function fade(color: Color, opacity: number): Color {
  const alpha = Math.round(Math.min(1, Math.max(0, opacity)) * 255);
  return `${color.slice(0, 7)}${alpha.toString(16).padStart(2, '0')}`;
}

/** From one colour to another: 0 is the first, 1 the second. */
export function blend(from: Color, to: Color, progress: number): Color {
  const p = Math.min(1, Math.max(0, progress));
  const a = channels(from);
  const b = channels(to);
  const mixed = a.map((value, index) => Math.round(value + ((b[index] ?? 0) - value) * p));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** Relative luminance of WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: Color): number {
  const linear = channels(color).map((value) => {
    const s = value / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
}

/** Contrast ratio of WCAG 2.2, from 1 to 21. */
export function contrastRatio(one: Color, other: Color): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}
