import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { MINIMAX_KEY, openMinimaxServer } from '../../../test/factories/minimax-server.ts';
import { standInOptions, vendorRig } from '../../../test/factories/vendor-rig.ts';
import { testNetwork } from '../../../test/factories/vendor-server.ts';
import { createMinimaxProvider } from './minimax.ts';

const model = 'MiniMax-H3';
const { at, ended, fetchTo, film, folder, handle, hurry, order, provider, server, signal, start, status } =
  vendorRig({
    provider: 'minimax',
    model,
    apiKey: MINIMAX_KEY,
    open: openMinimaxServer,
    create: createMinimaxProvider,
    order: { widthPx: 1344, heightPx: 768 },
    handle: { id: '42401' },
    pollsUnderWay: 2,
  });

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

  test.each(['error-after-create', 'cut-after-create', 'silent-after-create', 'unreadable-create'] as const)(
    'with %s is unknown, and is made once',
    async (fault) => {
      if (fault === 'silent-after-create') hurry();
      server().faults.switchOn(fault);
      expect(await start()).toMatchObject({ kind: 'unknown' });
      expect(server().bought).toHaveLength(1);
      expect(server().requests).toHaveLength(1);
    },
  );

  test('to an overloaded server is unknown: 529 doesn’t say that nothing was bought', async () => {
    server().faults.switchOn('overloaded');
    expect(await start()).toMatchObject({ kind: 'unknown' });
    expect(server().requests).toHaveLength(1);
  });

  test('with a wrong key is refused, and no message holds the key', async () => {
    const outcome = await at(server().origin, 'mm-hunter2').start(order, { reference: 'a', signal });
    expect(outcome).toMatchObject({ kind: 'refused', isPassing: false });
    expect(JSON.stringify(outcome)).not.toContain('hunter2');
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
  test('by a link that has ended asks for a fresh one the next time', async () => {
    await ended();
    server().host.faults.switchOn('expired-link', 1);
    expect(await fetchTo('again.mp4')).toMatchObject({ kind: 'not_ready', code: 'HTTP_403' });
    expect(await fetchTo('again.mp4')).toMatchObject({ kind: 'downloaded' });
  });

  test.each(['gone', 'host-error', 'json-content', 'truncated'] as const)(
    'with %s at the host is not the end, and leaves no file behind',
    async (fault) => {
      await ended();
      server().host.faults.switchOn(fault, 1);
      const name = `${fault}.mp4`;
      expect(await fetchTo(name)).toMatchObject({ kind: 'not_ready' });
      expect(existsSync(folder.path(name))).toBe(false);
      expect(await fetchTo(name)).toMatchObject({ kind: 'downloaded' });
    },
  );

  test('that is sent on to another origin goes there without the key', async () => {
    await ended();
    server().host.faults.switchOn('redirect');
    expect(await fetchTo('redirect.mp4')).toMatchObject({ kind: 'downloaded' });
    expect(server().host.requestsSoFar()).toHaveLength(2);
    expect(JSON.stringify(server().host.requestsSoFar())).not.toContain(MINIMAX_KEY);
  });

  test('of a task that MiniMax doesn’t know for a moment comes later', async () => {
    await ended();
    server().faults.switchOn('lost', 1);
    expect(await fetchTo('late.mp4')).toMatchObject({ kind: 'not_ready', code: 'LOST_BY_PROVIDER' });
    expect(await fetchTo('late.mp4')).toMatchObject({ kind: 'downloaded' });
  });

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

test('health is asked for free, and a wrong key is told with its setting', async () => {
  expect(await provider().health(signal)).toMatchObject({ kind: 'healthy' });
  const refused = await at(server().origin, 'mm-hunter2').health(signal);
  expect(refused).toMatchObject({ kind: 'unhealthy', remedy: expect.stringContaining('MINIMAX_API_KEY') });
  expect(JSON.stringify(refused)).not.toContain('hunter2');
  expect(server().bought).toHaveLength(0);
});
