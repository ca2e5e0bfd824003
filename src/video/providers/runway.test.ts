import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openRunwayServer, RUNWAY_KEY } from '../../../test/factories/runway-server.ts';
import { vendorRig } from '../../../test/factories/vendor-rig.ts';
import { createRunwayProvider } from './runway.ts';

const model = 'gen4.5';
const {
  at,
  ended,
  fetchTo,
  film,
  folder,
  handle,
  hurry,
  order,
  provider,
  reopen,
  server,
  signal,
  start,
  status,
} = vendorRig({
  provider: 'runway',
  model,
  apiKey: RUNWAY_KEY,
  open: openRunwayServer,
  create: createRunwayProvider,
  handle: { id: '0d51c8b1-0000-4000-8000-000000000001' },
  pollsUnderWay: 2,
});

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

  test.each(['error-after-create', 'cut-after-create', 'silent-after-create', 'unreadable-create'] as const)(
    'with %s is unknown, and the library makes it once',
    async (fault) => {
      if (fault === 'silent-after-create') hurry();
      server().faults.switchOn(fault);
      expect(await start()).toMatchObject({ kind: 'unknown' });
      expect(server().bought).toHaveLength(1);
      expect(server().requests).toHaveLength(1);
    },
  );

  test('to a server that is away has certainly bought nothing', async () => {
    await server().stop();
    expect(await start()).toMatchObject({ kind: 'refused', isPassing: true });
  });

  test('with a wrong key is refused, and no message holds the key', async () => {
    const outcome = await at(server().origin, 'key_hunter2').start(order, { reference: 'a', signal });
    expect(outcome).toMatchObject({ kind: 'refused', isPassing: false });
    expect(JSON.stringify(outcome)).not.toContain('hunter2');
  });

  test('that is aborted ends with the reason', async () => {
    const abort = new AbortController();
    server().faults.switchOn('silent-after-create');
    const call = provider().start(order, { reference: 'a', signal: abort.signal });
    abort.abort(new RangeError('drained'));
    await expect(call).rejects.toThrow('drained');
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

  test('of a task that Runway doesn’t know for a moment comes later', async () => {
    await ended();
    server().faults.switchOn('lost', 1);
    expect(await fetchTo('late.mp4')).toMatchObject({ kind: 'not_ready', code: 'LOST_BY_PROVIDER' });
    expect(await fetchTo('late.mp4')).toMatchObject({ kind: 'downloaded' });
  });

  test('that is sent on to another origin goes there without the key', async () => {
    await ended();
    server().host.faults.switchOn('redirect');
    expect(await fetchTo('redirect.mp4')).toMatchObject({ kind: 'downloaded' });
    expect(server().host.requestsSoFar()).toHaveLength(2);
    expect(JSON.stringify(server().host.requestsSoFar())).not.toContain(RUNWAY_KEY);
  });
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

test('health is asked for free, and a wrong key is told with its setting', async () => {
  expect(await provider().health(signal)).toMatchObject({ kind: 'healthy' });
  const refused = await at(server().origin, 'key_hunter2').health(signal);
  const remedy = expect.stringContaining('RUNWAYML_API_SECRET');
  expect(refused).toMatchObject({ kind: 'unhealthy', remedy });
  expect(JSON.stringify(refused)).not.toContain('hunter2');
  expect(server().bought).toHaveLength(0);
});
