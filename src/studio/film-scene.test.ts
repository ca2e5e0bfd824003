import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assert } from '../kernel/assert.ts';
import { lessons } from '../lessons/catalogue.ts';
import { lessonLocales } from '../lessons/worked-value.ts';
import type { Box, Shape } from './drawing.ts';
import { composeFilm } from './film-scene.ts';
import { CAPTION_SHARE, type FrameShape, frameLayout, SLOT_FREE_FROM_MS } from './frame-layout.ts';
import { boundsOf, overlaps, visibleLeaves } from './shape-bounds.ts';
import { textWidth } from './text-width.ts';
import { lightTheme } from './theme.ts';
import { readThemeFile } from './theme-file.ts';

const shapes: readonly FrameShape[] = ['landscape', 'portrait'];
/** Another house's fonts, curves, times, margins and colours: what a lesson owes its viewers it owes in any theme. */
const otherHouse = readThemeFile(join(import.meta.dirname, '../../test/fixtures/themes/another-house.json'));
assert(otherHouse.kind === 'ok', otherHouse.kind === 'refused' ? otherHouse.refusal : 'it can be read');
const themes = [lightTheme, otherHouse.value];
const cases = themes.flatMap((theme) =>
  lessons.flatMap((lesson) =>
    shapes.flatMap((shape) =>
      lessonLocales.map((locale) => [theme.name, lesson.topic, shape, locale, { lesson, theme }] as const),
    ),
  ),
);
const payoffMoments = [SLOT_FREE_FROM_MS, 5000, 6200, 7400, 7966];

/** A number swells by this much when it has arrived; a foot, a ring or a drifting cloud reaches this far out. */
const [SWELL, SPILL] = [18, 26];

/** Where ink is: capital height for text, no shadow, no safety margin for small overshoot. */
function inkOf(shape: Shape): Box {
  if (shape.kind === 'text') {
    const width = textWidth(shape.text, shape);
    const before = { left: 0, center: 0.5, right: 1 }[shape.align] * width;
    return { x: shape.x - before, y: shape.y - shape.size * 0.73, width, height: shape.size * 0.73 };
  }
  const { shadow: _, ...flat } = shape as Shape & { shadow?: unknown };
  const box = boundsOf(flat as Shape);
  return { x: box.x + 2, y: box.y + 2, width: box.width - 4, height: box.height - 4 };
}

describe.each(cases)('%s: %s, %s, %s', (_, _topic, shape, locale, { lesson, theme }) => {
  const scene = composeFilm({ lesson, locale, theme, shape });
  const layout = frameLayout(shape, lesson.storyboard.layout, theme.spacing);
  const leavesAt = (ms: number) =>
    visibleLeaves(scene.drawAt(ms), inkOf).filter(({ box }) => box.width > 0 && box.height > 0);
  const textsAt = (ms: number) =>
    leavesAt(ms).flatMap(({ shape: leaf, box }) => (leaf.kind === 'text' ? [{ leaf, box }] : []));

  test('leaves the slot for the member’s own number empty from 4.0 s on', () => {
    const inSlot = payoffMoments.flatMap((ms) =>
      leavesAt(ms)
        .filter(({ box }) => overlaps(box, layout.slot))
        .map(({ shape: leaf, box }) => `${ms}: ${leaf.kind} ${JSON.stringify(box)}`),
    );
    expect(inSlot).toEqual([]);
  });

  test('keeps the lowest 18 % free for captions, and everything within the margins', () => {
    const floor = scene.height * (1 - CAPTION_SHARE);
    const margin = theme.spacing.marginPx[shape];
    for (const ms of [0, 1500, 3000, ...payoffMoments]) {
      for (const { leaf, box } of textsAt(ms)) {
        expect(box.y + box.height, `${leaf.text} at ${ms}`).toBeLessThanOrEqual(floor + 1);
      }
      for (const { shape: leaf, box } of leavesAt(ms)) {
        const reach = leaf.kind === 'text' ? SWELL : SPILL;
        const what = `${leaf.kind === 'text' ? leaf.text : JSON.stringify(leaf)} at ${ms}`;
        expect(box.x, what).toBeGreaterThan(margin - reach);
        expect(box.x + box.width, what).toBeLessThan(scene.width - margin + reach);
        expect(box.y, what).toBeGreaterThanOrEqual(0);
        expect(box.y + box.height, what).toBeLessThanOrEqual(floor + 1);
      }
    }
  });

  test('sets no text over another, none smaller than 36 px, and at most 12 words', () => {
    for (const ms of [0, 1200, 5400, 7900]) {
      const texts = textsAt(ms);
      for (const [index, one] of texts.entries()) {
        const size = one.box.height / 0.73;
        expect(size, `size of ${one.leaf.text}`).toBeGreaterThanOrEqual(35.5);
        for (const other of texts.slice(index + 1)) {
          if (one.leaf.text === other.leaf.text) continue;
          expect(overlaps(one.box, other.box), `${one.leaf.text} over ${other.leaf.text} at ${ms}`).toBe(
            false,
          );
        }
      }
      const words = texts.flatMap(({ leaf }) => leaf.text.split(/\s+/)).filter((word) => /\p{L}/u.test(word));
      expect(words.length, words.join(' ')).toBeLessThanOrEqual(12);
    }
  });

  test('changes its picture at least every 2.5 s', () => {
    const at = (ms: number) => JSON.stringify(scene.drawAt(ms));
    for (let ms = 0; ms + 2500 <= scene.durationMs; ms += 500) {
      const window = Array.from({ length: 11 }, (_, index) => at(ms + index * 250));
      expect(new Set(window).size, `still from ${ms}`).toBeGreaterThan(1);
    }
  });
});

test('every closing line has at most seven words and every number label at most two', () => {
  for (const lesson of lessons) {
    for (const locale of lessonLocales) {
      expect(
        lesson.storyboard.line[locale].split(' ').length,
        lesson.storyboard.line[locale],
      ).toBeLessThanOrEqual(7);
      const { label, labelAfter } = lesson.storyboard.number;
      for (const words of [label, labelAfter ?? label]) {
        const plain = words[locale].replace(/\{\w+\}/g, '').trim();
        expect(plain.split(/\s+/).length, plain).toBeLessThanOrEqual(2);
      }
    }
  }
});
