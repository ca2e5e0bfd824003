import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { openVendorServer, type VendorServer } from '../../test/factories/vendor-server.ts';
import { parseConfig } from './config.ts';
import { lookAtProviders } from './doctor-providers.ts';
import type { Finding } from './finding.ts';

const TODAY = '2026-11-25';
const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let server: VendorServer;
beforeEach(async () => {
  server = await openVendorServer(({ headers }) =>
    headers['authorization'] === 'Bearer sk-hunter2'
      ? { status: 200, json: { object: 'list', data: [] } }
      : { status: 401, json: { error: { message: 'wrong key' } } },
  );
});
afterEach(() => server.stop());

async function look(environment: Record<string, string>): Promise<ReadonlyMap<string, Finding>> {
  const findings = await lookAtProviders(parseConfig(environment), TODAY);
  expect(JSON.stringify(findings)).not.toContain('hunter2');
  expect(findings.filter(({ state, remedy }) => (state === 'ok') !== (remedy === null))).toEqual([]);
  return new Map(findings.map((one) => [one.name, one]));
}

function sora(more: Record<string, string> = {}): Record<string, string> {
  return { SORA_ENABLED: 'on', SORA_BASE_URL: `${server.origin}/v1`, SORA_MODEL: 'wan', ...more };
}

function pricesFile(model: object, asOf = TODAY): string {
  const path = join(folder, 'prices.json');
  const facts = {
    microUsdPerSecond: { '1280x720': 20_000 },
    durationsSeconds: [8],
    source: 'our own',
    ...model,
  };
  writeFileSync(path, JSON.stringify({ asOf, providers: { sora: { models: { wan: facts } } } }));
  return path;
}

test('without providers everything is fine, and says so in a line each', async () => {
  const found = await look({});
  expect([...found.keys()]).toEqual(['prices', 'spending', 'sora', 'gemini-omni', 'minimax', 'runway']);
  expect(found.get('sora')?.message).toBe('off (SORA_ENABLED); SORA_API_KEY is not set');
  expect([...found.values()].every(({ state }) => state === 'ok')).toBe(true);
});

test('one that is well is told with its place, class, model, price and gates, never with its key', async () => {
  const found = await look(
    sora({ SORA_API_KEY: 'sk-hunter2', SORA_IDEMPOTENCY: 'K', VIDEO_PRICES_FILE: pricesFile({}) }),
  );
  expect(found.get('sora')?.message).toBe(`on (SORA_ENABLED): wan at ${server.origin}; SORA_API_KEY is set`);
  expect(found.get('sora class')).toMatchObject({ state: 'ok', message: expect.stringContaining('K: ') });
  expect(found.get('sora model')).toMatchObject({ state: 'ok' });
  expect(found.get('sora price')?.message).toBe(
    'a film of 8 s is reckoned at $0.16, by prices of 2026-11-25',
  );
  expect(found.get('sora health')).toMatchObject({ state: 'ok' });
  expect(found.get('spending')?.message).toMatch(/REVIEW=both: .*at most \$5\.00 a day/);
});

test('class N is a warning that says what it means', async () => {
  const found = await look(sora());
  expect(found.get('sora class')).toMatchObject({
    state: 'warning',
    message: expect.stringContaining('`unknown`, with its money set aside'),
    remedy: expect.stringContaining('SORA_IDEMPOTENCY'),
  });
});

test.each([
  ['2026-12-26', 'ok', /retires on 2026-12-26/],
  ['2026-12-25', 'warning', /retires on 2026-12-25, in 30 days/],
  ['2026-11-25', 'warning', /in 0 days/],
  ['2026-11-24', 'problem', /retired on 2026-11-24/],
] as const)('a model that retires on %s is %s', async (retiresOn, state, message) => {
  const found = await look(sora({ VIDEO_PRICES_FILE: pricesFile({ retiresOn }) }));
  expect(found.get('sora model')).toMatchObject({ state, message: expect.stringMatching(message) });
});

test('a model that its vendor retired may live on at a server of the same protocol', async () => {
  const found = await look(sora({ SORA_MODEL: 'sora-2' }));
  expect(found.get('sora model')).toMatchObject({
    state: 'warning',
    message: expect.stringContaining('retired at OpenAI on'),
    remedy: expect.stringContaining('VIDEO_PRICES_FILE'),
  });
});

test('old prices, a price that nobody stated, and one above the day’s cap are warnings', async () => {
  const price = async (more: Record<string, string>) => (await look(sora(more))).get('sora price');
  expect(await price({ VIDEO_PRICES_FILE: pricesFile({}, '2026-08-26') })).toMatchObject({
    state: 'warning',
    message: expect.stringContaining('by prices of 2026-08-26, more than 90 days ago'),
  });
  expect(await price({ VIDEO_PRICES_FILE: pricesFile({}, '2026-08-27') })).toMatchObject({ state: 'ok' });
  expect(await price({ SORA_MODEL: 'nobody-knows' })).toMatchObject({
    state: 'warning',
    remedy: expect.stringContaining('VIDEO_PRICES_FILE'),
  });
  const dear = { VIDEO_PRICES_FILE: pricesFile({}), VIDEO_DAILY_CAP_USD: '0.15' };
  expect(await price(dear)).toMatchObject({
    state: 'warning',
    message: expect.stringContaining('none is ordered'),
  });
});

test('one that doesn’t answer, or refuses the key, is a warning with its remedy', async () => {
  expect((await look(sora({ SORA_API_KEY: 'wrong' }))).get('sora health')).toMatchObject({
    state: 'warning',
    remedy: expect.stringContaining('SORA_API_KEY'),
  });
  const environment = sora();
  await server.stop();
  expect((await look(environment)).get('sora health')).toMatchObject({
    state: 'warning',
    remedy: expect.stringContaining('SORA_BASE_URL'),
  });
});

test('one that is on and in nobody’s order is a warning', async () => {
  expect((await look(sora({ VIDEO_PROVIDERS: 'runway' }))).get('sora')).toMatchObject({ state: 'warning' });
});

test('what is refused is a problem of its own, and the others are looked at all the same', async () => {
  const wrong = join(folder, 'wrong.json');
  writeFileSync(wrong, '{"asOf":"soon","providers":{}}');
  const found = await look({ ...sora(), RUNWAY_ENABLED: 'on', VIDEO_PRICES_FILE: wrong });
  expect(found.get('prices')).toMatchObject({ state: 'problem', message: expect.stringContaining('asOf') });
  expect(found.get('runway')).toMatchObject({
    state: 'problem',
    message: expect.stringContaining('RUNWAYML_API_SECRET is missing'),
  });
  expect(found.get('sora')).toMatchObject({ state: 'ok' });
});
