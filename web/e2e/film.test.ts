import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ownNumberSlot } from '../components/own-number-slot.ts';
import type { MockServer } from '../mock/mock-server.ts';
import { inTheMaking, readyFilm } from '../mock/scenario-media.ts';
import { openedBench, visit } from './harness.ts';

const LEAD = 'Bring one card under 30% of its limit';
const PLAY = `Watch · 8 seconds : ${LEAD}`;

const playedSeconds = (page: Page) =>
  page
    .locator('video')
    .first()
    .evaluate((video: HTMLVideoElement) => video.currentTime);

const lesson = { persona: 'high_utilization', topic: 'credit_utilization', locale: 'en' };

/** The film never ends by being asked for; the stream is open. */
function onlyEvents({ films, events }: MockServer): void {
  films.set('high_utilization/credit_utilization', [inTheMaking(0.4)]);
  events.isOpen = true;
}

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
  const chip = frame.getByText('68%').locator('..');
  await chip.evaluate((one) => Promise.all(one.getAnimations().map(({ finished }) => finished)));
  const [number, whole] = await Promise.all([chip.boundingBox(), frame.boundingBox()]);
  if (!number || !whole) throw new TypeError('number and frame have boxes');
  const left = (number.x - whole.x) / whole.width;
  const top = (number.y - whole.y) / whole.height;
  const { left: freeFrom, top: freeBelow, width, height } = ownNumberSlot;
  const nearly = 0.001;
  expect(left, 'inside the slot, at its right edge').toBeGreaterThanOrEqual(freeFrom - nearly);
  expect(left + number.width / whole.width).toBeCloseTo(freeFrom + width, 2);
  expect(top).toBeCloseTo(freeBelow, 2);
  expect(top + number.height / whole.height).toBeLessThanOrEqual(freeBelow + height + nearly);
  await there.page.getByRole('button', { name: `Watch again : ${LEAD}` }).waitFor({
    timeout: 10_000,
  });
});

test('made by a model, it is labelled from its poster to its end; a studio film isn’t', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  const film = there.page.getByRole('group', { name: 'Two ways down the mountain' });
  const label = film.getByText('AI-generated');
  await label.waitFor();
  expect(await there.page.getByText('AI-generated').count()).toBe(1);
  const isInSight = () =>
    label.evaluate((element) => {
      const { opacity, visibility } = getComputedStyle(element);
      const { width, height } = element.getBoundingClientRect();
      return opacity === '1' && visibility === 'visible' && width > 60 && height > 15;
    });
  expect(await isInSight()).toBe(true);
  await film.getByRole('button', { name: /^Watch/ }).click();
  const controller = film.locator('media-controller');
  // The controls hide while nobody moves; the label doesn't.
  await expect
    .poll(() => controller.evaluate((one) => one.hasAttribute('userinactive')), { timeout: 8_000 })
    .toBe(true);
  expect(await isInSight()).toBe(true);
  await there.page.evaluate(() => document.querySelectorAll('video')[1]?.pause());
  expect(await isInSight()).toBe(true);
  const isInside = await controller.evaluate((one) => one.textContent?.includes('AI-generated'));
  expect(isInside, 'what goes to full screen takes the label along').toBe(true);
});

test('where full screen would show the film alone, one made by a model stays on its page', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  await there.page.addInitScript(() =>
    Object.defineProperty(document, 'fullscreenEnabled', { get: () => false }),
  );
  await there.page.reload();
  const film = there.page.getByRole('group', { name: 'Two ways down the mountain' });
  await film.getByRole('button', { name: /^Watch/ }).click();
  await film.locator('media-play-button').waitFor({ state: 'attached' });
  expect(await film.locator('media-fullscreen-button').count()).toBe(0);
  const video = film.locator('video');
  expect(await video.getAttribute('controlslist')).toContain('nofullscreen');
  expect(await video.evaluate((one: HTMLVideoElement) => one.disablePictureInPicture)).toBe(true);
  await there.page.getByRole('button', { name: PLAY }).click();
  await there.page.locator('media-controller').first().locator('media-fullscreen-button').waitFor();
});

test('its controls are large enough for a thumb, and its captions stand clear of them', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  await there.page.getByRole('button', { name: PLAY }).click();
  const controller = there.page.locator('media-controller').first();
  const video = there.page.locator('video').first();
  await controller.hover();
  for (const name of ['media-play-button', 'media-captions-button', 'media-fullscreen-button']) {
    const box = await controller.locator(name).boundingBox();
    expect(Math.round(Math.min(box?.width ?? 0, box?.height ?? 0)), name).toBeGreaterThanOrEqual(44);
  }
  await expect
    .poll(() => video.evaluate((one: HTMLVideoElement) => one.textTracks[0]?.activeCues?.length))
    .toBe(1);
  await video.evaluate((one: HTMLVideoElement) => one.pause());
  await expect.poll(() => controller.getAttribute('mediapaused')).not.toBeNull();
  const { x = 0, y = 0, width = 0, height = 0 } = (await controller.boundingBox()) ?? {};
  const strip = (fromBottom: number, tall: number) =>
    there.page.screenshot({
      clip: { x: x + width / 4, y: y + height - fromBottom, width: width / 2, height: tall },
    });
  const show = (mode: TextTrackMode) =>
    video.evaluate((one: HTMLVideoElement, wanted) => {
      const [captions] = one.textTracks;
      if (captions) captions.mode = wanted;
      return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }, mode);
  const bar = () => strip(44, 44);
  // The bar itself comes to rest a moment after the film.
  await expect.poll(async () => (await bar()).equals(await bar())).toBe(true);
  const [above, below] = [await strip(80, 30), await bar()];
  await show('hidden');
  expect((await strip(80, 30)).equals(above), 'the caption stood above the bar').toBe(false);
  await expect.poll(async () => (await bar()).equals(below), { message: 'and not in it' }).toBe(true);
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

test('that can’t be had gives way to its picture with its words, or to the card’s own, kindly', async () => {
  await using there = await visit(bench(), { who: 'no-film-worked' });
  const picture = there.page.getByRole('img', { name: `“${LEAD}” with your numbers: Credit limit $5,000` });
  await picture.waitFor();
  expect(await picture.evaluate((one: HTMLImageElement) => one.complete && one.naturalWidth > 0)).toBe(true);
  await there.page.getByText('No film for this one today, so here is the idea as a picture.').waitFor();
  const lead = there.page.getByRole('article', { name: LEAD });
  await lead.getByText('Read instead').click();
  await lead.getByText('A card shows 68% of its limit in use.').waitFor();
  expect(await lead.getByRole('img').count()).toBe(1);
  await there.page.getByText('The idea is all there in words, just below.').waitFor();
});

test('that a person still looks at says so, and nothing of it can be seen', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  const card = there.page.getByRole('article', { name: 'What interest adds each day' });
  await card.getByText('A film for this is being checked').waitFor();
  expect(await card.locator('video, img').count()).toBe(0);
});

test('becomes watchable when the server says so, without being asked', async () => {
  await using there = await visit(bench(), { who: 'film-on-its-way', prepare: onlyEvents });
  await expect.poll(() => there.mock.events.pages.size).toBe(1);
  const asked = () => there.mock.seen.filter(({ path }) => path.startsWith('/api/videos/status')).length;
  const askedBefore = asked();
  there.mock.events.tell('media', { ...lesson, ...inTheMaking(0.8) });
  await there.page.getByText('Your film is being made — 80%').waitFor();
  there.mock.events.tell('media', { ...lesson, ...readyFilm });
  await there.page.getByRole('button', { name: PLAY }).click();
  await expect.poll(() => playedSeconds(there.page), { timeout: 5_000 }).toBeGreaterThan(0.5);
  expect(asked()).toBe(askedBefore);
  // Nothing is waited for any more: the connection is given back, and a newer film doesn't replace this one.
  await expect.poll(() => there.mock.events.pages.size).toBe(0);
});

test('is asked for where the server says that news may have been missed', async () => {
  await using there = await visit(bench(), { who: 'film-on-its-way', prepare: onlyEvents });
  await expect.poll(() => there.mock.events.pages.size).toBe(1);
  there.mock.films.set('high_utilization/credit_utilization', [readyFilm]);
  there.mock.events.tell('refetch', {});
  await there.page.getByRole('button', { name: PLAY }).waitFor();
});

test('is asked for again as soon as the stream is cut', async () => {
  await using there = await visit(bench(), { who: 'film-on-its-way', prepare: onlyEvents });
  await expect.poll(() => there.mock.events.pages.size).toBe(1);
  there.mock.events.isOpen = false;
  there.mock.films.set('high_utilization/credit_utilization', [readyFilm]);
  for (const page of there.mock.events.pages) page.end();
  await there.page.getByRole('button', { name: PLAY }).waitFor();
});

test('shows the moment under the pointer while somebody seeks', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  await there.page.getByRole('button', { name: PLAY }).click();
  const range = there.page.locator('media-time-range').first();
  await range.waitFor();
  await expect
    .poll(async () => {
      await range.hover();
      return there.page.locator('media-controller').first().getAttribute('mediapreviewimage');
    })
    .toMatch(/f2\.jpg#xywh=/);
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
