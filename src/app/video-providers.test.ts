import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ConfigRefused, parseConfig } from './config.ts';
import { videoCatalogue } from './video-catalogue.ts';
import { videoProviders } from './video-providers.ts';

const folder = mkdtempSync(join(tmpdir(), 'prices-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const keys = {
  GEMINI_API_KEY: 'AIza-hunter2',
  MINIMAX_API_KEY: 'mm-hunter2',
  RUNWAYML_API_SECRET: 'key_hunter2',
};
const allOn = { GEMINI_OMNI_ENABLED: 'on', MINIMAX_ENABLED: 'on', RUNWAY_ENABLED: 'true' };

function namesOf(environment: Record<string, string>): readonly string[] {
  return videoProviders(parseConfig(environment)).map(({ name }) => name);
}

test('nothing that costs money is on until it is switched on, key or not', () => {
  expect(namesOf({})).toEqual([]);
  expect(namesOf(keys)).toEqual([]);
});

test('providers are asked in the order that the operator names', () => {
  expect(namesOf({ ...keys, ...allOn })).toEqual(['gemini-omni', 'minimax', 'runway']);
  expect(namesOf({ ...keys, ...allOn, VIDEO_PROVIDERS: 'runway, gemini-omni' })).toEqual([
    'runway',
    'gemini-omni',
  ]);
});

test.each([
  ['GEMINI_OMNI_ENABLED', 'GEMINI_API_KEY'],
  ['MINIMAX_ENABLED', 'MINIMAX_API_KEY'],
  ['RUNWAY_ENABLED', 'RUNWAYML_API_SECRET'],
])('%s without %s is refused with both names and what to do', (flagName, keyName) => {
  const attempt = () => videoProviders(parseConfig({ [flagName]: 'on' }));
  expect(attempt).toThrow(ConfigRefused);
  expect(attempt).toThrow(`${flagName} is on and ${keyName} is missing`);
  expect(attempt).toThrow(`switch ${flagName} off`);
});

test('a wrong order, switch or address is refused with what is allowed, and keys are never repeated', () => {
  const attempt = () =>
    parseConfig({
      ...keys,
      VIDEO_PROVIDERS: 'runway,veo',
      RUNWAY_ENABLED: 'maybe',
      MINIMAX_BASE_URL: 'http://api.minimax.io',
      GEMINI_OMNI_BASE_URL: 'https://someone@example.com',
    });
  expect(attempt).toThrow(/VIDEO_PROVIDERS: .*sora, gemini-omni, minimax, runway/);
  expect(attempt).toThrow(/RUNWAY_ENABLED: .*on or off/);
  expect(attempt).toThrow(/MINIMAX_BASE_URL: .*https/);
  expect(attempt).toThrow(/GEMINI_OMNI_BASE_URL: .*https/);
  expect(attempt).not.toThrow(/hunter2/);
});

test('a key may go unencrypted to this machine and nowhere else', () => {
  expect(parseConfig({ MINIMAX_BASE_URL: 'http://127.0.0.1:4000/' }).MINIMAX_BASE_URL).toBe(
    'http://127.0.0.1:4000',
  );
  expect(() => parseConfig({ MINIMAX_BASE_URL: 'http://127.0.0.1.example.com' })).toThrow(ConfigRefused);
});

test('a provider costs what the operator’s file says, and an unnamed model costs nobody knows what', () => {
  const path = join(folder, 'prices.json');
  const models = {
    'MiniMax-H4': {
      microUsdPerSecond: { '1280x720': 50_000 },
      durationsSeconds: [8],
      source: 'our contract',
    },
  };
  writeFileSync(path, JSON.stringify({ asOf: '2026-11-20', providers: { minimax: { models } } }));
  const environment = { ...keys, MINIMAX_ENABLED: 'on', MINIMAX_MODEL: 'MiniMax-H4' };
  const order = { model: 'MiniMax-H4', widthPx: 1280, heightPx: 720, durationSeconds: 8 } as never;
  const [stated] = videoProviders(parseConfig({ ...environment, VIDEO_PRICES_FILE: path }));
  expect(stated?.estimateCost(order)).toEqual({ kind: 'known', microUsd: 400_000 });
  expect(stated?.capabilities.sizes).toEqual([{ widthPx: 1280, heightPx: 720 }]);
  const [unstated] = videoProviders(parseConfig(environment));
  expect(unstated?.estimateCost(order)).toMatchObject({
    kind: 'unknown',
    message: expect.stringContaining('VIDEO_PRICES_FILE'),
  });
});

test('a file of prices that is missing or wrong is refused with its name, its places and a remedy', () => {
  const missing = parseConfig({ VIDEO_PRICES_FILE: join(folder, 'nowhere.json') });
  expect(() => videoCatalogue(missing)).toThrow(/VIDEO_PRICES_FILE: .*nowhere\.json.*or leave it out/s);
  const path = join(folder, 'wrong.json');
  writeFileSync(path, '{"asOf":"soon","providers":{"minimax":{"model":{}}}}');
  const wrong = () => videoCatalogue(parseConfig({ VIDEO_PRICES_FILE: path }));
  expect(wrong).toThrow(ConfigRefused);
  expect(wrong).toThrow(/at asOf: a day such as 2026-11-20; found "soon"/);
  expect(wrong).toThrow(/at providers\.minimax: unknown "model"/);
});

test('sora without a server, or with OpenAI’s, is refused with what became of it and what to use', () => {
  for (const address of [undefined, 'https://api.openai.com/v1', 'https://eu.api.openai.com']) {
    const environment = {
      SORA_ENABLED: 'true',
      ...(address === undefined ? {} : { SORA_BASE_URL: address }),
    };
    const attempt = () => videoProviders(parseConfig(environment));
    expect(attempt).toThrow(ConfigRefused);
    expect(attempt).toThrow(/SORA_BASE_URL.*ended on 2026-09-24.*vLLM-Omni.*`npx spendsense videos-api`/);
  }
});

test('sora is asked first, with or without a key, and its key is never repeated', () => {
  const server = { SORA_ENABLED: 'on', SORA_BASE_URL: 'http://10.0.0.7:8000/v1', SORA_IDEMPOTENCY: 'K' };
  expect(namesOf({ ...keys, ...allOn, ...server })).toEqual(['sora', 'gemini-omni', 'minimax', 'runway']);
  const [sora] = videoProviders(
    parseConfig({ ...server, SORA_API_KEY: 'sk-hunter2', SORA_PROFILE: 'sglang' }),
  );
  expect(sora).toMatchObject({ name: 'sora', model: 'sora-2', capabilities: { idempotency: 'K' } });
  const wrong = () => parseConfig({ SORA_API_KEY: 'hunter2 hunter2', SORA_PROFILE: 'sora' });
  expect(wrong).toThrow(/SORA_API_KEY: .*not shown.*SORA_PROFILE: .*vllm-omni/s);
  expect(wrong).not.toThrow(/hunter2/);
  for (const address of ['ftp://x', 'https://a@b.example', 'https://b.example/?key=1']) {
    expect(() => parseConfig({ SORA_BASE_URL: address })).toThrow(/SORA_BASE_URL: .*without a query/);
  }
});
