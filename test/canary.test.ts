import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseBankFile } from '../src/ingest/parse-bank-file.ts';
import { changeConsent } from '../src/members/change-consent.ts';
import { importBankFile } from '../src/members/import-bank-file.ts';
import { shownRecommendations } from '../src/members/shown-recommendations.ts';
import { renderFilm } from '../src/studio/render-film.ts';
import { lightTheme } from '../src/studio/theme.ts';
import { mediaStatuses } from '../src/video/media-status.ts';
import { requestVideo } from '../src/video/request-video.ts';
import { textSource } from './factories/bank-source.ts';
import { canaries, canariesIn, canaryBankFile } from './factories/canary-bank.ts';
import { type CanaryLine, METRICS_TOKEN, openCanaryLine } from './factories/canary-line.ts';
import { filmFolder, filmOrder } from './factories/film-order.ts';
import { everythingWritten } from './faults/observe.ts';

/** A member whose every word and amount is a canary goes through the whole line, up to films of every provider. */

const never = new AbortController().signal;
const SOON = { timeout: 15_000 };
const folder = filmFolder();
let line: CanaryLine;
let urls: string;
let told: string;

beforeAll(async () => {
  line = await openCanaryLine(await wholeFilm());
  const { services } = line;
  const actor = { role: 'operator', name: 'Olga' } as const;
  const source = textSource('bank.json', canaryBankFile(services.clock.now()));
  await importBankFile(
    services,
    { fileName: source.fileName, records: parseBankFile(source, 'auto') },
    actor,
  );
  const consent = { memberId: canaries.memberId, action: 'grant', actor, reason: 'said so' } as const;
  await changeConsent(services, consent);
  const shown = await shownRecommendations({ ...services, films: noFilms }, canaries.memberId, 'en');
  told = JSON.stringify(shown);
  const [first] = shown?.lessons ?? [];
  if (!first) throw new TypeError('the member is shown lessons');
  const spanish = { ...first, locale: 'es' };
  const lessons = [...(shown?.lessons ?? []), spanish];
  await requestVideo(services, { ...spanish, asker: 'pre_warm' });
  const worker = await line.work();
  await whenDone().finally(() => worker.close());
  urls = JSON.stringify(await mediaStatuses(services, lessons));
}, 300_000);
afterAll(async () => {
  await line?.[Symbol.asyncDispose]();
  folder.remove();
});

const noFilms = { request: async () => undefined };

async function whenDone(): Promise<void> {
  for (;;) {
    const open = await line.services.jobs.list({ states: ['queued', 'working', 'waiting'], limit: 10 });
    if (open.length === 0) return;
    await sleep(100);
  }
}

/** One that passes every rule for what a member sees. */
async function wholeFilm(): Promise<Uint8Array> {
  const { lesson } = filmOrder();
  const outPath = folder.path('whole.mp4');
  await renderFilm({ lesson, locale: 'en', size: { width: 1280, height: 720 }, theme: lightTheme, outPath });
  return await readFile(outPath);
}

/** Everything in files that films brought: pictures, words, and what is said about them. */
async function mediaFiles(): Promise<readonly { path: string; bytes: Uint8Array }[]> {
  const root = join(line.dataDir, 'videos');
  const paths = (await readdir(root, { recursive: true })).filter((path) => path.includes('.'));
  return await Promise.all(paths.map(async (path) => ({ path, bytes: await readFile(join(root, path)) })));
}

async function rowsOfFilms(): Promise<string> {
  return await everythingWritten(line.database.db, /video|rendition/);
}

test('the member’s own words and amounts did go through the line, and came out in what the member reads', () => {
  expect(canariesIn(told)).toEqual(expect.arrayContaining(['memberId', 'cardId', 'balance']));
});

test('each of the four providers sold one film', async () => {
  const { log } = await line.services.filmLog.historyOf(
    (await line.services.jobs.list({ states: ['ready'], limit: 10 })).map(({ persona, topic }) => ({
      persona,
      topic,
    })),
  );
  const sold = log.filter(({ status }) => status === 'delivered').map(({ provider }) => provider);
  expect(sold.toSorted()).toEqual(['gemini-omni', 'minimax', 'runway', 'sora']);
});

test('no request to a provider has anything of the member', () => {
  for (const [provider, sent] of Object.entries(line.recorded())) {
    expect([provider, canariesIn(sent)]).toEqual([provider, []]);
  }
});

test('no file of a film, no address of one and no row about one has anything of the member', async () => {
  const files = await mediaFiles();
  expect(new Set(files.map(({ path }) => path.split('.').at(-1)))).toEqual(
    new Set(['mp4', 'jpg', 'vtt', 'svg', 'txt', 'json']),
  );
  for (const { path, bytes } of files)
    expect([path, canariesIn(path), canariesIn(bytes)]).toEqual([path, [], []]);
  expect(urls).toContain('.mp4');
  expect(canariesIn(urls)).toEqual([]);
  expect(canariesIn(await rowsOfFilms())).toEqual([]);
});

test('what is served without a sign-in has nothing of the member: films with their headers, metrics', async () => {
  const server = await line.serve();
  const origin = `http://127.0.0.1:${server.port}`;
  const authorization = `Bearer ${METRICS_TOKEN}`;
  const addresses = [...urls.matchAll(/"(\/videos\/[^"]+)"/g)].map(([, path]) => path ?? '');
  const files = [...new Set(addresses)].map(async (path) => await wholeAnswer(origin + path));
  const others = ['/metrics', '/readyz', '/api/openapi.json'].map(
    async (path) => await wholeAnswer(origin + path, { authorization }),
  );
  const answers = await Promise.all([...files, ...others]).finally(() => server.close());
  for (const { url, status, text } of answers)
    expect([url, status, canariesIn(text)]).toEqual([url, 200, []]);
  expect(files.length).toBeGreaterThan(10);
});

async function wholeAnswer(url: string, headers: Record<string, string> = {}) {
  const answer = await fetch(url, { headers });
  const body = Buffer.from(await answer.arrayBuffer()).toString('latin1');
  return { url, status: answer.status, text: JSON.stringify([...answer.headers]) + body };
}

test('no line of the log, no job in the queue and no entry of the cache has anything of the member', () => {
  expect(line.logLines.length).toBeGreaterThan(0);
  expect(line.logLines.flatMap(canariesIn)).toEqual([]);
  expect(line.commands.some((command) => command.includes('bull:videos:'))).toBe(true);
  expect(line.commands.some((command) => command.includes('video:'))).toBe(true);
  expect(line.commands.flatMap(canariesIn)).toEqual([]);
});

test('a canary that somebody put there would be found, in each of these places', async () => {
  const { services, providers } = line;
  const prompt = { text: `a calm sea, ${canaries.merchant}`, digest: 'd' };
  for (const { name, model, start } of providers) {
    const size = name === 'minimax' ? { widthPx: 1344, heightPx: 768 } : {};
    await start(filmOrder({ model, prompt, ...size }), { reference: canaries.memberId, signal: never });
    expect([name, canariesIn(line.recorded()[name] ?? '')]).toEqual([
      name,
      expect.arrayContaining(['merchant']),
    ]);
  }
  services.log.info({ note: canaries.cardName }, 'planted');
  expect(line.logLines.flatMap(canariesIn)).toContain('cardName');
  await services.queue.enqueue({ jobId: canaries.memberId, priority: 1, track: 'studio' });
  await expect.poll(() => line.commands.flatMap(canariesIn), SOON).toContain('memberId');
  await services.cache.remove(canaries.cardId, 'changed');
  await expect.poll(() => line.commands.flatMap(canariesIn), SOON).toContain('cardId');
  const path = folder.path('planted.txt');
  await writeFile(path, `poster for ${canaries.payer}`);
  const { persona, topic } = filmOrder().lesson;
  await services.media.put({ path, persona, topic, extension: 'txt' });
  expect((await mediaFiles()).flatMap(({ bytes }) => canariesIn(bytes))).toEqual(['payer']);
});
