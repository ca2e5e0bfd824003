import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { freshDataDir, type RunningProgram, runProgram, signInBy, startProgram } from './program.ts';

const fixture = 'test/fixtures/bank/card-at-68-percent.json';
const member = 'card-at-68-percent';

let folder: Awaited<ReturnType<typeof freshDataDir>>;
let program: RunningProgram;
let browser: Browser;
beforeAll(async () => {
  folder = await freshDataDir();
  program = await startProgram({ dataDir: folder.path, extra: { SAMPLE_MEMBERS: 'off' } });
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await program?.stop();
  await folder.remove();
});

async function memberLink(): Promise<string> {
  const { stdout } = await runProgram(['sign-in', '--member', member, '--json'], { dataDir: folder.path });
  return JSON.parse(stdout).url.replace(/^https?:\/\/[^/]+/, program.url);
}

/** The page can't ask how far a film is: what it learns it is told. */
async function openWithoutAsking(): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.route('**/api/videos/status/**', (route) => route.abort());
  await page.goto(await memberLink());
  return page;
}

test('a page that is open while its film is made can play it without a reload, and without asking', async () => {
  await runProgram(['import', fixture], { dataDir: folder.path });
  const page = await openWithoutAsking();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  await page.getByRole('button', { name: 'Yes, look at my activity' }).click();
  await page
    .getByText(/Your film is being made — [1-9]\d?%/)
    .first()
    .waitFor({ timeout: 60_000 });
  const play = page.getByRole('button', { name: /^Watch/ }).first();
  await play.click({ timeout: 90_000 });
  const video = page.locator('video').first();
  await expect
    .poll(() => video.evaluate((one) => (one as unknown as { currentTime: number }).currentTime), {
      timeout: 10_000,
    })
    .toBeGreaterThan(0.5);
  expect([loads, problems]).toEqual([0, []]);
  await page.close();
}, 180_000);

test('whoever is signed in may listen, and stopping doesn’t wait for them', async () => {
  const cookie = await signInBy(await memberLink());
  const headers = { cookie };
  const stream = await fetch(`${program.url}/api/events`, { headers });
  expect(stream.headers.get('content-type')).toContain('text/event-stream');
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toContain('retry:');
  const { code } = await program.stop();
  expect(code).toBe(0);
  for (;;) {
    const next = await reader?.read().catch(() => ({ done: true }));
    if (next?.done !== false) break;
  }
}, 60_000);
