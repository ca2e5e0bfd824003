import { expect, test } from 'vitest';
import { centsFromDecimal, formatMoney } from './money.ts';

test('decimal amounts become the cents that their digits say', () => {
  expect(centsFromDecimal(1.005)).toBe(101);
  expect(centsFromDecimal(-4166.66)).toBe(-416_666);
  expect(centsFromDecimal(0.1 + 0.2)).toBe(30);
  expect(Object.is(centsFromDecimal(-0.001), 0)).toBe(true);
});

test('what is not money is null', () => {
  expect(centsFromDecimal(Number.NaN)).toBeNull();
  expect(centsFromDecimal(Number.POSITIVE_INFINITY)).toBeNull();
  expect(centsFromDecimal(1e15)).toBeNull();
});

test('whole dollars drop their zeros, others keep both digits', () => {
  expect(formatMoney(340_000, { locale: 'en', currency: 'USD' })).toBe('$3,400');
  expect(formatMoney(1_990, { locale: 'en', currency: 'USD' })).toBe('$19.90');
});

test('a currency without an official code is called what its bank calls it', () => {
  expect(formatMoney(340_000, { locale: 'en', currency: 'DOGE' })).toBe('3,400 DOGE');
  expect(formatMoney(1_990, { locale: 'es', currency: 'USDT' })).toBe('19,90 USDT');
});
