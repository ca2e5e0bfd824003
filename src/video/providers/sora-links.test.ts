import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { smallFilm } from '../../../test/factories/film-order.ts';
import { quickOrder, SORA_KEY, soraAt } from '../../../test/factories/sora-rig.ts';
import {
  openTlsVendorServer,
  openVendorServer,
  testNetwork,
  type VendorAnswer,
  type VendorRequest,
  type VendorServer,
} from '../../../test/factories/vendor-server.ts';
import type { SoraOptions } from './sora-options.ts';

const never = new AbortController().signal;
const servers: VendorServer[] = [];
const folder = mkdtempSync(join(tmpdir(), 'sora-links-'));
let film: Uint8Array;

beforeAll(async () => {
  film = await smallFilm();
  return () => rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

type Routes = Readonly<Record<string, VendorAnswer | ((request: VendorRequest) => VendorAnswer)>>;

/** A server that answers `METHOD /path` as told, and 404 to all else. */
async function serving(routes: (origin: string) => Routes, changes: Partial<SoraOptions> = {}) {
  const server = await openVendorServer((request, origin) => {
    const answer = routes(origin)[`${request.method} ${request.path}`];
    return typeof answer === 'function'
      ? answer(request)
      : (answer ?? { status: 404, json: { detail: 'Not Found' } });
  });
  servers.push(server);
  return { server, provider: soraAt(server.origin, changes) };
}

const fetched = (provider: ReturnType<typeof soraAt>) =>
  provider.download(
    { id: 'v 1/2' },
    { path: join(folder, 'f.mp4'), signal: never, onProgress: () => undefined },
  );

const ID = '/v1/videos/v%201%2F2';
const completed = (fields: object): VendorAnswer => ({
  status: 200,
  json: { id: 'other', status: 'completed', ...fields },
});

test('of a model that nobody stated anything about, sound and pictures a second are not known', () => {
  expect(soraAt('http://127.0.0.1:9').capabilities).toMatchObject({ hasSound: null, framesPerSecond: null });
});

test.each([404, 405, 400, 410, 422, 501])(
  'content %i: the job’s own link is tried, with the key at home',
  async (status) => {
    const { server, provider } = await serving((origin) => ({
      [`GET ${ID}/content`]: { status, json: { detail: 'no' } },
      [`GET ${ID}`]: completed({ url: `${origin}/files/f.mp4` }),
      'GET /files/f.mp4': { status: 200, bytes: film },
    }));
    expect(await fetched(provider)).toMatchObject({ kind: 'downloaded' });
    expect(server.requests.at(-1)?.headers['authorization']).toBe(`Bearer ${SORA_KEY}`);
  },
);

test('a link may be relative to the base URL, or hold the film itself', async () => {
  const relative = await serving(() => ({
    [`GET ${ID}`]: completed({ video_url: '/files/f.mp4' }),
    'GET /files/f.mp4': { status: 200, bytes: film },
  }));
  expect(await fetched(relative.provider)).toMatchObject({ kind: 'downloaded' });
  const b64 = Buffer.from(film).toString('base64');
  const inline = await serving(() => ({ [`GET ${ID}`]: completed({ data: [{ b64_json: b64 }] }) }));
  expect(await fetched(inline.provider)).toMatchObject({ kind: 'downloaded', sizeBytes: film.byteLength });
});

test('the key doesn’t go to another server’s link', async () => {
  const away = await openTlsVendorServer('films.test', () => ({ status: 200, bytes: film }));
  servers.push(away);
  const routes = () => ({ [`GET ${ID}`]: completed({ url: `${away.origin}/f.mp4` }) });
  const { provider } = await serving(routes, { network: testNetwork });
  expect(await fetched(provider)).toMatchObject({ kind: 'downloaded' });
  expect(away.requests.map(({ headers }) => headers['authorization'])).toEqual([undefined]);
});

test('a link into the private network is not followed; the film may still come', async () => {
  let inner = 0;
  const secret = await openVendorServer(() => {
    inner += 1;
    return { status: 200, bytes: film };
  });
  servers.push(secret);
  const { provider } = await serving(() => ({ [`GET ${ID}`]: completed({ url: `${secret.origin}/f.mp4` }) }));
  expect(await fetched(provider)).toMatchObject({ kind: 'not_ready', code: 'HTTP_404' });
  expect(inner).toBe(0);
});

test.each([404, 410])(
  'a video that answers %i beside its late content may only be late itself',
  async (status) => {
    let isLate = true;
    const late: VendorAnswer = { status, json: { error: { message: 'no such video' } } };
    const { provider } = await serving(() => ({
      [`GET ${ID}/content`]: () => (isLate ? late : { status: 200, bytes: film }),
      [`GET ${ID}`]: late,
    }));
    expect(await fetched(provider)).toMatchObject({ kind: 'not_ready', code: 'LOST_BY_PROVIDER' });
    isLate = false;
    expect(await fetched(provider)).toMatchObject({ kind: 'downloaded' });
  },
);

test('a link that came with the order’s answer may be late as well', async () => {
  const { server, provider } = await serving(() => ({}), { profile: 'dynamo' });
  const handle = { id: 'r1', state: 'completed', link: `${server.origin}/f.mp4` };
  const to = { path: join(folder, 'f.mp4'), signal: never, onProgress: () => undefined };
  expect(await provider.download(handle, to)).toMatchObject({ kind: 'not_ready', code: 'LOST_BY_PROVIDER' });
});

test('a video that can’t be asked beside its late content is not called unknown', async () => {
  const { provider } = await serving(() => ({ [`GET ${ID}`]: { status: 503, json: {} } }));
  expect(await fetched(provider)).toMatchObject({ kind: 'not_ready', code: 'NO_FILM' });
});

test.each([
  [{ status: 'expired' }, { kind: 'lost', code: 'EXPIRED' }],
  [{ status: 'cancelled' }, { kind: 'lost', code: 'CANCELLED' }],
  [
    { status: 'completed', expires_at: 1_700_000_000 },
    { kind: 'lost', code: 'EXPIRED' },
  ],
  [
    { status: 'completed', expires_at: 4_000_000_000 },
    { kind: 'not_ready', code: 'HTTP_404' },
  ],
])('%j without content: %j', async (fields, outcome) => {
  const { provider } = await serving(() => ({ [`GET ${ID}`]: completed(fields) }));
  expect(await fetched(provider)).toMatchObject(outcome);
});

test.each([401, 403, 429, 500, 503])(
  'content %i: asked again later, and the job isn’t asked',
  async (status) => {
    const { server, provider } = await serving(() => ({ [`GET ${ID}/content`]: { status, json: {} } }));
    expect(await fetched(provider)).toMatchObject({ kind: 'not_ready', code: `HTTP_${status}` });
    expect(server.requests).toHaveLength(1);
  },
);

test.each([
  [{ 'retry-after': '3600' }, 60_000],
  [{ 'retry-after': '0' }, 1000],
  [{ 'retry-after': '20', 'openai-poll-after-ms': '1500' }, 1500],
  [{ 'openai-poll-after-ms': '0' }, 1000],
  [{ 'openai-poll-after-ms': '600000' }, 60_000],
  [{}, null],
])('a running video whose answer says %j is asked about again after %s ms', async (headers, pollAfterMs) => {
  const { provider } = await serving(() => ({
    [`GET ${ID}`]: { status: 200, json: { id: 'v', status: 'queued' }, headers },
  }));
  expect(await provider.status({ id: 'v 1/2' }, never)).toMatchObject({ kind: 'running', pollAfterMs });
});

test.each([
  ['warming_up', 'warming_up'],
  [`at ${SORA_KEY}`, 'at [key]'],
  ['x'.repeat(9000), 'x'.repeat(40)],
])('a status that nobody knows goes along as a short word without the key', async (status, said) => {
  const { provider } = await serving(() => ({ [`GET ${ID}`]: { status: 200, json: { id: 'v', status } } }));
  expect(await provider.status({ id: 'v 1/2' }, never)).toMatchObject({ kind: 'running', said });
});

const start = (provider: ReturnType<typeof soraAt>) =>
  provider.start(quickOrder, { reference: 'attempt-1', signal: never });

test.each([
  ['an empty object', {}],
  ['an error with HTTP 200', { error: { message: 'quota' } }],
  ['no id', { status: 'queued' }],
  ['an id that holds the key', { id: `v-${SORA_KEY}`, status: 'queued' }],
])('%s in a create answer leaves open what was bought', async (_, json) => {
  const { provider } = await serving(() => ({ 'POST /v1/videos': { status: 200, json } }));
  const outcome = await start(provider);
  expect(outcome).toMatchObject({ kind: 'unknown' });
  expect(JSON.stringify(outcome)).not.toContain(SORA_KEY);
});

test('an answer that is the film needs no further call', async () => {
  const { server, provider } = await serving(() => ({ 'POST /v1/videos': { status: 200, bytes: film } }));
  const outcome = await start(provider);
  if (outcome.kind !== 'started') throw new TypeError(JSON.stringify(outcome));
  expect(await provider.status(outcome.handle, never)).toMatchObject({ kind: 'completed' });
  const to = { path: join(folder, 'g.mp4'), signal: never, onProgress: () => undefined };
  expect(await provider.download(outcome.handle, to)).toMatchObject({ kind: 'downloaded' });
  expect(server.requests).toHaveLength(1);
});

test('a redirect of the order is not followed: it would be sent twice', async () => {
  const headers = { location: '/v1/elsewhere' };
  const { server, provider } = await serving(() => ({
    'POST /v1/videos': { status: 307, json: {}, headers },
  }));
  expect(await start(provider)).toMatchObject({ kind: 'refused', isPassing: false });
  expect(server.requests).toHaveLength(1);
});

const listed = [
  { id: 'a', status: 'queued', client_reference: 'attempt-2' },
  { id: 'b', status: 'completed', client_reference: 'attempt-1' },
  { id: 'c', status: 'queued', client_reference: null },
];

test('a list that ignores the filter, or has no cursor, is read with our own eyes', async () => {
  const { provider } = await serving(
    () => ({ 'GET /v1/videos': { status: 200, json: { object: 'list', data: listed } } }),
    { idempotency: 'L' },
  );
  expect(await provider.lookUp?.('attempt-1', never)).toEqual({ kind: 'found', handles: [{ id: 'b' }] });
  expect(await provider.lookUp?.('attempt-9', never)).toEqual({ kind: 'none' });
});

test('pages are followed by their cursor, and a circle of them ends', async () => {
  const paged = await serving(
    () => ({
      'GET /v1/videos': ({ query }) => {
        const at = listed.findIndex(({ id }) => id === query.get('after')) + 1;
        const data = listed.slice(at, at + 1);
        return { status: 200, json: { data, last_id: data[0]?.id, has_more: at < listed.length - 1 } };
      },
    }),
    { idempotency: 'L' },
  );
  expect(await paged.provider.lookUp?.('attempt-1', never)).toEqual({
    kind: 'found',
    handles: [{ id: 'b' }],
  });
  expect(paged.server.requests).toHaveLength(3);
  const circle = await serving(
    () => ({ 'GET /v1/videos': { status: 200, json: { data: listed, last_id: 'c', has_more: true } } }),
    { idempotency: 'L' },
  );
  expect(await circle.provider.lookUp?.('attempt-9', never)).toMatchObject({ kind: 'unreachable' });
});

test.each([404, 401, 500])('a list that answers %i is no “none”', async (status) => {
  const { provider } = await serving(() => ({ 'GET /v1/videos': { status, json: {} } }), {
    idempotency: 'L',
  });
  expect(await provider.lookUp?.('attempt-1', never)).toMatchObject({ kind: 'unreachable' });
});
