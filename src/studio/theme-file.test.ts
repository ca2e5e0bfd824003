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
      'palette.brand: a colour is written #rrggbb',
    );
    expect(refusalOf({ name: 'x', palette: { brnd: '#000000' } })).toMatch(/palette: .*brnd/);
    expect(refusalOf({ name: 'x', logo: { d: 'm1 1', width: 1, height: 1, color: '#000000' } })).toMatch(
      /absolute/,
    );
  });

  test('whose text could not be read is refused with the ratio', () => {
    expect(refusalOf({ name: 'x', palette: { inkQuiet: '#c0c8d8' } })).toMatch(
      /palette\.inkQuiet on palette\.ground has a contrast of 1\.\d+; it needs 4\.5/,
    );
  });
});

test('the built-in themes keep their own contrast rules', () => {
  expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21, 5);
  for (const theme of [lightTheme, darkTheme]) {
    expect(contrastsOf(theme.palette).filter((pair) => !pair.isEnough)).toEqual([]);
  }
});
