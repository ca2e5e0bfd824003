import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { quickOrder, rule, SORA_KEY, soraAt } from '../../../test/factories/sora-rig.ts';
import {
  purchasesOf,
  type RunningServer,
  startVideosApi,
} from '../../../test/factories/videos-api-server.ts';
import { faultNames } from '../../videos-api/faults.ts';
import type { FilmProvider, IdempotencyClass, ProviderHandle, StartOutcome } from '../film-provider-port.ts';

const never = new AbortController().signal;
let running: RunningServer;
let folder: string;

beforeEach(async () => {
  running = await startVideosApi();
  folder = mkdtempSync(join(tmpdir(), 'sora-faults-'));
});
afterEach(async () => {
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
});

const start = (provider: FilmProvider): Promise<StartOutcome> =>
  provider.start(quickOrder, { reference: 'attempt-1', signal: never });
const fetchTo = (provider: FilmProvider, handle: ProviderHandle) =>
  provider.download(handle, { path: join(folder, 'film.mp4'), signal: never, onProgress: () => undefined });

async function count(): Promise<number> {
  return (await purchasesOf(running)).count;
}

async function under(idempotency: IdempotencyClass, apply: readonly unknown[], timesMax = 1) {
  await rule(running, { idempotency, faults: [{ apply, timesMax }] });
  return soraAt(running.server.baseUrl, { idempotency });
}

async function begun(apply: readonly unknown[]): Promise<{ provider: FilmProvider; handle: ProviderHandle }> {
  const provider = await under('N', apply);
  const outcome = await start(provider);
  if (outcome.kind !== 'started') throw new TypeError(JSON.stringify(outcome));
  return { provider, handle: outcome.handle };
}

/** Statuses, each once, until one is an end or `polls` were made. */
async function polled(provider: FilmProvider, handle: ProviderHandle, polls = 400): Promise<string[]> {
  const seen = new Set<string>();
  for (let made = 0; made < polls; made += 1) {
    const status = await provider.status(handle, never);
    const progress = status.kind === 'running' ? ` ${status.progress}` : '';
    seen.add(`${status.kind}${progress}`);
    if (status.kind !== 'running' && status.kind !== 'unreachable') break;
    await pause(10);
  }
  return [...seen];
}

const refusedForGood = { kind: 'refused', isPassing: false, retryAfterMs: null };

/** What the create call comes to under each fault: the outcome in class N, and how much was bought in N and in K. */
const createFaults: Readonly<
  Record<string, { fault: unknown; outcome: object; bought: number; inK: string }>
> = {
  'rate-limited': {
    fault: { fault: 'rate-limited', retryAfterMs: 7000 },
    outcome: { kind: 'refused', code: 'rate_limit_exceeded', isPassing: true, retryAfterMs: 7000 },
    bought: 0,
    inK: 'refused 0',
  },
  'insufficient-quota': {
    fault: 'insufficient-quota',
    outcome: { ...refusedForGood, code: 'insufficient_quota' },
    bought: 0,
    inK: 'refused 0',
  },
  'sentinel-block': {
    fault: 'sentinel-block',
    outcome: { ...refusedForGood, code: 'MODERATED' },
    bought: 0,
    inK: 'refused 0',
  },
  'server-error': {
    fault: { fault: 'server-error', status: 503 },
    outcome: { kind: 'unknown' },
    bought: 0,
    inK: 'started 1',
  },
  'cut-before-create': {
    fault: 'cut-before-create',
    outcome: { kind: 'unknown' },
    bought: 0,
    inK: 'started 1',
  },
  'error-after-create': {
    fault: 'error-after-create',
    outcome: { kind: 'unknown', code: 'server_error' },
    bought: 1,
    inK: 'started 1',
  },
  'cut-after-create': {
    fault: 'cut-after-create',
    outcome: { kind: 'unknown' },
    bought: 1,
    inK: 'started 1',
  },
};

test.each(Object.entries(createFaults))(
  '%s: what the order comes to, and what was bought',
  async (_, row) => {
    expect(await start(await under('N', [row.fault]))).toMatchObject(row.outcome);
    expect(await count()).toBe(row.bought);
  },
);

test.each(Object.entries(createFaults))('%s under class K buys once at most', async (_, row) => {
  const outcome = await start(await under('K', [row.fault]));
  expect(`${outcome.kind} ${await count()}`).toBe(row.inK);
});

test.each(['error-after-create', 'cut-after-create'])(
  '%s in class L is found by its reference',
  async (fault) => {
    const provider = await under('L', [fault]);
    expect(await start(provider)).toMatchObject({ kind: 'unknown' });
    const { purchases } = await purchasesOf(running);
    const found = await provider.lookUp?.('attempt-1', never);
    expect(found).toEqual({ kind: 'found', handles: [{ id: purchases[0]?.['videoId'] }] });
    expect(await provider.lookUp?.('attempt-2', never)).toEqual({ kind: 'none' });
  },
);

test('class K under a fault that stays is tried three times, is bought once, and stays unknown', async () => {
  expect(await start(await under('K', ['error-after-create'], 100))).toMatchObject({ kind: 'unknown' });
  expect(await count()).toBe(1);
});

test('every double is found, the oldest first, over as many pages as there are', async () => {
  const provider = await under('L', ['cut-after-create'], 3);
  for (let calls = 0; calls < 3; calls += 1) await start(provider);
  const { purchases } = await purchasesOf(running);
  const handles = purchases.map(({ videoId: id }) => ({ id }));
  expect(await provider.lookUp?.('attempt-1', never)).toEqual({ kind: 'found', handles });
});

test('a server that shows no references can’t be looked up, whatever was configured', async () => {
  await running.client.videos.create({ prompt: 'x', model: 'quick', size: '160x90', seconds: '1' } as never);
  const provider = soraAt(running.server.baseUrl, { idempotency: 'L' });
  expect(await provider.lookUp?.('attempt-1', never)).toMatchObject({ kind: 'unreachable' });
  expect(await start(provider)).toMatchObject({ ...refusedForGood, code: 'unknown_parameter' });
});

const slow = { fault: 'late-answer', forMs: 5000 };

test.each([slow, { ...slow, fault: 'late-purchase' }])(
  '%j outlives the time limit: unknown',
  async (fault) => {
    await rule(running, { faults: [{ apply: [fault] }] });
    const provider = soraAt(running.server.baseUrl, { timeoutMs: 150 });
    expect(await start(provider)).toMatchObject({ kind: 'unknown', code: 'timeout' });
  },
);

test.each(['envelope', 'without-code', 'string', 'detail'])(
  'errors in the shape %s keep their words',
  async (shape) => {
    const provider = await under('N', [{ fault: 'error-shape', shape }]);
    const wrong = { ...quickOrder, durationSeconds: 7 };
    expect(await provider.start(wrong, { reference: 'a', signal: never })).toMatchObject({
      ...refusedForGood,
      message: expect.stringMatching(/Invalid value: '7'.*\(HTTP 400, request /),
    });
  },
);

test.each([
  ['stuck', { fault: 'stuck', progress: 40 }, 'running 0.4'],
  ['frozen-progress', 'frozen-progress', 'running 0.99'],
])('%s keeps running, and says how far it is', async (_, fault, last) => {
  const { provider, handle } = await begun([fault]);
  expect((await polled(provider, handle, 25)).at(-1)).toBe(last);
});

test.each([
  ['poll-error', { fault: 'poll-error', times: 2 }, ['completed']],
  ['poll-error for long', { fault: 'poll-error', times: 5 }, ['unreachable', 'completed']],
  ['unknown-status', 'unknown-status', ['running', 'completed']],
  ['id-changed', 'id-changed', ['running', 'completed']],
])('%s: the film is completed all the same', async (_, fault, kinds) => {
  const { provider, handle } = await begun([fault]);
  const seen = (await polled(provider, handle)).map((one) => one.split(' ')[0]);
  for (const kind of kinds) expect(seen).toContain(kind);
  expect(await fetchTo(provider, handle)).toMatchObject({ kind: 'downloaded' });
});

test.each([
  ['moderation_blocked', 'failed', 'Your request was blocked by our moderation system.'],
  ['1026', { fault: 'failed', error: { code: 1026, message: 'sensitive' } }, 'sensitive'],
  ['FAILED', { fault: 'failed', error: { message: 'out of memory' } }, 'out of memory'],
  ['FAILED', { fault: 'failed', error: 'a plain sentence' }, 'a plain sentence'],
])('failed with %s', async (code, fault, message) => {
  const { provider, handle } = await begun([fault]);
  await polled(provider, handle);
  expect(await provider.status(handle, never)).toEqual({ kind: 'failed', code, message, isCharged: null });
  expect(await fetchTo(provider, handle)).toMatchObject({ kind: 'lost', code });
});

test('vanish-after-restart: lost, and its film may only be late', async () => {
  const { provider, handle } = await begun(['vanish-after-restart']);
  await polled(provider, handle);
  running = await running.restart();
  const later = soraAt(running.server.baseUrl);
  expect(await later.status(handle, never)).toMatchObject({ kind: 'lost' });
  expect(await fetchTo(later, handle)).toMatchObject({ kind: 'not_ready', code: 'LOST_BY_PROVIDER' });
  expect(await count()).toBe(1);
});

test('content-late: not ready, until it is', async () => {
  const { provider, handle } = await begun([{ fault: 'content-late', forMs: 300 }]);
  await polled(provider, handle);
  expect(await fetchTo(provider, handle)).toMatchObject({ kind: 'not_ready', code: 'HTTP_404' });
  await expect.poll(() => fetchTo(provider, handle), { timeout: 5000 }).toMatchObject({ kind: 'downloaded' });
});

test.each([
  ['content-json', 'content-json', 'NOT_A_FILM'],
  ['content-truncated', 'content-truncated', 'econnreset'],
  ['content-truncated', { fault: 'content-truncated', lengthHeader: 'short' }, 'film_cut_short'],
])('%s (%j) is not delivered, and nothing is left', async (_, fault, code) => {
  const { provider, handle } = await begun([fault]);
  await polled(provider, handle);
  expect(await fetchTo(provider, handle)).toMatchObject({ kind: 'not_ready', code });
  expect(readdirSync(folder)).toEqual([]);
});

test('expired content is lost', async () => {
  const timing = { queuedMs: 0, runningMs: 10, contentLivesMs: 1 };
  await rule(running, { timing });
  const provider = soraAt(running.server.baseUrl);
  const outcome = await start(provider);
  if (outcome.kind !== 'started') throw new TypeError(JSON.stringify(outcome));
  await polled(provider, outcome.handle);
  const fetched = () => fetchTo(provider, outcome.handle);
  await expect.poll(fetched, { timeout: 5000 }).toMatchObject({ kind: 'lost', code: 'EXPIRED' });
});

test('content behind a redirect is followed', async () => {
  await rule(running, { content: 'redirect' });
  const provider = soraAt(running.server.baseUrl);
  const outcome = await start(provider);
  if (outcome.kind !== 'started') throw new TypeError(JSON.stringify(outcome));
  await polled(provider, outcome.handle);
  expect(await fetchTo(provider, outcome.handle)).toMatchObject({ kind: 'downloaded' });
});

// Films are polled, so what happens to webhooks changes nothing.
test.each(faultNames.filter((name) => name.startsWith('webhook-')))('%s changes nothing', async (fault) => {
  const { provider, handle } = await begun([fault]);
  expect((await polled(provider, handle)).at(-1)).toBe('completed');
  expect(await count()).toBe(1);
});

test('the server says when to ask again; a wrong key, a wrong model and a server without list are named', async () => {
  const timing = { queuedMs: 60_000, runningMs: 60, pollAfterMs: 2500 };
  await rule(running, { timing, apiKeys: [SORA_KEY], list: 'none' });
  const provider = soraAt(running.server.baseUrl);
  const outcome = await start(provider);
  if (outcome.kind !== 'started') throw new TypeError(JSON.stringify(outcome));
  expect(await provider.status(outcome.handle, never)).toMatchObject({ kind: 'running', pollAfterMs: 2500 });
  expect(await provider.health(never)).toMatchObject({
    kind: 'healthy',
    message: expect.stringContaining('no /videos'),
  });
  const other = soraAt(running.server.baseUrl, { apiKey: 'sk-wrong' });
  expect(await start(other)).toMatchObject({
    ...refusedForGood,
    message: expect.stringContaining('HTTP 401'),
  });
  expect(await other.status(outcome.handle, never)).toMatchObject({ kind: 'unreachable' });
  const order = { ...quickOrder, model: 'sora-9' };
  expect(await provider.start(order, { reference: 'a', signal: never })).toMatchObject({
    ...refusedForGood,
    code: 'model_not_found',
  });
  expect(await count()).toBe(1);
});

test('every fault that the server has is asked about here', async () => {
  const { readFile } = await import('node:fs/promises');
  const text = await readFile(import.meta.filename, 'utf8');
  const asked = faultNames.filter((name) => name.startsWith('webhook-') || text.includes(`'${name}'`));
  expect(asked).toEqual(faultNames);
});

test('the base URL may end with the version or not', async () => {
  const bare = running.server.baseUrl.replace(/\/v1$/, '');
  for (const baseUrl of [bare, `${bare}/`, `${bare}/v1`, `${bare}/v1/`]) {
    expect(await soraAt(baseUrl).health(never)).toMatchObject({ kind: 'healthy' });
  }
});
