import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { vendorContract } from '../../../test/contracts/vendor.contract.ts';
import { GEMINI_KEY, openGeminiServer } from '../../../test/factories/gemini-server.ts';
import { vendorRig } from '../../../test/factories/vendor-rig.ts';
import { createGeminiOmniProvider } from './gemini-omni.ts';

const model = 'gemini-omni-1.1-flash';
const rig = vendorRig({
  provider: 'gemini-omni',
  model,
  apiKey: GEMINI_KEY,
  open: openGeminiServer,
  create: createGeminiOmniProvider,
  handle: { id: 'v1_1' },
  pollsUnderWay: 1,
});
const { ended, fetchTo, film, folder, handle, order, provider, server, signal, start, status } = rig;

vendorContract(rig, { keySetting: 'GEMINI_API_KEY' });

test('a film is ordered in the background, by one request with the key in its header', async () => {
  expect(await start()).toEqual({ kind: 'started', handle, costMicroUsd: null });
  expect(server().requests).toHaveLength(1);
  const [request] = server().requests;
  expect(request?.query.size).toBe(0);
  expect(request?.headers['x-goog-api-key']).toBe(GEMINI_KEY);
  expect(request?.json).toEqual({
    model,
    input: order.prompt.text,
    background: true,
    response_format: {
      type: 'video',
      delivery: 'uri',
      aspect_ratio: '16:9',
      resolution: '720p',
      duration: '8s',
    },
    labels: { job: 'attempt-1' },
  });
});

test('it runs, completes with what the bill says, and the film comes whole', async () => {
  await start();
  expect(await status()).toEqual({ kind: 'running', progress: null, pollAfterMs: null });
  // 8 s are 46,336 video tokens at $17.50, 100 of text at $9 and 150 of input at $1.50 a million.
  expect(await status()).toMatchObject({ kind: 'completed', costMicroUsd: 812_005 });
  const outcome = await fetchTo('whole.mp4');
  expect(outcome).toMatchObject({ kind: 'downloaded', sizeBytes: film().byteLength });
  expect(readFileSync(folder.path('whole.mp4')).equals(film())).toBe(true);
});

test('the estimate covers eight seconds, the prompt at a token a byte, and 16,384 tokens of thought', async () => {
  const promptBytes = Buffer.byteLength(order.prompt.text);
  const microUsd = 810_880 + Math.ceil(promptBytes * 1.5 + 16_384 * 9);
  expect(provider().estimateCost(order)).toEqual({ kind: 'known', microUsd });
  const billed = await ended();
  expect(billed).toMatchObject({ kind: 'completed', costMicroUsd: expect.any(Number) });
  expect(billed.kind === 'completed' && (billed.costMicroUsd ?? 0)).toBeLessThan(microUsd);
  const fullHd = { ...order, widthPx: 1920, heightPx: 1080 };
  expect(provider().estimateCost(fullHd)).toMatchObject({ kind: 'unknown' });
});

test('what its films are like is what the catalogue states', () => {
  expect(provider().capabilities).toMatchObject({ hasSound: true, framesPerSecond: 24 });
});

test('what the model can’t make is not asked for', async () => {
  const refused = async (changes: object) =>
    await provider().start({ ...order, ...changes }, { reference: 'a', signal });
  expect(await refused({ durationSeconds: 11 })).toMatchObject({ code: 'UNSUPPORTED_DURATION' });
  expect(await refused({ durationSeconds: 7.5 })).toMatchObject({ code: 'UNSUPPORTED_DURATION' });
  expect(await refused({ widthPx: 1000 })).toMatchObject({ code: 'UNSUPPORTED_SIZE', isPassing: false });
  expect(server().requests).toHaveLength(0);
});

describe('a create call', () => {
  test.each([
    ['refused', { kind: 'refused', isPassing: false }],
    ['safety', { kind: 'refused', code: 'MODERATED', isPassing: false }],
    ['spend-limit', { kind: 'refused', isPassing: true, retryAfterMs: 120_000 }],
  ] as const)('%s has bought nothing, and says whether asking later helps', async (fault, outcome) => {
    server().faults.switchOn(fault);
    expect(await start()).toMatchObject(outcome);
    expect(server().bought).toHaveLength(0);
    expect(server().requests).toHaveLength(1);
  });
});

describe('a poll', () => {
  test.each(['poll-error', 'poll-rejected', 'unavailable'] as const)(
    'with %s says nothing about the job',
    async (fault) => {
      await start();
      server().faults.switchOn(fault);
      expect(await status()).toMatchObject({ kind: 'unreachable' });
      server().faults.switchOff();
      expect(await status()).toMatchObject({ kind: 'running' });
    },
  );

  test('for an interaction that Google no longer knows is lost', async () => {
    expect(await ended('lost')).toMatchObject({ kind: 'lost' });
    expect(await fetchTo('lost.mp4')).toMatchObject({ kind: 'not_ready', code: 'LOST_BY_PROVIDER' });
  });

  test('with a status that nobody knows goes on', async () => {
    expect(await ended('unknown-status')).toMatchObject({ kind: 'running', said: 'rendering_soon' });
  });

  test.each([
    ['failed', { code: 'FAILED', isCharged: null }],
    ['blocked', { code: 'BLOCKED', isCharged: false }],
    ['unparseable-steps', { kind: 'unreadable', code: 'PARSER' }],
  ] as const)('that ends as %s says what is known of the money', async (fault, outcome) => {
    expect(await ended(fault)).toMatchObject({ kind: 'failed', ...outcome });
  });
});

describe('a download', () => {
  test('of a film inside the answer needs no file', async () => {
    expect(await ended('inline')).toMatchObject({ kind: 'completed' });
    expect(await fetchTo('inline.mp4')).toMatchObject({ kind: 'downloaded', sizeBytes: film().byteLength });
    expect(server().requests.some(({ path }) => path.includes('/files/'))).toBe(false);
  });

  test.each(['lost', 'file-unknown', 'bytes-gone'] as const)(
    'with %s for a moment comes later',
    async (fault) => {
      await ended();
      server().faults.switchOn(fault, 1);
      const name = `late-${fault}.mp4`;
      expect(await fetchTo(name)).toMatchObject({ kind: 'not_ready', code: 'LOST_BY_PROVIDER' });
      expect(await fetchTo(name)).toMatchObject({ kind: 'downloaded' });
    },
  );

  test('waits for a file that is being processed', async () => {
    expect(await ended()).toMatchObject({ kind: 'completed' });
    server().faults.switchOn('file-processing', 1);
    expect(await fetchTo('early.mp4')).toMatchObject({ kind: 'not_ready', code: 'FILE_NOT_ACTIVE' });
    expect(await fetchTo('early.mp4')).toMatchObject({ kind: 'downloaded' });
  });

  test.each([
    ['file-failed', { kind: 'lost', code: 'FILE_FAILED' }],
    ['blocked', { kind: 'lost', code: 'BLOCKED' }],
    ['unparseable-steps', { kind: 'not_ready', code: 'PARSER' }],
    ['file-unknown', { kind: 'not_ready', code: 'LOST_BY_PROVIDER' }],
    ['bytes-gone', { kind: 'not_ready', code: 'LOST_BY_PROVIDER' }],
    ['expired', { kind: 'lost', code: 'EXPIRED' }],
    ['json-content', { kind: 'not_ready' }],
    ['truncated', { kind: 'not_ready' }],
  ] as const)('with %s leaves no file behind', async (fault, outcome) => {
    await ended(fault);
    const name = `${fault}.mp4`;
    expect(await fetchTo(name)).toMatchObject(outcome);
    expect(existsSync(folder.path(name))).toBe(false);
  });

  test('that is sent on to another origin goes there without the key', async () => {
    await ended('redirect');
    expect(await fetchTo('redirect.mp4')).toMatchObject({ kind: 'downloaded' });
    expect(server().host.requests).toHaveLength(1);
    expect(JSON.stringify(server().host.requests[0]?.headers)).not.toContain(GEMINI_KEY);
  });

  test('from an address that is not Google’s never carries the key', async () => {
    await ended('foreign-uri');
    expect(await fetchTo('foreign.mp4')).toMatchObject({ kind: 'downloaded' });
    expect(server().host.requests).toHaveLength(1);
    expect(JSON.stringify(server().host.requests[0]?.headers)).not.toContain(GEMINI_KEY);
  });
});

test('a running interaction is cancelled, and the vendor confirms it', async () => {
  await start();
  expect(await provider().cancel(handle, signal)).toBe(true);
  expect(await status()).toMatchObject({ kind: 'failed', code: 'CANCELLED' });
  expect(await provider().cancel({ id: 'v1_unknown' }, signal)).toBe(false);
});
