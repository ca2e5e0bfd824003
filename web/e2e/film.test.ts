import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openedBench, visit } from './harness.ts';

const LEAD = 'Bring one card under 30% of its limit';
const PLAY = `Watch · 8 seconds : ${LEAD}`;

const playedSeconds = (page: Page) =>
  page
    .locator('video')
    .first()
    .evaluate((video: HTMLVideoElement) => video.currentTime);

const bench = openedBench();

test('plays on a click, not before, and with captions', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  const play = there.page.getByRole('button', { name: PLAY });
  await play.waitFor();
  expect(await playedSeconds(there.page)).toBe(0);
  await play.click();
  await expect.poll(() => playedSeconds(there.page), { timeout: 5_000 }).toBeGreaterThan(0.5);
  const video = there.page.locator('video').first();
  expect(await video.evaluate((one: HTMLVideoElement) => [one.playsInline, one.muted, one.width])).toEqual([
    true,
    false,
    1280,
  ]);
  await expect
    .poll(() => video.evaluate((one: HTMLVideoElement) => one.textTracks[0]?.cues?.length ?? 0))
    .toBe(2);
  await there.page.locator('media-play-button').first().waitFor();
  expect(there.complaints).toEqual([]);
});

test('its player is fetched only when somebody reaches for it', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  const fetched: string[] = [];
  there.page.on('request', (request) => fetched.push(request.url()));
  await there.page.reload();
  await there.page.getByRole('button', { name: PLAY }).waitFor();
  await there.page.waitForLoadState('networkidle');
  expect(fetched.filter((url) => /player-elements|\.mp4/.test(url))).toEqual([]);
  await there.page.getByRole('button', { name: PLAY }).hover();
  await expect.poll(() => fetched.some((url) => url.includes('player-elements'))).toBe(true);
});

test('the member’s own number is laid over it from the fourth second on', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  await there.page.getByRole('button', { name: PLAY }).click();
  const frame = there.page.getByRole('group', { name: LEAD });
  await expect.poll(() => playedSeconds(there.page), { timeout: 5_000 }).toBeGreaterThan(1);
  expect(await frame.getByText('68%').count()).toBe(0);
  await frame.getByText('68%').waitFor({ timeout: 8_000 });
  const [number, whole] = await Promise.all([
    frame.getByText('68%').locator('..').boundingBox(),
    frame.boundingBox(),
  ]);
  expect(number && whole && number.width / whole.width).toBeLessThanOrEqual(0.3);
  expect(number && whole && number.height / whole.height).toBeLessThanOrEqual(0.2);
  await there.page.getByRole('button', { name: `Watch again : ${LEAD}` }).waitFor({
    timeout: 10_000,
  });
});

test('a film made by a model is labelled, a studio film isn’t', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  await there.page.getByRole('article', { name: 'Two ways down the mountain' }).waitFor();
  expect(await there.page.getByText('AI-generated').count()).toBe(1);
});

test('becomes ready without a reload, and nothing on the page moves', async () => {
  await using there = await visit(bench(), { who: 'film-on-its-way', isStill: true });
  await there.page.getByText('Your film is being made — 40%').waitFor();
  await there.page.evaluate(() => document.fonts.ready);
  const place = () =>
    there.page
      .getByRole('article')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
  const before = await place();
  await there.page.evaluate(watchShifts);
  await there.page.getByText('Your film is being made — 60%').waitFor();
  await there.page.getByRole('button', { name: PLAY }).waitFor();
  expect(await place()).toEqual(before);
  expect(await there.page.evaluate(() => Number(document.documentElement.dataset['shift'] ?? 0))).toBe(0);
  await there.page.getByText('Your film is ready.').waitFor({ state: 'attached' });
});

test('that failed gives way to its picture, or to the words, with an honest line', async () => {
  await using there = await visit(bench(), { who: 'no-film-worked' });
  await there.page.getByRole('img', { name: `Picture that sums up: ${LEAD}` }).waitFor();
  await there.page.getByText('We could not make this film, so here it is as a picture.').waitFor();
  await there.page.getByText('We could not make this film. The idea in words is below.').waitFor();
});

test('that nobody ordered can be ordered, and a used-up budget is said', async () => {
  await using there = await visit(bench(), {
    who: 'no-film-worked',
    prepare: ({ films }) => void films.delete('high_utilization/interest_calculation'),
  });
  await there.page.getByRole('button', { name: 'Make the film' }).click();
  const order = there.page.getByRole('button', { name: 'Make the film' });
  await expect.poll(() => order.getAttribute('aria-disabled')).toBe('true');
  expect(await there.page.getByRole('status').allTextContents()).toContain(
    'No film can be made right now: this month’s film budget is used up.',
  );
});

test('whose file is gone says so instead of showing a dead frame', async () => {
  await using there = await visit(bench(), { who: 'film-is-gone' });
  await there.page.getByRole('button', { name: PLAY }).click();
  await there.page.getByText('The film would not play.').waitFor();
  await there.page.getByRole('button', { name: 'Try again' }).waitFor();
});

test('whose state can’t be asked keeps its place and offers to ask again', async () => {
  const path = '/api/videos/status/high_utilization/credit_utilization';
  await using there = await visit(bench(), {
    who: 'film-on-its-way',
    prepare: ({ faults }) => void faults.set(path, 500),
  });
  const retry = there.page.getByRole('button', { name: 'Try again' });
  await retry.waitFor({ timeout: 10_000 });
  there.mock.faults.clear();
  await retry.click();
  await there.page.getByRole('button', { name: PLAY }).waitFor({ timeout: 10_000 });
});

test('can be read instead of watched', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  const lead = there.page.getByRole('article', { name: LEAD });
  await lead.getByText('Read instead').click();
  await lead.getByText('A card shows 68% of its limit in use.').waitFor();
});

/** Adds up layout shifts from now on, in the page. */
function watchShifts(): void {
  new PerformanceObserver((list) => {
    const root = document.documentElement.dataset;
    for (const entry of list.getEntries()) {
      root['shift'] = String(
        Number(root['shift'] ?? 0) + (entry as PerformanceEntry & { value: number }).value,
      );
    }
  }).observe({ type: 'layout-shift' });
}
