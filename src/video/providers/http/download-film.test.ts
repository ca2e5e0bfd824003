import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTlsServer, testCertificate } from '../../../../test/factories/tls-server.ts';
import { craftFilm } from '../../../media/film-bytes-fixture.ts';
import { hasFfmpeg, movingGraph, openFilmFolder } from '../../../media/film-fixture.ts';
import { renderNeutralClip } from '../../../videos-api/neutral-clip.ts';
import { downloadFilm, type FilmRequest, filmLimits } from './download-film.ts';
import { type FilmNetwork, publicNetwork, routeTo } from './film-route.ts';
import { redactor } from './redact.ts';

const KEY = 'sk-download-secret';
const never = new AbortController().signal;
const closers: (() => unknown)[] = [];
let film: Buffer;
let folder: string;

beforeAll(async () => {
  film = Buffer.from(await renderNeutralClip({ width: 160, height: 90, seconds: 1 }, never));
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'download-film-'));
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  rmSync(folder, { recursive: true, force: true });
});

async function plain(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function tls(answer: RequestListener) {
  const server = await openTlsServer(answer);
  closers.push(() => server.stop());
  return server;
}

const sending =
  (bytes: Uint8Array): RequestListener =>
  (_request, response) =>
    response.writeHead(200, { 'content-length': bytes.byteLength }).end(bytes);

const sendingOn =
  (location: string): RequestListener =>
  (_request, response) =>
    response.writeHead(302, { location }).end();

/** Stands in for the public internet: these names live on this machine, and nothing else is allowed. */
const testNetwork: FilmNetwork = {
  resolve: async (host) => (host.endsWith('.test') ? ['127.0.0.1'] : ['10.0.0.1']),
  isAllowed: (address) => address === '127.0.0.1',
  trustedCertificates: [testCertificate],
};

function fetchFilm(url: string, changes: Partial<FilmRequest> = {}) {
  const { origin } = URL.parse(url) ?? { origin: '' };
  return downloadFilm({
    url,
    ownOrigin: origin,
    headersForOwnOrigin: { authorization: `Bearer ${KEY}` },
    path: join(folder, 'film.mp4'),
    signal: never,
    redact: redactor([KEY]),
    ...changes,
  });
}

const foreign = { ownOrigin: 'https://own.test' };

describe('what is fetched', () => {
  test('a film of the own server arrives whole, with its digest and progress', async () => {
    const seen: (string | undefined)[] = [];
    const origin = await plain((request, response) => {
      seen.push(request.headers.authorization);
      sending(film)(request, response as never);
    });
    const steps: number[] = [];
    const outcome = await fetchFilm(`${origin}/film`, { onProgress: (progress) => steps.push(progress) });
    const sha256 = createHash('sha256').update(film).digest('hex');
    const path = join(folder, 'film.mp4');
    expect(outcome).toEqual({ kind: 'downloaded', path, sizeBytes: film.byteLength, sha256 });
    expect(readFileSync(path)).toEqual(film);
    expect(steps.at(-1)).toBe(1);
    expect(seen).toEqual([`Bearer ${KEY}`]);
    expect(readdirSync(folder)).toEqual(['film.mp4']);
  });

  test('a film in a data address is taken; a broken one is not', async () => {
    const data = `data:video/mp4;base64,${film.toString('base64')}`;
    expect(await fetchFilm(data)).toMatchObject({ kind: 'downloaded', sizeBytes: film.byteLength });
    expect(await fetchFilm('data:video/mp4;base64,AAAA')).toMatchObject({ kind: 'not_a_film' });
    const half = film.subarray(0, film.byteLength / 2).toString('base64');
    expect(await fetchFilm(`data:video/mp4;base64,${half}`)).toMatchObject({
      kind: 'cut',
      code: 'film_cut_short',
    });
  });

  test.each([
    ['JSON', Buffer.from('{"error":{"message":"Upstream returned 404"}}')],
    ['a web page', Buffer.from('<!doctype html><title>Sign in</title>')],
    ['something that is no film', Buffer.alloc(5000, 7)],
    ['nothing', Buffer.alloc(0)],
    ['a few bytes', Buffer.from('0000ftypisom')],
    ['a few bytes', craftFilm()],
  ])('%s under a film’s name is called what it is, and nothing is left', async (found, bytes) => {
    const origin = await plain(sending(bytes));
    expect(await fetchFilm(origin)).toMatchObject({ kind: 'not_a_film', found });
    expect(readdirSync(folder)).toEqual([]);
  });

  test.skipIf(!hasFfmpeg)('a WebM is a film; one that ends before it says so is cut', async () => {
    const films = await openFilmFolder();
    const made = await films.make('film.webm', {
      graph: movingGraph({ size: '160x90', seconds: 1 }),
      encoder: ['-c:v', 'libvpx'],
      output: [],
    });
    const webm = readFileSync(made);
    await films.remove();
    const whole = await plain(sending(webm));
    expect(await fetchFilm(whole)).toMatchObject({ kind: 'downloaded', sizeBytes: webm.byteLength });
    rmSync(join(folder, 'film.mp4'));
    const half = await plain(sending(webm.subarray(0, webm.byteLength / 2)));
    expect(await fetchFilm(half)).toMatchObject({ kind: 'cut', code: 'film_cut_short' });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a film that ends early is cut, whatever length was announced', async () => {
    const half = film.subarray(0, film.byteLength / 2);
    const short = await plain(sending(half));
    expect(await fetchFilm(short)).toMatchObject({ kind: 'cut', code: 'film_cut_short' });
    const full = await plain((request, response) => {
      response.writeHead(200, { 'content-length': film.byteLength });
      response.write(half, () => request.socket.destroy());
    });
    expect(await fetchFilm(full)).toMatchObject({ kind: 'cut' });
    const unannounced = await plain((request, response) => {
      response.writeHead(200);
      response.write(half, () => request.socket.destroy());
    });
    expect(await fetchFilm(unannounced)).toMatchObject({ kind: 'cut' });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a film beyond the size limit is refused, announced or not', async () => {
    const limits = { ...filmLimits, sizeMaxBytes: film.byteLength - 1 };
    const announced = await plain(sending(film));
    const silent = await plain((_request, response) => response.writeHead(200).end(film));
    for (const origin of [announced, silent]) {
      expect(await fetchFilm(origin, { limits })).toMatchObject({ kind: 'refused', code: 'film_too_large' });
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  test('silence and endless dripping both end', async () => {
    const silent = await plain((_request, response) => {
      response.writeHead(200);
      response.write(film.subarray(0, 100));
    });
    const idle = { ...filmLimits, idleMs: 40 };
    expect(await fetchFilm(silent, { limits: idle })).toMatchObject({
      kind: 'cut',
      code: 'timeout',
      message: 'nothing came for 0.04 s',
    });
    const dripping = await plain((_request, response) => {
      response.writeHead(200);
      response.write(film.subarray(0, 100));
      const drip = setInterval(() => response.write(Buffer.alloc(1)), 5);
      response.on('close', () => clearInterval(drip));
    });
    const total = { ...filmLimits, totalMs: 80 };
    expect(await fetchFilm(dripping, { limits: total })).toMatchObject({ message: 'not done within 0.08 s' });
    const mute = await plain(() => {});
    expect(await fetchFilm(mute, { limits: idle })).toMatchObject({ kind: 'cut', code: 'timeout' });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a refusal keeps the server’s words, without the key', async () => {
    const origin = await plain((_request, response) => {
      response.writeHead(404, { 'x-request-id': 'req_1', 'retry-after': '3' });
      response.end(JSON.stringify({ detail: `not ready for ${KEY}` }));
    });
    expect(await fetchFilm(origin)).toEqual({
      kind: 'answered',
      status: 404,
      error: { code: null, type: null, message: 'not ready for [key] (HTTP 404, request req_1)' },
      retryAfterMs: 3000,
    });
  });

  test('aborting rejects with the reason and leaves nothing', async () => {
    const origin = await plain((_request, response) => {
      response.writeHead(200);
      response.write(film.subarray(0, 1000));
    });
    const stopping = new AbortController();
    const pending = fetchFilm(origin, { signal: stopping.signal });
    setTimeout(() => stopping.abort(new RangeError('enough')), 40);
    await expect(pending).rejects.toThrow('enough');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('where it is fetched from', () => {
  test('a foreign https address is connected to where its name was checked, with its own name and no key', async () => {
    const seen: unknown[] = [];
    const server = await tls((request, response) => {
      seen.push([request.headers.host, request.headers.authorization]);
      sending(film)(request, response as never);
    });
    let lookups = 0;
    // The second answer would lead elsewhere: it is never asked for.
    const network = { ...testNetwork, resolve: async () => (lookups++ === 0 ? ['127.0.0.1'] : ['10.0.0.1']) };
    const url = `https://films.test:${server.port}/film?signature=abc`;
    expect(await fetchFilm(url, { ...foreign, network })).toMatchObject({ kind: 'downloaded' });
    expect(seen).toEqual([[`films.test:${server.port}`, undefined]]);
    expect(server.serverNames).toEqual(['films.test']);
    expect(lookups).toBe(1);
  });

  test('one private address among several refuses the name', async () => {
    const network = { ...testNetwork, resolve: async () => ['127.0.0.1', '10.9.8.7'] };
    const outcome = await fetchFilm('https://films.test/film', { ...foreign, network });
    expect(outcome).toMatchObject({ kind: 'refused', code: 'address_not_public' });
    expect(outcome).toMatchObject({ message: expect.stringContaining('10.9.8.7') });
  });

  test.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '017700000001',
    '127.0.0.1.',
    '１２７.0.0.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[0:0:0:0:0:ffff:7f00:0001]',
    '[64:ff9b::7f00:1]',
    '169.254.169.254',
    '2852039166',
    '0xa9fea9fe',
    '0xa9.0xfe.0xa9.0xfe',
    '0251.0376.0251.0376',
    '169.254.43518',
    '169.16689662',
    '[::ffff:169.254.169.254]',
    '[::ffff:a9fe:a9fe]',
    '[fd00:ec2::254]',
    '0',
    '0.0.0.0',
    '[::]',
    '10.0.0.1',
    '192.168.1.1',
    '172.16.0.1',
    '100.100.100.200',
    'localhost',
    'LOCALHOST',
  ])('https://%s is refused by the real network, before any connection', async (host) => {
    const outcome = await fetchFilm(`https://${host}/latest/meta-data`, foreign);
    expect(outcome).toMatchObject({ kind: 'refused', code: 'address_not_public' });
  });

  test('a name that leads to this machine is refused, and the server there hears nothing', async () => {
    const server = await tls(sending(film));
    const network = { ...publicNetwork, resolve: async () => ['127.0.0.1'] };
    const outcome = await fetchFilm(`https://films.test:${server.port}/`, { ...foreign, network });
    expect(outcome).toMatchObject({ kind: 'refused', code: 'address_not_public' });
    expect(server.connectionCount()).toBe(0);
  });

  test.each([
    ['http://films.example/film', 'address_not_https'],
    ['ftp://films.example/film', 'address_not_https'],
    ['file:///etc/passwd', 'address_not_https'],
    ['https://user:word@films.example/', 'address_with_password'],
    ['no address', 'address_unreadable'],
  ])('%s is refused', async (url, code) => {
    const network = { ...publicNetwork, resolve: async () => ['8.8.8.8'] };
    expect(await fetchFilm(url, { ...foreign, network })).toMatchObject({ kind: 'refused', code });
  });

  test('a name without an address may get one later', async () => {
    expect(await fetchFilm('https://no-such.invalid/film', foreign)).toMatchObject({ kind: 'cut' });
    const network = { ...testNetwork, resolve: async () => [] };
    expect(await routeTo(new URL('https://films.test/'), network)).toMatchObject({ kind: 'unresolved' });
  });
});

describe('redirects', () => {
  test('the key stays with the own server', async () => {
    const seen: (string | undefined)[] = [];
    const away = await tls((request, response) => {
      seen.push(request.headers.authorization);
      sending(film)(request, response as never);
    });
    const own = await plain(sendingOn(`https://films.test:${away.port}/film`));
    expect(await fetchFilm(own, { network: testNetwork })).toMatchObject({ kind: 'downloaded' });
    expect(seen).toEqual([undefined]);
  });

  test('another port is another server: the key does not go there', async () => {
    const seen: (string | undefined)[] = [];
    const neighbour = await plain((request, response) => {
      seen.push(request.headers.authorization);
      sending(film)(request, response as never);
    });
    const own = await plain(sendingOn(`${neighbour}/film`));
    expect(await fetchFilm(own)).toMatchObject({ kind: 'refused', code: 'address_not_public' });
    expect(seen).toEqual([]);
    expect(await fetchFilm(own, { network: testNetwork })).toMatchObject({ kind: 'downloaded' });
    expect(seen).toEqual([undefined]);
  });

  test('within the own server the key is kept', async () => {
    const seen: unknown[] = [];
    const origin = await plain((request, response) => {
      seen.push([request.url, request.headers.authorization]);
      const answer = request.url === '/a' ? sendingOn('/b') : sending(film);
      answer(request, response as never);
    });
    expect(await fetchFilm(`${origin}/a`)).toMatchObject({ kind: 'downloaded' });
    expect(seen).toEqual([
      ['/a', `Bearer ${KEY}`],
      ['/b', `Bearer ${KEY}`],
    ]);
  });

  test('who left the own server has none of its rights when coming back', async () => {
    const seen: (string | undefined)[] = [];
    const away = await tls((request, response) => {
      const answer = sendingOn(`http://localhost:${own.port}/admin`);
      answer(request, response as never);
    });
    const own: { port: string } = { port: '' };
    const origin = await plain((request, response) => {
      seen.push(request.url);
      sendingOn(`https://films.test:${away.port}/back`)(request, response as never);
    });
    own.port = new URL(origin).port;
    const network = { ...testNetwork, isAllowed: (address: string) => address === '127.0.0.1' };
    const closing = {
      ...network,
      resolve: async (host: string) => [host === 'localhost' ? '::1' : '127.0.0.1'],
    };
    const outcome = await fetchFilm(`http://localhost:${own.port}/film`, { network: closing });
    expect(outcome).toMatchObject({ kind: 'refused', code: 'address_not_public' });
    expect(seen).toEqual(['/film']);
  });

  test('each step is checked: from an allowed address to a private one leads nowhere', async () => {
    const inner: unknown[] = [];
    const secret = await plain((request, response) => {
      inner.push(request.url);
      response.end(film);
    });
    const { port } = new URL(secret);
    const targets = [
      `http://[::ffff:127.0.0.1]:${port}/admin`,
      'https://169.254.169.254/latest',
      'https://10.0.0.1/',
      'https://inner/',
    ];
    for (const target of targets) {
      const allowed = await tls(sendingOn(target));
      const url = `https://films.test:${allowed.port}/`;
      const outcome = await fetchFilm(url, { ...foreign, network: testNetwork });
      expect(outcome).toMatchObject({ kind: 'refused', code: 'address_not_public' });
      expect(allowed.connectionCount()).toBe(1);
    }
    expect(inner).toEqual([]);
  });

  test('a circle ends', async () => {
    let requests = 0;
    const origin = await plain((request, response) => {
      requests += 1;
      sendingOn('/again')(request, response as never);
    });
    expect(await fetchFilm(origin)).toMatchObject({ kind: 'refused', code: 'too_many_redirects' });
    expect(requests).toBe(6);
  });
});
