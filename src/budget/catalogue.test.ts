import { expect, test } from 'vitest';
import { arePricesOld, retirementOf } from './catalogue-age.ts';
import { parseOperatorCatalogue } from './catalogue-file.ts';
import { pricesFrom } from './price-of.ts';
import { shippedCatalogue } from './shipped-catalogue.ts';
import { modelFacts, sizesOf, type VideoCatalogue } from './video-catalogue.ts';

const hd = { widthPx: 1280, heightPx: 720 };
const ownModel = {
  microUsdPerSecond: { '1280x720': 0 },
  durationsSeconds: [4, 8],
  source: 'our own machine',
};

function fileWith(models: object, provider = 'sora'): string {
  return JSON.stringify({ asOf: '2026-11-20', providers: { [provider]: { models } } });
}

function taken(text: string): VideoCatalogue {
  const parsed = parseOperatorCatalogue(text, shippedCatalogue);
  expect(parsed).toMatchObject({ kind: 'ok' });
  return parsed.kind === 'ok' ? parsed.value : {};
}

function complaints(text: string): readonly string[] {
  const parsed = parseOperatorCatalogue(text, shippedCatalogue);
  return parsed.kind === 'refused' ? parsed.refusal : [];
}

test('each price of the shipped catalogue is more than nothing, or unknown', () => {
  const prices = Object.values(shippedCatalogue).flatMap(({ models }) =>
    Object.values(models).flatMap(({ microUsdPerSecond }) => Object.values(microUsdPerSecond)),
  );
  expect(prices.length).toBeGreaterThan(10);
  for (const price of prices) expect(price ?? 1).toBeGreaterThan(0);
});

test('a price is that of the exact size', () => {
  const priceOf = pricesFrom(shippedCatalogue);
  expect(priceOf({ provider: 'sora', model: 'sora-2', ...hd })).toBe(100_000);
  expect(priceOf({ provider: 'minimax', model: 'MiniMax-H3', widthPx: 1344, heightPx: 768 })).toBe(80_000);
});

test('what nobody stated is unknown, never free', () => {
  const priceOf = pricesFrom(shippedCatalogue);
  expect(priceOf({ provider: 'sora', model: 'wan2.2', ...hd })).toBeNull();
  expect(priceOf({ provider: 'nobody', model: 'sora-2', ...hd })).toBeNull();
  expect(priceOf({ provider: 'sora', model: 'sora-2', widthPx: 1281, heightPx: 720 })).toBeNull();
  expect(
    priceOf({ provider: 'gemini-omni', model: 'gemini-omni-1.1-flash', widthPx: 1920, heightPx: 1080 }),
  ).toBeNull();
  expect(priceOf({ provider: 'constructor', model: 'toString', ...hd })).toBeNull();
});

test('an operator adds a model, and may say that it costs nothing', () => {
  const catalogue = taken(fileWith({ 'wan2.2': ownModel }));
  const priceOf = pricesFrom(catalogue);
  expect(priceOf({ provider: 'sora', model: 'wan2.2', ...hd })).toBe(0);
  expect(priceOf({ provider: 'sora', model: 'sora-2', ...hd })).toBe(100_000);
  expect(catalogue['sora']).toMatchObject({ idempotency: 'N', deadlineSeconds: 900 });
  expect(modelFacts(catalogue, { provider: 'sora', model: 'wan2.2' })).toMatchObject({
    asOf: '2026-11-20',
    retiresOn: null,
    microUsdPerMillionTokens: null,
  });
});

test('an operator’s word on a model replaces the shipped one as a whole', () => {
  const catalogue = taken(fileWith({ 'sora-2': ownModel }));
  const facts = modelFacts(catalogue, { provider: 'sora', model: 'sora-2' });
  expect(facts).toMatchObject({ retiresOn: null, source: 'our own machine' });
  expect(facts && sizesOf(facts)).toEqual([hd]);
});

test('a wrong file is refused with each place and what is allowed there', () => {
  const wrong = {
    microUsdPerSecond: { '1280x720': 0.1, hd: 5 },
    durationsSeconds: { min: 9, max: 3 },
    source: '',
    price: 1,
  };
  const said = complaints(fileWith({ odd: wrong })).join('\n');
  expect(said).toContain(
    'at providers.sora.models.odd.microUsdPerSecond.1280x720: whole millionths of a dollar, such as 100000 for $0.10; found 0.1',
  );
  expect(said).toContain('a size such as 1280x720');
  expect(said).toContain('at providers.sora.models.odd.source: a few words on where the price comes from');
  expect(said).toContain('durationsSeconds: ');
  expect(said).toContain('unknown "price"; allowed are microUsdPerSecond');
});

test('an operator’s file can’t declare a provider’s calls repeatable', () => {
  const text = JSON.stringify({
    asOf: '2026-11-20',
    providers: { minimax: { idempotency: 'K', models: {} } },
  });
  expect(complaints(text).join()).toContain('unknown "idempotency"');
});

test('a file that is not JSON, and a day that is none, say so', () => {
  expect(complaints('{')).toEqual([expect.stringContaining('not JSON')]);
  expect(complaints('{"asOf":"2026-02-30","providers":{}}')).toEqual([
    'at asOf: a day such as 2026-11-20; found "2026-02-30"',
  ]);
});

test('a model retires soon from 30 days before its last day, and is past the day after it', () => {
  const facts = { retiresOn: '2026-12-31' };
  expect(retirementOf(facts, '2026-11-30')).toBe('none');
  expect(retirementOf(facts, '2026-12-01')).toBe('soon');
  expect(retirementOf(facts, '2026-12-31')).toBe('soon');
  expect(retirementOf(facts, '2027-01-01')).toBe('past');
  expect(retirementOf({ retiresOn: null }, '2027-01-01')).toBe('none');
});

test('prices are old from their 91st day', () => {
  expect(arePricesOld({ asOf: '2026-09-19' }, '2026-12-18')).toBe(false);
  expect(arePricesOld({ asOf: '2026-09-19' }, '2026-12-19')).toBe(true);
});
