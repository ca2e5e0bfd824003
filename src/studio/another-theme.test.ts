import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assert } from '../kernel/assert.ts';
import { sha256Hex } from '../kernel/hash.ts';
import { lessons } from '../lessons/catalogue.ts';
import { composeFilm } from './film-scene.ts';
import { FrameCanvas } from './frame-canvas.ts';
import { designSizes, type FrameShape } from './frame-layout.ts';
import { infographicSvg } from './infographic.ts';
import { provenanceJson } from './provenance.ts';
import { lightTheme, type Theme } from './theme.ts';
import { readThemeFile } from './theme-file.ts';

const themes = join(import.meta.dirname, '../../test/fixtures/themes');
const read = readThemeFile(join(themes, 'another-house.json'));
assert(read.kind === 'ok', read.kind === 'refused' ? read.refusal : 'it can be read');
const otherHouse = read.value;

/** Each part of the other house's look alone: whatever a house changes, every film changes. */
const variants: Record<string, Theme> = {
  colours: { ...lightTheme, palette: otherHouse.palette },
  letters: { ...lightTheme, type: { ...lightTheme.type, font: otherHouse.type.font } },
  sizes: { ...otherHouse, palette: lightTheme.palette, spacing: lightTheme.spacing, logo: null },
  curves: { ...lightTheme, motion: { ...lightTheme.motion, curves: otherHouse.motion.curves } },
  times: { ...lightTheme, motion: { ...otherHouse.motion, curves: lightTheme.motion.curves } },
  margins: { ...lightTheme, spacing: otherHouse.spacing },
  logo: { ...lightTheme, logo: otherHouse.logo },
};
const moments = [150, 2600, 4200];

function framesOf(lesson: (typeof lessons)[number], theme: Theme, shape: FrameShape): string {
  const { width, height } = designSizes[shape];
  const scene = composeFilm({ lesson, locale: 'en', theme, shape });
  const canvas = new FrameCanvas(scene, { width: width / 8, height: height / 8 });
  const frames: string[] = [];
  for (const ms of moments) {
    canvas.forget();
    canvas.show(ms, ({ rgba }) => frames.push(sha256Hex(rgba)));
  }
  return frames.join();
}

describe.each(lessons.map((lesson) => [lesson.topic, lesson] as const))('%s', (_, lesson) => {
  test.each(['landscape', 'portrait'] as const)('looks different for every part of a look, %s', (shape) => {
    const own = framesOf(lesson, lightTheme, shape);
    const unchanged = Object.entries(variants)
      .filter(([, theme]) => framesOf(lesson, theme, shape) === own)
      .map(([part]) => part);
    expect(unchanged).toEqual([]);
  });

  test('has another infographic, in the other house’s letters', () => {
    const svg = infographicSvg({ lesson, locale: 'en', theme: otherHouse });
    expect(svg).toContain(`font-family="'Inter Italic', Inter, `);
    expect(svg).toContain(`fill="${otherHouse.palette.brand}"`);
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  test('stands still from the start where a house lets nothing come in or go', () => {
    const still = {
      ...lightTheme,
      motion: { ...lightTheme.motion, entranceMs: 0, exitMs: 0, emphasisMs: 0 },
    };
    for (const shape of ['landscape', 'portrait'] as const) {
      const scene = composeFilm({ lesson, locale: 'en', theme: still, shape });
      for (const ms of [0, 33, 1500, 4000, 8000]) {
        expect(JSON.stringify(scene.drawAt(ms))).not.toMatch(/null|NaN|Infinity/);
      }
    }
  });
});

test('the record of a film names letters by what they are, not by where they lie', () => {
  const [lesson] = lessons;
  assert(lesson, 'there is a lesson');
  const themeOf = (type: Theme['type']) => {
    const theme = { ...otherHouse, type };
    const film = {
      lesson,
      locale: 'en',
      size: { width: 1280, height: 720 },
      encoder: 'npm',
      film: Buffer.from('film'),
      madeAt: new Date('2026-11-25T10:00:00Z'),
    } as const;
    const record = provenanceJson({ ...film, theme });
    expect(record).not.toContain('node_modules');
    return JSON.parse(record).record.theme.sha256;
  };
  const { font } = otherHouse.type;
  const files = { 500: '/a.woff2', 600: '/b.woff2', 700: '/c.woff2' };
  const here = themeOf(otherHouse.type);
  expect(themeOf({ ...otherHouse.type, font: { ...font, files } })).toBe(here);
  expect(themeOf({ ...otherHouse.type, font: { ...font, face: 'SpendSenseOther' } })).not.toBe(here);
});
