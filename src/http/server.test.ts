import pino from 'pino';
import { afterEach, expect, test } from 'vitest';
import { createHttpServer, type HttpServer } from './server.ts';

let server: HttpServer;
afterEach(() => server.app.close());

/** How many more requests a caller has this minute, as the server tells them. */
async function leftFor(forwardedFor: string, trustedProxies: readonly string[]): Promise<number[]> {
  server = await createHttpServer({
    logger: pino({ level: 'silent' }),
    cookieSecret: 'x'.repeat(32),
    isSecure: false,
    callerOf: async () => null,
    trustedProxies,
  });
  server.app.get('/who', async () => 'somebody');
  const ask = async (address: string) =>
    Number(
      (await server.app.inject({ url: '/who', headers: { 'x-forwarded-for': address } })).headers[
        'x-ratelimit-remaining'
      ],
    );
  return [await ask('198.51.100.1'), await ask(forwardedFor)];
}

test('a request that changes something is refused where its page is another’s, however the browser says so', async () => {
  server = await createHttpServer({
    logger: pino({ level: 'silent' }),
    cookieSecret: 'x'.repeat(32),
    isSecure: false,
    publicUrl: 'http://money.example',
    callerOf: async () => null,
  });
  server.app.post('/change', async () => 'done');
  const post = async (headers: Record<string, string>) =>
    (
      await server.app.inject({
        method: 'POST',
        url: '/change',
        headers: { host: 'localhost:3000', ...headers },
      })
    ).statusCode;
  const own = [
    {},
    { origin: 'http://localhost:3000' },
    { origin: 'http://money.example' },
    { 'sec-fetch-site': 'same-origin', origin: 'https://rewritten.example' },
  ];
  const foreign = [
    { origin: 'http://evil.example' },
    { origin: 'http://localhost:3001' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', origin: 'http://localhost:3000' },
  ];
  expect(await Promise.all(own.map(post))).toEqual([200, 200, 200, 200]);
  expect(await Promise.all(foreign.map(post))).toEqual([403, 403, 403, 403, 403]);
});

test('behind a named proxy each caller has a rate limit of their own', async () => {
  const [one, other] = await leftFor('198.51.100.2', ['127.0.0.0/8']);
  expect(other).toBe(one);
});

test('what somebody who isn’t a named proxy says of whom they speak for is not believed', async () => {
  const [one = 0, other] = await leftFor('198.51.100.2', []);
  expect(other).toBe(one - 1);
});
