import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { failedStart, unreachable } from './call-outcomes.ts';
import { createProviderClient, type ProviderCall } from './provider-client.ts';

const KEY = 'sk-very+secret/key';
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

type Handler = (request: IncomingMessage, response: ServerResponse, ordinal: number) => void;

async function serving(handler: Handler): Promise<{ baseUrl: string; seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    request.resume();
    request.on('end', () => handler(request, response, seen.length));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

function clientOf(baseUrl: string, changes: object = {}) {
  const headers = { authorization: `Bearer ${KEY}` };
  return createProviderClient({ baseUrl, headers, secrets: [KEY], pausesMs: [1, 1], ...changes });
}

const never = new AbortController().signal;
const get: ProviderCall = { method: 'GET', path: '/x', signal: never, isRepeatable: true };
const post: ProviderCall = { method: 'POST', path: '/x', json: {}, signal: never, isRepeatable: false };

const answering =
  (status: number, body: string, headers: Record<string, string> = {}): Handler =>
  (_request, response) =>
    response.writeHead(status, headers).end(body);

test.each([
  ['{"error":{"message":"bad size","code":"invalid_value"}}', 'bad size', 'invalid_value'],
  ['{"error":"no such model"}', 'no such model', 'http_400'],
  ['{"error":{"message":"odd","code":1026}}', 'odd', '1026'],
  ['{"detail":"Not found here"}', 'Not found here', 'http_400'],
  ['{"detail":[{"loc":["body","size"],"msg":"wrong"},{"msg":"also"}]}', 'body.size: wrong; also', 'http_400'],
  ['{"message":"plainly no","code":"nope"}', 'plainly no', 'nope'],
  ['<!doctype html><title>502 here</title>', 'a web page called "502 here"', 'http_400'],
  ['just text', 'just text', 'http_400'],
  ['', 'no word of why', 'http_400'],
  ['null', 'null', 'http_400'],
])('the sentence is found in %s', async (body, message, code) => {
  const { baseUrl } = await serving(answering(400, body, { 'x-request-id': 'req_7' }));
  const outcome = failedStart(await clientOf(baseUrl).send(post));
  expect(outcome).toMatchObject({ kind: 'refused', code, isPassing: false });
  expect('message' in outcome && outcome.message).toBe(`${message} (HTTP 400, request req_7)`);
});

test.each([
  [429, '{"error":{"code":"rate_limit_exceeded"}}', { kind: 'refused', isPassing: true, retryAfterMs: 1500 }],
  [429, '{"error":{"code":"insufficient_quota"}}', { kind: 'refused', isPassing: false, retryAfterMs: null }],
  [401, '', { kind: 'refused', isPassing: false }],
  [302, '', { kind: 'refused', isPassing: false }],
  [501, '', { kind: 'refused', isPassing: false }],
  [303, '', { kind: 'unknown' }],
  [408, '', { kind: 'unknown' }],
  [409, '', { kind: 'unknown' }],
  [500, '', { kind: 'unknown' }],
  [503, '', { kind: 'unknown' }],
])('HTTP %i %s to a create is one call, and means what it must', async (status, body, outcome) => {
  const { baseUrl, seen } = await serving(answering(status, body, { 'retry-after-ms': '1500' }));
  expect(failedStart(await clientOf(baseUrl).send(post))).toMatchObject(outcome);
  expect(seen).toHaveLength(1);
});

test('a repeatable call is tried three times on server errors and cuts', async () => {
  const { baseUrl, seen } = await serving((request, response, ordinal) => {
    if (ordinal === 1) return void request.socket.destroy();
    response.writeHead(ordinal === 2 ? 503 : 200).end('{"ok":true}');
  });
  const reply = await clientOf(baseUrl).send(get);
  expect(reply).toMatchObject({ kind: 'answer', status: 200, json: { ok: true }, isUncertain: true });
  expect(seen).toHaveLength(3);
});

test('what may have been acted on stays unknown, whatever a later try says', async () => {
  const { baseUrl, seen } = await serving((request, response, ordinal) => {
    if (ordinal === 1) return void request.socket.destroy();
    response.writeHead(429).end('{"error":{"message":"slow down"}}');
  });
  const reply = await clientOf(baseUrl).send({ ...post, isRepeatable: true });
  expect(failedStart(reply)).toMatchObject({ kind: 'unknown' });
  expect(seen).toHaveLength(2);
});

test('a server that asks for a longer wait is left alone', async () => {
  const { baseUrl, seen } = await serving(answering(503, 'busy', { 'retry-after': '45' }));
  expect(unreachable(await clientOf(baseUrl).send(get))).toMatchObject({ retryAfterMs: 45_000 });
  expect(seen).toHaveLength(1);
});

test.each([
  [{ 'retry-after': '3600' }, 60_000],
  [{ 'retry-after': 'Fri, 01 Jan 2100 00:00:00 GMT' }, 60_000],
  [{ 'retry-after': '0' }, 1000],
  [{ 'retry-after-ms': '5' }, 1000],
  [{}, null],
])('a question about a job that is answered with %j is asked again after %s ms', async (headers, waitMs) => {
  const { baseUrl } = await serving(answering(429, '{}', headers));
  expect(unreachable(await clientOf(baseUrl).send(get))).toMatchObject({ retryAfterMs: waitMs });
});

test('a closed port, an unknown name and a broken handshake: certainly not sent', async () => {
  const dead = createTcpServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => dead.listen(0, '127.0.0.1', resolve));
  const { port } = dead.address() as AddressInfo;
  const { baseUrl: plain, seen } = await serving(answering(200, '{}'));
  const addresses = [`https://127.0.0.1:${port}`, plain.replace('http:', 'https:'), 'http://no-such.invalid'];
  for (const baseUrl of addresses) {
    const reply = await clientOf(baseUrl).send(post);
    expect([baseUrl, reply]).toMatchObject([baseUrl, { kind: 'not_sent', isUncertain: false }]);
    expect(failedStart(reply)).toMatchObject({ kind: 'refused', isPassing: true });
  }
  await new Promise((resolve) => dead.close(resolve));
  expect(failedStart(await clientOf(`http://127.0.0.1:${port}`).send(post))).toMatchObject({
    kind: 'refused',
    code: 'econnrefused',
  });
  expect(seen).toHaveLength(0);
});

test('a connection that ends after the request, or within the answer, is a cut', async () => {
  const cut = await serving((request) => void request.socket.destroy());
  const half = await serving((request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"id":"vid', () => request.socket.destroy());
  });
  for (const { baseUrl } of [cut, half]) {
    expect(await clientOf(baseUrl).send(post)).toMatchObject({ kind: 'cut', isUncertain: true });
  }
});

test('no answer in time: unknown for a create, before the connection stood: not sent', async () => {
  const silent = await serving(() => {});
  const reply = await clientOf(silent.baseUrl, { timeoutMs: 50 }).send(post);
  expect(reply).toMatchObject({ kind: 'cut', code: 'timeout' });
  const mute = createTcpServer(() => {});
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  const address = `https://127.0.0.1:${(mute.address() as AddressInfo).port}`;
  const unsaid = await clientOf(address, { timeoutMs: 50, pausesMs: [] }).send(post);
  expect(unsaid).toMatchObject({ kind: 'not_sent', code: 'timeout' });
  mute.close();
});

test('aborting rejects with the reason, before, during and between tries', async () => {
  const { baseUrl } = await serving(() => {});
  const early = AbortSignal.abort(new RangeError('early'));
  await expect(clientOf(baseUrl).send({ ...get, signal: early })).rejects.toThrow('early');
  const during = new AbortController();
  const pending = clientOf(baseUrl).send({ ...get, signal: during.signal });
  setTimeout(() => during.abort(new RangeError('during')), 20);
  await expect(pending).rejects.toThrow('during');
  const failing = await serving(answering(500, ''));
  const between = new AbortController();
  const waiting = clientOf(failing.baseUrl, { pausesMs: [60_000] }).send({ ...get, signal: between.signal });
  setTimeout(() => between.abort(new RangeError('between')), 20);
  await expect(waiting).rejects.toThrow('between');
});

test('the key is in no message, however the server spells it back', async () => {
  const spelled = [KEY, encodeURIComponent(KEY), Buffer.from(KEY).toString('base64')].join(' ');
  const { baseUrl } = await serving(
    answering(400, JSON.stringify({ error: { message: spelled, code: KEY, type: KEY } })),
  );
  const reply = await clientOf(baseUrl).send(post);
  const told = JSON.stringify([failedStart(reply), unreachable(reply)]);
  expect(told).toContain('[key] [key] [key]');
  expect(told).not.toContain('secret');
});

test('an answer without end is cut off at its limit', async () => {
  const { baseUrl } = await serving(answering(200, 'x'.repeat(5000)));
  expect(await clientOf(baseUrl).send({ ...post, answerMaxBytes: 4096 })).toMatchObject({
    kind: 'cut',
    code: 'answer_too_large',
  });
});

test('a form has plain parts in their order; JSON keeps its types; queries are encoded', async () => {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    bodies.push(`${request.url} ${request.headers['content-type']} ${await text(request)}`);
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  const client = clientOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
  await client.send({ ...post, json: undefined, form: { prompt: 'a', size: '1x1' } });
  await client.send({ ...post, json: { seconds: 8 } });
  await client.send({ ...get, query: { after: 'a b&c' } });
  expect(bodies[0]).toMatch(
    /^\/v1\/x multipart\/form-data; boundary=.*name="prompt"\r\n\r\na\r\n.*name="size"/s,
  );
  expect(bodies[1]).toBe('/v1/x application/json {"seconds":8}');
  expect(bodies[2]).toContain('/v1/x?after=a+b%26c');
});
