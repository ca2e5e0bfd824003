import { expect, test } from 'vitest';
import { anotherHouse } from '../../test/fixtures/another-house.ts';
import { assert } from '../kernel/assert.ts';
import { findLesson } from '../lessons/catalogue.ts';
import { darkTheme, lightTheme } from '../studio/theme.ts';
import { createDrawOwnInfographic } from './draw-own-infographic.ts';

const lesson = findLesson('high_utilization', 'credit_utilization');
assert(lesson, 'the first lesson is in the catalogue');
const order = { lesson, locale: 'en', own: { given: {}, names: [] } } as const;

test('the picture with own numbers follows the page in SpendSense’s own look, and a house’s look on every page', () => {
  const drawn = (house: typeof anotherHouse | null, theme: 'light' | 'dark') =>
    createDrawOwnInfographic(house)({ ...order, theme });
  expect(drawn(null, 'light')).toContain(lightTheme.palette.ground[0]);
  expect(drawn(null, 'dark')).toContain(darkTheme.palette.ground[0]);
  expect(drawn(anotherHouse, 'dark')).toContain(anotherHouse.palette.brand);
  expect(drawn(anotherHouse, 'dark')).toBe(drawn(anotherHouse, 'light'));
});
