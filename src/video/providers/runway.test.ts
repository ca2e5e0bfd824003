import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { linkedFilmContract, vendorContract } from '../../../test/contracts/vendor.contract.ts';
import { openRunwayServer, RUNWAY_KEY } from '../../../test/factories/runway-server.ts';
import { vendorRig } from '../../../test/factories/vendor-rig.ts';
import { createRunwayProvider } from './runway.ts';

const model = 'gen4.5';
const rig = vendorRig({
  provider: 'runway',
  model,
  apiKey: RUNWAY_KEY,
  open: openRunwayServer,
  create: createRunwayProvider,
  handle: { id: '0d51c8b1-0000-4000-8000-000000000001' },
  pollsUnderWay: 2,
});
const { ended, fetchTo, film, folder, handle, order, provider, reopen, server, signal, start, status } = rig;

vendorContract(rig, { keySetting: 'RUNWAYML_API_SECRET' });
linkedFilmContract(rig, { apiKey: RUNWAY_KEY });

test('a film is ordered by one request, and the answer says what it costs at most', async () => {
  expect(await start()).toEqual({ kind: 'started', handle, costMicroUsd: 960_000 });
  expect(server().requests).toHaveLength(1);
  const [request] = server().requests;
  expect(request?.headers['authorization']).toBe(`Bearer ${RUNWAY_KEY}`);
  expect(request?.headers['x-runway-version']).toBe('2024-11-06');
  expect(request?.json).toEqual({
    model,
    promptText: order.prompt.text,
    ratio: '1280:720',
    duration: 8,
  });
});

test('it is pending, runs with its progress, completes with its price, and comes whole without the key', async () => {
  await start();
  expect(await status()).toEqual({ kind: 'running', progress: null, pollAfterMs: 5000 });
  expect(await status()).toEqual({ kind: 'running', progress: 0.4, pollAfterMs: 5000 });
  expect(await status()).toEqual({ kind: 'completed', expiresAt: null, costMicroUsd: 960_000 });
  expect(await fetchTo('whole.mp4')).toMatchObject({ kind: 'downloaded', sizeBytes: film().byteLength });
  expect(readFileSync(folder.path('whole.mp4')).equals(film())).toBe(true);
  expect(server().host.requestsSoFar()).toHaveLength(1);
  expect(JSON.stringify(server().host.requestsSoFar())).not.toContain(RUNWAY_KEY);
});

test('the estimate is what the vendor then says', async () => {
  expect(provider().estimateCost(order)).toEqual({ kind: 'known', microUsd: 960_000 });
});

test('what its films are like is what the catalogue states', () => {
  expect(provider().capabilities).toMatchObject({ hasSound: false, framesPerSecond: null });
});

test('a prompt that is too long for the model is not sent', async () => {
  const prompt = { text: 'x'.repeat(1001), digest: 'd' };
  const outcome = await provider().start({ ...order, prompt }, { reference: 'a', signal });
  expect(outcome).toMatchObject({ kind: 'refused', code: 'PROMPT_TOO_LONG', isPassing: false });
  expect(server().requests).toHaveLength(0);
});

describe('a create call', () => {
  test.each([
    ['refused', { isPassing: false }],
    ['out-of-credits', { code: 'OUT_OF_MONEY', isPassing: false }],
    ['create-redirect', { isPassing: false }],
    ['rate-limited', { isPassing: true, retryAfterMs: 60_000 }],
  ] as const)('%s has bought nothing, and says whether asking later helps', async (fault, outcome) => {
    server().faults.switchOn(fault);
    expect(await start()).toMatchObject({ kind: 'refused', ...outcome });
    expect(server().bought).toHaveLength(0);
    expect(server().requests).toHaveLength(1);
    expect(server().host.requestsSoFar()).toHaveLength(0);
  });
});

describe('a poll', () => {
  test('without an answer says nothing about the job', async () => {
    await start();
    server().faults.switchOn('poll-error');
    expect(await status()).toMatchObject({ kind: 'unreachable' });
    server().faults.switchOff();
    expect(await status()).toMatchObject({ kind: 'running' });
  });

  test.each([
    ['unknown-status', { kind: 'running', said: 'WARMING' }],
    ['lost', { kind: 'lost' }],
    ['failed', { kind: 'failed', code: 'FAILED', isCharged: false }],
    ['failed-moderation', { kind: 'failed', code: 'MODERATED', isCharged: true }],
    ['cancelled', { kind: 'failed', code: 'CANCELLED', isCharged: false }],
    ['no-output', { kind: 'unreadable', code: 'PARSER' }],
  ] as const)('that finds %s says so', async (fault, outcome) => {
    expect(await ended(fault)).toMatchObject(outcome);
  });
});

test('a task that is throttled is under way, in a word that is known', async () => {
  expect(await ended('throttled')).toEqual({ kind: 'running', progress: null, pollAfterMs: 5000 });
});

test('a running task is cancelled; a finished one, which the same call would delete, is left alone', async () => {
  await start();
  expect(await provider().cancel(handle, signal)).toBe(true);
  expect(await status()).toMatchObject({ kind: 'lost' });
  await reopen();
  await ended();
  expect(await provider().cancel(handle, signal)).toBe(false);
  expect(await status()).toMatchObject({ kind: 'completed' });
});
