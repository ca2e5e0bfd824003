import { expect, test } from 'vitest';
import { formatDay, formatQuantity } from './quantity.ts';

test('a ratio appears as percent, never as a bare number', () => {
  expect(formatQuantity(0.68, 'ratio', 'en')).toBe('68%');
  expect(formatQuantity(0.0246, 'ratio', 'en')).toBe('2.5%');
  expect(formatQuantity(0.495, 'ratio', 'en'), 'as the words beside it have it').toBe('49.5%');
});

test('cents appear as money, with decimals only where there are cents', () => {
  expect(formatQuantity(340_000, 'cents', 'en')).toBe('$3,400');
  expect(formatQuantity(1_999, 'cents', 'en')).toBe('$19.99');
  expect(formatQuantity(-1_950, 'cents', 'en')).toBe('-$19.50');
});

test('durations carry their unit in the language of the page', () => {
  expect(formatQuantity(0.4, 'months', 'en')).toBe('0.4 months');
  expect(formatQuantity(61, 'days', 'es')).toBe('61 días');
});

test('a calendar day is that day in every time zone', () => {
  expect(formatDay('2026-11-01', 'en')).toBe('November 1, 2026');
});
