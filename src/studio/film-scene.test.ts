import { describe, expect, test } from 'vitest';
import { lessons } from '../lessons/catalogue.ts';
import { lessonLocales } from '../lessons/worked-value.ts';
import type { Box, Shape } from './drawing.ts';
import { composeFilm } from './film-scene.ts';
import { CAPTION_SHARE, type FrameShape, frameLayout, SLOT_FREE_FROM_MS } from './frame-layout.ts';
import { boundsOf, overlaps, visibleLeaves } from './shape-bounds.ts';
import { textWidth } from './text-width.ts';
import { lightTheme } from './theme.ts';

const shapes: readonly FrameShape[] = ['landscape', 'portrait'];
const cases = lessons.flatMap((lesson) =>
  shapes.flatMap((shape) => lessonLocales.map((locale) => [lesson.topic, shape, locale, lesson] as const)),
);
const payoffMoments = [SLOT_FREE_FROM_MS, 5000, 6200, 7400, 7966];

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

describe.each(cases)('%s, %s, %s', (_, shape, locale, lesson) => {
  const scene = composeFilm({ lesson, locale, theme: lightTheme, shape });
  const layout = frameLayout(shape, lesson.storyboard.layout, lightTheme.spacing);
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

  test('keeps the lowest 18 % free for captions, and text inside the frame', () => {
    const floor = scene.height * (1 - CAPTION_SHARE);
    for (const ms of [0, 1500, 3000, ...payoffMoments]) {
      for (const { leaf, box } of textsAt(ms)) {
        expect(box.y + box.height, `${leaf.text} at ${ms}`).toBeLessThanOrEqual(floor + 1);
        expect(box.x, `${leaf.text} at ${ms}`).toBeGreaterThan(16);
        expect(box.x + box.width, `${leaf.text} at ${ms}`).toBeLessThan(scene.width - 16);
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
