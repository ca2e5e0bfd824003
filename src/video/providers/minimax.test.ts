import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { linkedFilmContract, vendorContract } from '../../../test/contracts/vendor.contract.ts';
import { MINIMAX_KEY, openMinimaxServer } from '../../../test/factories/minimax-server.ts';
import { standInOptions, vendorRig } from '../../../test/factories/vendor-rig.ts';
import { testNetwork } from '../../../test/factories/vendor-server.ts';
import { createMinimaxProvider } from './minimax.ts';

const model = 'MiniMax-H3';
const rig = vendorRig({
  provider: 'minimax',
  model,
  apiKey: MINIMAX_KEY,
  open: openMinimaxServer,
  create: createMinimaxProvider,
  order: { widthPx: 1344, heightPx: 768 },
  handle: { id: '42401' },
  pollsUnderWay: 2,
});
const { ended, fetchTo, film, folder, handle, order, provider, server, signal, start, status } = rig;

vendorContract(rig, { keySetting: 'MINIMAX_API_KEY' });
linkedFilmContract(rig, { apiKey: MINIMAX_KEY });

test('a film is ordered by one request, its key in the header and nothing in it but the lesson', async () => {
  expect(await start()).toEqual({ kind: 'started', handle, costMicroUsd: null });
  expect(server().requests).toHaveLength(1);
  const [request] = server().requests;
  expect(request?.headers['authorization']).toBe(`Bearer ${MINIMAX_KEY}`);
  expect(request?.json).toEqual({
    model,
    content: [{ type: 'text', text: order.prompt.text }],
    resolution: '768P',
    duration: 8,
    ratio: '16:9',
  });
});

test('it is queued, runs, completes, and the film comes whole from a link that is sent no key', async () => {
  await start();
  expect(await status()).toMatchObject({ kind: 'running' });
  expect(await status()).toMatchObject({ kind: 'running' });
  expect(await status()).toEqual({ kind: 'completed', expiresAt: null, costMicroUsd: null });
  expect(await fetchTo('whole.mp4')).toMatchObject({ kind: 'downloaded', sizeBytes: film().byteLength });
  expect(readFileSync(folder.path('whole.mp4')).equals(film())).toBe(true);
  expect(server().host.requestsSoFar()).toHaveLength(1);
  expect(JSON.stringify(server().host.requestsSoFar())).not.toContain(MINIMAX_KEY);
});

test('the estimate is the price of a second times eight', () => {
  expect(provider().estimateCost(order)).toEqual({ kind: 'known', microUsd: 640_000 });
  expect(provider().estimateCost({ ...order, widthPx: 2560 })).toMatchObject({ kind: 'unknown' });
});

test('what its films are like is what the catalogue states', () => {
  expect(provider().capabilities).toMatchObject({ hasSound: true, framesPerSecond: null });
});

describe('a create call', () => {
  test.each([
    ['refused', { isPassing: false }],
    ['moderation', { code: 'MODERATED', isPassing: false }],
    ['no-balance', { code: 'OUT_OF_MONEY', isPassing: false }],
    ['rate-limited', { isPassing: true, retryAfterMs: 30_000 }],
  ] as const)('%s has bought nothing, and says whether asking later helps', async (fault, outcome) => {
    server().faults.switchOn(fault);
    expect(await start()).toMatchObject({ kind: 'refused', ...outcome });
    expect(server().bought).toHaveLength(0);
    expect(server().requests).toHaveLength(1);
  });

  test('to an overloaded server is unknown: 529 doesn’t say that nothing was bought', async () => {
    server().faults.switchOn('overloaded');
    expect(await start()).toMatchObject({ kind: 'unknown' });
    expect(server().requests).toHaveLength(1);
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
    ['unknown-status', { kind: 'running', said: 'warming_up' }],
    ['lost', { kind: 'lost' }],
    ['failed', { kind: 'failed', code: 'FAILED', isCharged: null }],
    ['failed-moderation', { kind: 'failed', code: 'MODERATED', message: expect.stringContaining('1027') }],
    ['expired', { kind: 'failed', code: 'EXPIRED', isCharged: null }],
    ['no-url', { kind: 'unreadable', code: 'PARSER' }],
  ] as const)('that finds %s says so', async (fault, outcome) => {
    expect(await ended(fault)).toMatchObject(outcome);
  });
});

describe('a download', () => {
  test.each([
    ['failed', { kind: 'lost', code: 'FAILED' }],
    ['expired', { kind: 'lost', code: 'EXPIRED' }],
    ['no-url', { kind: 'not_ready', code: 'PARSER' }],
  ] as const)('of a task that says %s', async (fault, outcome) => {
    await ended(fault);
    expect(await fetchTo('none.mp4')).toMatchObject(outcome);
  });

  test('from where no film may be fetched waits for whoever can change that', async () => {
    await ended();
    const options = standInOptions({ provider: 'minimax', model, apiKey: MINIMAX_KEY }, server().origin);
    const closed = { ...options, network: { ...testNetwork, isAllowed: () => false } };
    const to = { path: folder.path('closed.mp4'), signal, onProgress: () => {} };
    const outcome = await createMinimaxProvider(closed).download(handle, to);
    expect(outcome).toMatchObject({ kind: 'not_ready', code: 'address_not_public' });
    expect(server().host.requestsSoFar()).toHaveLength(0);
  });

  test('before the task has succeeded is not ready', async () => {
    await start();
    expect(await fetchTo('early.mp4')).toMatchObject({ kind: 'not_ready' });
  });
});

test('only a queued task is cancelled', async () => {
  await start();
  expect(await provider().cancel(handle, signal)).toBe(true);
  expect(await status()).toMatchObject({ kind: 'failed', code: 'CANCELLED' });
  await start();
  const second = { id: '42402' };
  await provider().status(second, signal);
  await provider().status(second, signal);
  expect(await provider().cancel(second, signal)).toBe(false);
});
