import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sessionSchema } from '../../src/http/contract.ts';
import { type ApiClient, apiClient } from './api.ts';
import { launchBrowser } from './browser.ts';
import {
  eventually,
  freshDataDir,
  processesOf,
  type RunningProgram,
  runProgram,
  signInBy,
  startProgram,
} from './program.ts';

const fixture = 'test/fixtures/bank/card-at-68-percent.json';
const member = 'card-at-68-percent';
const lesson = { persona: 'high_utilization', topic: 'credit_utilization' };

/** What the test uses of the browser's video element. */
type PlayingVideo = {
  readonly ended: boolean;
  readonly currentTime: number;
  readonly videoWidth: number;
  addEventListener(name: 'ended', listen: () => void): void;
};

let folder: Awaited<ReturnType<typeof freshDataDir>>;
let program: RunningProgram;
let operator: ApiClient;
let browser: Browser;

beforeAll(async () => {
  folder = await freshDataDir();
  program = await startProgram({ dataDir: folder.path });
  operator = apiClient(program.url, await signInBy(program.operatorLink));
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await program?.stop();
  await folder.remove();
});

const run = (...args: string[]) => runProgram(args, { dataDir: folder.path });

async function publishedFilms(): Promise<readonly string[]> {
  const entries = await readdir(join(folder.path, 'videos'), { recursive: true });
  return entries.filter((name) => name.endsWith('.mp4'));
}

test('an imported member is shown nothing before they agreed', async () => {
  expect((await run('import', fixture)).code).toBe(0);
  const shown = await operator.recommendations(member);
  expect(shown).toMatchObject({ state: 'no_consent', persona: null, items: [] });
});

test('with consent their first recommendation cites their own numbers and carries a film', async () => {
  expect(
    (await run('consent', 'grant', member, '--by', 'Olga', '--reason', 'said so at the branch')).code,
  ).toBe(0);
  const shown = await operator.recommendations(member);
  expect(shown).toMatchObject({ state: 'ready', persona: 'high_utilization' });
  const [top] = shown.items;
  expect(top?.rationale).toMatch(/68\s?%/);
  expect(top?.rationale).toContain('$3,400');
  expect(top?.disclosure).toBe(
    'This is educational content, not financial advice. Consult a licensed advisor for personalized guidance.',
  );
  expect(top?.media).not.toBeNull();
  expect(shown.items.slice(3).every(({ media }) => media === null)).toBe(true);
});

test('the film is soon there: h264, yuv420p, 1280×720, 30 fps, 5–10 s, index before the pictures', async () => {
  const media = await eventually(
    () => operator.videoStatus(lesson),
    ({ status }) => status === 'ready',
    90_000,
  );
  expect(media).toMatchObject({ status: 'ready', provider: 'studio', progress: 1 });
  const bytes = Buffer.from(await (await fetch(program.url + media.url)).arrayBuffer());
  const path = join(folder.path, 'fetched.mp4');
  await writeFile(path, bytes);
  const probe = execFileSync('ffprobe', [
    '-v',
    'error',
    '-show_streams',
    '-show_format',
    '-of',
    'json',
    path,
  ]);
  const { streams, format } = JSON.parse(probe.toString());
  expect(streams).toHaveLength(1);
  expect(streams[0]).toMatchObject({
    codec_name: 'h264',
    pix_fmt: 'yuv420p',
    width: 1280,
    height: 720,
    avg_frame_rate: '30/1',
  });
  expect(Number(format.duration)).toBeGreaterThanOrEqual(5);
  expect(Number(format.duration)).toBeLessThanOrEqual(10);
  expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
}, 120_000);

test('its address is the digest of its bytes, served whole, in part, or not at all when known already', async () => {
  const { url } = await operator.videoStatus(lesson);
  const address = program.url + url;
  const whole = await fetch(address);
  const bytes = Buffer.from(await whole.arrayBuffer());
  const digest = createHash('sha256').update(bytes).digest('hex');
  expect(url).toBe(`/videos/${digest.slice(0, 16)}.mp4`);
  expect(whole.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(whole.headers.get('content-type')).toBe('video/mp4');
  const etag = whole.headers.get('etag') ?? '';
  expect(etag).toBe(`"${digest}"`);

  const part = await fetch(address, { headers: { range: 'bytes=100-199' } });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe(`bytes 100-199/${bytes.length}`);
  expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(100, 200))).toBe(true);
  const tail = await fetch(address, { headers: { range: 'bytes=-50' } });
  expect(Buffer.from(await tail.arrayBuffer()).equals(bytes.subarray(-50))).toBe(true);

  expect((await fetch(address, { headers: { range: `bytes=${bytes.length}-` } })).status).toBe(416);
  expect((await fetch(address, { headers: { 'if-none-match': etag } })).status).toBe(304);
  expect((await fetch(`${program.url}/videos/0123456789abcdef.mp4`)).status).toBe(404);
  expect((await fetch(`${program.url}/videos/..%2f..%2fsession-secret.mp4`)).status).toBe(404);
});

test('50 simultaneous requests for one pair make one film', async () => {
  const pair = { persona: 'subscription_heavy', topic: 'subscription_audit' };
  const before = (await publishedFilms()).filter((name) => name.includes(pair.topic));
  const answers = await Promise.all(Array.from({ length: 50 }, () => operator.generate(pair)));
  const jobIds = new Set(answers.flatMap(({ jobId }) => jobId ?? []));
  expect(answers.every(({ status }) => status === 202)).toBe(true);
  expect(jobIds.size).toBeLessThanOrEqual(1);
  await eventually(
    () => operator.videoStatus(pair),
    ({ status }) => status === 'ready',
    90_000,
  );
  const films = (await publishedFilms()).filter((name) => name.includes(pair.topic));
  expect(before.length).toBeLessThanOrEqual(1);
  expect(films).toHaveLength(1);
  expect((await operator.generate(pair)).outcome).toBe('cached');
}, 120_000);

test('general has no film, and an unknown pair is not found', async () => {
  expect((await operator.generate({ persona: 'general', topic: 'anything' })).outcome).toBe('skipped');
  const headers = { cookie: await freshOperatorCookie(), 'content-type': 'application/json' };
  const unknown = JSON.stringify({ persona: 'high_utilization', topic: 'astrology' });
  const post = await fetch(`${program.url}/api/videos/generate`, { method: 'POST', headers, body: unknown });
  expect(post.status).toBe(404);
  expect(
    (await fetch(`${program.url}/api/videos/status/high_utilization/astrology`, { headers })).status,
  ).toBe(404);
});

async function freshOperatorCookie(): Promise<string> {
  const { stdout } = await run('sign-in', '--operator', 'Olga', '--json');
  return signInBy(JSON.parse(stdout).url.replace(/^https?:\/\/[^/]+/, program.url));
}

test('on the page the film plays to its end', async () => {
  const { stdout } = await run('sign-in', '--member', member, '--json');
  const link = JSON.parse(stdout).url.replace(/^https?:\/\/[^/]+/, program.url);
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(link);
  await page.getByText('$3,400').first().waitFor();
  await page.getByRole('button', { name: /watch/i }).first().click();
  const video = page.locator('video').first();
  const ended = await video.evaluate((node) => {
    const element = node as unknown as PlayingVideo;
    return new Promise<{ playedSeconds: number; width: number }>((resolve) => {
      const done = () => resolve({ playedSeconds: element.currentTime, width: element.videoWidth });
      if (element.ended) done();
      element.addEventListener('ended', done);
    });
  });
  expect(ended.playedSeconds).toBeGreaterThanOrEqual(5);
  expect(ended.width).toBe(1280);
  expect(problems).toEqual([]);
  await page.close();
}, 60_000);

test('a member of the general persona is told in a friendly way why there is no film', async () => {
  const file = join(folder.path, 'quiet-card.json');
  await writeFile(file, JSON.stringify(quietCard));
  await run('import', file);
  await run('consent', 'grant', 'quiet-card', '--by', 'Olga', '--reason', 'said so at the branch');
  const shown = await operator.recommendations('quiet-card');
  expect(shown).toMatchObject({ persona: 'general', filmNote: 'general_persona' });
  expect(shown.items.length).toBeGreaterThanOrEqual(3);
  expect(shown.items.every(({ media }) => media === null)).toBe(true);

  const { stdout } = await run('sign-in', '--member', 'quiet-card', '--json');
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.goto(JSON.parse(stdout).url.replace(/^https?:\/\/[^/]+/, program.url));
  await page
    .getByText(shown.items[0]?.title ?? '')
    .first()
    .waitFor();
  expect(await page.locator('video').count()).toBe(0);
  expect(await page.getByText(/film/i).count()).toBeGreaterThan(0);
  await page.close();
}, 60_000);

/** 12.5 % of its limit, no interest, paid well above the minimum. */
const quietCard = {
  override_accounts: [
    {
      type: 'credit',
      subtype: 'credit card',
      starting_balance: 1250,
      meta: { name: 'Quiet Card', limit: 10_000 },
      transactions: [
        {
          date_transacted: '2026-10-05',
          date_posted: '2026-10-06',
          amount: 61.2,
          description: 'Market Hall',
          currency: 'USD',
        },
      ],
      liability: {
        type: 'credit',
        purchase_apr: 17.5,
        last_payment_amount: 300,
        minimum_payment_amount: 35,
        is_overdue: false,
      },
    },
  ],
};

test('revoking hides everything at once', async () => {
  expect(await operator.setConsent(member, 'revoke')).toBe(400);
  expect(await operator.setConsent(member, 'revoke', 'asked for it on the phone')).toBe(200);
  expect(await operator.recommendations(member)).toMatchObject({
    state: 'no_consent',
    persona: null,
    items: [],
  });
});

test('nothing in a public address says who somebody is', async () => {
  const session = await fetch(`${program.url}/api/session`, {
    headers: { cookie: await freshOperatorCookie() },
  });
  expect(sessionSchema.parse(await session.json()).role).toBe('operator');
  const { url, posterUrl, captionsUrl, infographicUrl } = await operator.videoStatus(lesson);
  for (const address of [url, posterUrl, captionsUrl, infographicUrl]) {
    expect(address).toMatch(/^\/videos\/[0-9a-f]{16}\.(mp4|jpg|vtt|svg)$/);
    expect((await fetch(program.url + address)).status).toBe(200);
  }
});

test('Ctrl-C ends it soundly and leaves no process behind', async () => {
  const { code } = await program.stop();
  expect(code).toBe(0);
  expect(await processesOf(folder.path)).toEqual([]);
}, 30_000);
