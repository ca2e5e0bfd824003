import type { DrawOwnInfographic } from '../members/own-infographic-port.ts';
import { infographicSvg } from '../studio/infographic.ts';
import { darkTheme, lightTheme, type Theme } from '../studio/theme.ts';

/** The studio's pen behind the port. A house has one look, on light pages and dark ones; SpendSense's own has two. */
export function createDrawOwnInfographic(house: Theme | null): DrawOwnInfographic {
  return ({ theme, ...order }) =>
    infographicSvg({ ...order, theme: house ?? (theme === 'dark' ? darkTheme : lightTheme) });
}
