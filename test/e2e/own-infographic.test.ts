import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recommendationsSchema } from '../../src/http/contract.ts';
import { launchBrowser } from './browser.ts';
import { freshDataDir, type RunningProgram, runProgram, signInBy, startProgram } from './program.ts';

const AMARA = 'sample-amara';
const DIEGO = 'sample-diego';

/** What the test uses of an image in the page. */
type ShownImage = {
  readonly complete: boolean;
  readonly naturalWidth: number;
  readonly naturalHeight: number;
};

let folder: Awaited<ReturnType<typeof freshDataDir>>;
let program: RunningProgram;
let browser: Browser;

beforeAll(async () => {
  folder = await freshDataDir();
  program = await startProgram({ dataDir: folder.path });
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await program?.stop();
  await folder.remove();
});

async function linkOf(memberId: string): Promise<string> {
  const { stdout } = await runProgram(['sign-in', '--member', memberId, '--json'], { dataDir: folder.path });
  return JSON.parse(stdout).url.replace(/^https?:\/\/[^/]+/, program.url);
}

async function shownTo(memberId: string, cookie: string, locale: 'en' | 'es') {
  const address = `${program.url}/api/members/${memberId}/recommendations?locale=${locale}`;
  return recommendationsSchema.parse(await (await fetch(address, { headers: { cookie } })).json());
}

async function openPicture(page: Page, row: string): Promise<ShownImage & { alt: string }> {
  await page.locator('summary', { hasText: row }).first().click();
  const image = page.locator('img[src*="/infographics/"]').first();
  await expect
    .poll(() => image.evaluate((node) => (node as unknown as ShownImage).complete), { timeout: 10_000 })
    .toBe(true);
  const size = await image.evaluate((node) => {
    const { complete, naturalWidth, naturalHeight } = node as unknown as ShownImage;
    return { complete, naturalWidth, naturalHeight };
  });
  return { ...size, alt: (await image.getAttribute('alt')) ?? '' };
}

test.each([
  ['en', 'light', 390, 'With your numbers'],
  ['es', 'dark', 1280, 'Con tus cifras'],
] as const)(
  'on the page in %s, %s, the picture shows what the recommendations say',
  async (locale, colorScheme, width, row) => {
    const context = await browser.newContext({
      viewport: { width, height: 844 },
      colorScheme,
      locale: locale === 'es' ? 'es-US' : 'en-US',
    });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(await linkOf(AMARA));
    const { naturalWidth, naturalHeight, alt } = await openPicture(page, row);
    expect([naturalWidth, naturalHeight > naturalWidth]).toEqual([720, true]);

    const { items } = await shownTo(AMARA, await signInBy(await linkOf(AMARA)), locale);
    const picture = items.find(({ ownInfographic }) => ownInfographic !== null)?.ownInfographic;
    const facts = picture?.facts ?? [];
    expect(facts.map(({ value }) => value)).toContain('$3,400');
    for (const { label, value } of facts) expect(alt).toContain(`${label} ${value}`);
    expect(problems).toEqual([]);
    await context.close();
  },
  60_000,
);

test('another member can’t have it, and once consent is taken back nobody can', async () => {
  const amara = await signInBy(await linkOf(AMARA));
  const diego = await signInBy(await linkOf(DIEGO));
  const { items } = await shownTo(DIEGO, diego, 'en');
  const url = items.find(({ ownInfographic }) => ownInfographic !== null)?.ownInfographic?.url ?? '';
  expect(url).toMatch(/^\/api\/members\/sample-diego\/infographics\/\w+\.svg\?locale=en$/);
  const statusFor = async (cookie: string) =>
    (await fetch(program.url + url, { headers: { cookie } })).status;
  expect(await statusFor(diego)).toBe(200);
  expect(await statusFor(amara)).toBe(403);
  await runProgram(['consent', 'revoke', DIEGO, '--by', 'Olga', '--reason', 'asked for it on the phone'], {
    dataDir: folder.path,
  });
  expect(await statusFor(diego)).toBe(409);
}, 30_000);
