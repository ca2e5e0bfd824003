import type { DrawOwnInfographic } from '../members/own-infographic-port.ts';
import { infographicSvg } from '../studio/infographic.ts';
import { darkTheme, lightTheme } from '../studio/theme.ts';

/** The studio's pen behind the port. */
export const drawOwnInfographic: DrawOwnInfographic = ({ theme, ...order }) =>
  infographicSvg({ ...order, theme: theme === 'dark' ? darkTheme : lightTheme });
