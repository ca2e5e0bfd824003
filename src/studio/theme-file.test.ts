import { describe, expect, test } from 'vitest';
import { contrastRatio } from './color.ts';
import { contrastsOf, darkTheme, lightTheme } from './theme.ts';
import { parseThemeFile as parse } from './theme-file.ts';

const parseThemeFile = (content: string) => parse(content, import.meta.dirname);

function refusalOf(theme: unknown): string {
  const parsed = parseThemeFile(typeof theme === 'string' ? theme : JSON.stringify(theme));
  return parsed.kind === 'refused' ? parsed.refusal : 'accepted';
}

describe('a theme file', () => {
  test('changes what it names and keeps the rest', () => {
    const logo = { d: 'M0 0L10 0L10 10Z', width: 10, height: 10, color: '#123456' };
    const parsed = parseThemeFile(JSON.stringify({ name: 'bank', palette: { brand: '#0a5c36' }, logo }));
    expect(parsed).toMatchObject({ kind: 'ok', value: { name: 'bank', mode: 'light', logo } });
    if (parsed.kind === 'ok') {
      expect(parsed.value.palette).toEqual({ ...lightTheme.palette, brand: '#0a5c36' });
      expect(parsed.value.type).toEqual(lightTheme.type);
    }
  });

  test('is refused with the place and the rule', () => {
    expect(refusalOf('{')).toMatch(/^not JSON/);
    expect(refusalOf({ name: 'x', palette: { brand: 'blue' } })).toBe(
      'palette.brand: a colour is written #rrggbb (found "blue")',
    );
    expect(refusalOf({ name: 'x', palette: { brnd: '#000000' } })).toMatch(/palette: .*brnd/);
    expect(refusalOf({ name: 'x', logo: { d: 'm1 1', width: 1, height: 1, color: '#000000' } })).toMatch(
      /absolute/,
    );
  });

  test('may change one number of a group and keeps its neighbours', () => {
    const motion = { overshootRatio: 0, curves: { out: [0, 0, 0.2, 1] } };
    const parsed = parseThemeFile(
      JSON.stringify({ name: 'x', motion, spacing: { marginPx: { landscape: 80 } } }),
    );
    expect(parsed).toMatchObject({ kind: 'ok' });
    if (parsed.kind !== 'ok') return;
    const { out: _, ...curves } = lightTheme.motion.curves;
    expect(parsed.value.motion).toMatchObject({ ...lightTheme.motion, ...motion, curves });
    expect(parsed.value.spacing).toEqual({
      ...lightTheme.spacing,
      marginPx: { ...lightTheme.spacing.marginPx, landscape: 80 },
    });
  });

  test('whose colours lie beside each other and look alike in grey is refused', () => {
    expect(refusalOf({ name: 'x', palette: { accent: '#b03a2e', onAccent: '#ffffff' } })).toMatch(
      /^palette\.brand on palette\.accent has a contrast of 1\.\d+; it needs 1\.5$/,
    );
  });

  test('that would break a film’s layout or numbers is refused with its bounds', () => {
    expect(refusalOf({ name: 'x', spacing: { marginPx: { portrait: 200 } } })).toMatch(
      /^spacing\.marginPx\.portrait: .*56/,
    );
    expect(refusalOf({ name: 'x', motion: { entranceMs: -1 } })).toMatch(/^motion\.entranceMs: .*0/);
    expect(refusalOf({ name: 'x', motion: { curves: { out: [0.2, 1.4, 0.3, 1] } } })).toBe(
      'motion.curves.out: each of the four is from 0 to 1 (found [0.2,1.4,0.3,1])',
    );
    expect(refusalOf({ name: 'x', motion: { speed: 2 } })).toMatch(
      /^motion: .*speed.*CONTRIBUTING\.md lists every field/,
    );
    expect(refusalOf({ name: 'x', type: { lineHeight: 3 } })).toMatch(/^type\.lineHeight: .*1\.2/);
  });

  test('with letters of its own is refused with the file that is missing, is no font, or lacks signs', () => {
    const inter = '../../node_modules/@fontsource/inter/files/inter-latin-';
    const themeWith = (file: string) => {
      const files = { 500: `${inter}500-italic.woff2`, 600: file, 700: `${inter}700-italic.woff2` };
      return { name: 'x', type: { font: { family: 'House Sans', files } } };
    };
    expect(refusalOf(themeWith(`${inter}600-italic.woff2`))).toBe('accepted');
    expect(refusalOf(themeWith('House-600.woff2'))).toMatch(
      /^type\.font\.files\.600: \/.*House-600\.woff2 cannot be read \(ENOENT.*paths count from the theme file's folder$/,
    );
    expect(refusalOf(themeWith('theme-file.ts'))).toMatch(
      /^type\.font\.files\.600: .*theme-file\.ts is not a font; give a TTF, OTF or WOFF2 file$/,
    );
    expect(refusalOf(themeWith(`${inter}ext-600-normal.woff2`))).toMatch(
      /^type\.font\.files\.600: .* has no ! " .* A? ?B .*; give a file with all of Latin-1$/,
    );
  });

  test('whose text could not be read is refused with the ratio', () => {
    expect(refusalOf({ name: 'x', palette: { inkQuiet: '#c0c8d8' } })).toMatch(
      /palette\.inkQuiet on palette\.ground has a contrast of 1\.\d+; it needs 4\.5/,
    );
    expect(refusalOf({ name: 'x', palette: { gold: '#4a3208' } })).toMatch(
      /palette\.onGold on palette\.gold has/,
    );
  });
});

test('the built-in themes keep their own contrast rules', () => {
  expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21, 5);
  for (const theme of [lightTheme, darkTheme]) {
    expect(contrastsOf(theme.palette).filter((pair) => !pair.isEnough)).toEqual([]);
  }
});
