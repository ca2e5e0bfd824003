import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openedBench, visit } from './harness.ts';

const LEAD = 'Bring one card under 30% of its limit';
const OWN = `“${LEAD}” with your numbers: Credit limit $5,000; Balance now $3,400; Payment $1,900`;
const ADDRESS = '/api/members/maya/infographics/credit_utilization.svg';

const lead = (page: Page) => page.getByRole('article', { name: LEAD });
const isDrawn = (image: HTMLImageElement) => image.complete && image.naturalWidth > 0;

function pictureRequests(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.includes('/infographics/')) asked.push(pathname + search);
  });
  return asked;
}

const bench = openedBench();

test('is asked for when somebody opens it, in the colours of the page, and says its numbers in words', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  const asked = pictureRequests(there.page);
  const row = lead(there.page).getByText('With your numbers');
  await row.waitFor();
  await there.page.waitForLoadState('networkidle');
  expect(asked).toEqual([]);
  await row.click();
  const picture = there.page.getByRole('img', { name: OWN });
  await expect.poll(() => picture.evaluate(isDrawn)).toBe(true);
  expect(asked).toEqual([`${ADDRESS}?locale=en&theme=light`]);
  await there.page.getByRole('button', { name: 'Switch to dark colors' }).click();
  await expect.poll(() => asked.at(-1)).toBe(`${ADDRESS}?locale=en&theme=dark`);
  expect(there.complaints).toEqual([]);
});

test('its row can be reached and opened by keyboard, and is large enough for a thumb', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  const row = lead(there.page).locator('summary', { hasText: 'With your numbers' });
  await row.focus();
  const { height = 0 } = (await row.boundingBox()) ?? {};
  expect(Math.round(height)).toBeGreaterThanOrEqual(44);
  await there.page.keyboard.press('Enter');
  await there.page.getByRole('img', { name: OWN }).waitFor();
});

test('of an idea whose numbers aren’t known isn’t offered: the example stands under “Read instead”', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  const other = there.page.getByRole('article', { name: 'Two ways down the mountain' });
  await other.getByText('Read instead').click();
  await other.getByRole('img', { name: /^Picture that sums up/ }).waitFor();
  expect(await other.getByText('With your numbers').count()).toBe(0);
});

test('that can’t be had gives way to the example, which is called one', async () => {
  await using there = await visit(bench(), {
    who: 'maya',
    prepare: ({ faults }) => void faults.set(ADDRESS, 409),
  });
  await lead(there.page).getByText('With your numbers').click();
  await there.page
    .getByText('Your numbers can’t be drawn right now. This is the lesson’s own example.')
    .waitFor();
  const example = lead(there.page).getByRole('img', { name: `Picture that sums up: ${LEAD}` });
  await expect.poll(() => example.evaluate(isDrawn)).toBe(true);
});

test('opened, leaves the words beside it in sight, and nothing leaves the screen', async () => {
  await using there = await visit(bench(), { who: 'maya', widthPx: 1280 });
  await lead(there.page).getByText('With your numbers').click();
  const picture = there.page.getByRole('img', { name: OWN });
  await expect.poll(() => picture.evaluate(isDrawn)).toBe(true);
  const heading = there.page.getByRole('heading', { level: 1 });
  expect((await heading.boundingBox())?.y, 'the words beside it stay at the top').toBeLessThan(420);
  const overflowPx = await there.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflowPx).toBe(0);
});
