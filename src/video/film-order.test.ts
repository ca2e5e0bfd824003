import { expect, test } from 'vitest';
import { scriptedProvider } from '../../test/factories/film-world.ts';
import { lessons } from '../lessons/catalogue.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { orderOf, orderOfAttempt } from './film-order.ts';
import type { CostEstimate, ProviderCapabilities } from './film-provider-port.ts';

/** Every lesson's film is eight seconds long. */
const [lesson] = lessons as readonly [Lesson];
const seller = (capabilities: Partial<ProviderCapabilities> = {}, cost?: CostEstimate) => {
  const acme = scriptedProvider();
  acme.capabilities = { ...acme.capabilities, ...capabilities };
  if (cost) acme.estimateCost = () => cost;
  return acme;
};
const order = (capabilities?: Partial<ProviderCapabilities>, cost?: CostEstimate) =>
  orderOf(seller(capabilities, cost), lesson, 'en');

test('what is ordered is what was written down, word for word', () => {
  const ordered = order({ sizes: [{ widthPx: 1920, heightPx: 1080 }], durationsSeconds: [4, 8, 12] });
  if (ordered.kind !== 'order') throw new TypeError('it can be ordered');
  expect(ordered.plan).toEqual({
    provider: 'acme',
    model: 'acme-1',
    size: '1920x1080',
    durationSeconds: 8,
    promptDigest: ordered.order.prompt.digest,
    estimatedMicroUsd: 100,
  });
  expect(orderOfAttempt(ordered.plan, lesson, 'en')).toEqual(ordered.order);
});

test('a provider’s own film is free, whatever it would cost elsewhere', () => {
  expect(order({ isOwn: true })).toMatchObject({ plan: { estimatedMicroUsd: null } });
});

test.each([
  [[4, 7, 12], 7],
  [[6, 10], null],
  [[9], 9],
  [[10], null],
  [{ min: 1, max: 60 }, 8],
  [{ min: 1, max: 7 }, 7],
  [{ min: 10, max: 20 }, null],
] as const)('of %j seconds a film of eight is ordered with %s', (durationsSeconds, expected) => {
  const ordered = order({ durationsSeconds });
  if (expected === null) expect(ordered).toMatchObject({ reason: { code: 'LENGTH_NOT_SOLD' } });
  else expect(ordered).toMatchObject({ plan: { durationSeconds: expected } });
});

test('the first landscape size of 720 lines or more is taken', () => {
  const small = { widthPx: 854, heightPx: 480 };
  const tall = { widthPx: 720, heightPx: 1280 };
  expect(order({ sizes: [small, tall] })).toMatchObject({ reason: { code: 'SIZE_NOT_SOLD' } });
  const sizes = [small, tall, { widthPx: 1280, heightPx: 720 }, { widthPx: 1920, heightPx: 1080 }];
  expect(order({ sizes })).toMatchObject({ plan: { size: '1280x720' } });
});

test('a language its pictures don’t speak, and a price that nobody knows, are reasons not to order', () => {
  expect(order({ locales: ['es'] })).toMatchObject({ reason: { code: 'LOCALE_NOT_SPOKEN' } });
  expect(order({ locales: ['es', 'en'] }).kind).toBe('order');
  const unknown = { kind: 'unknown', message: 'no price is known for acme-1' } as const;
  expect(order({}, unknown)).toEqual({
    kind: 'impossible',
    reason: { code: 'PRICE_UNKNOWN', message: 'acme: no price is known for acme-1' },
  });
});
