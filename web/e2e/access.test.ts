import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openedBench, type VisitOptions, visit } from './harness.ts';

type AxeResult = {
  violations: { id: string; impact: string | null; nodes: { html: string; failureSummary?: string }[] }[];
};
type AxeWindow = Window & { axe: { run(): Promise<AxeResult> } };

const pages: readonly (VisitOptions & { name: string; until: string })[] = [
  { name: 'ideas and films', who: 'maya', until: 'Hello, Maya' },
  { name: 'films that failed', who: 'no-film-worked', until: 'Hello, Omar' },
  { name: 'a film in the making', who: 'film-on-its-way', until: 'Your film is being made' },
  { name: 'no film by design', who: 'nothing-stands-out', until: 'Why there is no film today' },
  { name: 'the question for consent', who: 'never-asked', until: 'What we look at' },
  { name: 'consent taken back', who: 'took-it-back', until: 'Your data is at rest' },
  { name: 'sign-in', until: 'Welcome to SpendSense' },
  { name: 'the operator’s list', who: 'operator', path: '/operator', until: '9 members' },
  { name: 'an operator’s view', who: 'operator', path: '/members/maya', until: 'Hello, Maya' },
];

const bench = openedBench();

describe.each(pages)('$name', ({ until, name: _name, ...options }) => {
  test('has no fault for assistive technology, at phone and desk width, light and dark', async () => {
    await using there = await visit(bench(), { ...options, isStill: true });
    await there.page.getByText(until).first().waitFor();
    for (const widthPx of [390, 1280]) {
      await there.page.setViewportSize({ width: widthPx, height: 844 });
      for (const colorScheme of ['light', 'dark'] as const) {
        await there.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        expect(await faults(there.page), `${widthPx} ${colorScheme}`).toEqual([]);
      }
    }
  });

  test('needs no sideways scrolling at 320 pixels, in either language', async () => {
    await using there = await visit(bench(), { ...options, widthPx: 320 });
    const widthPx = () => there.page.evaluate(() => document.documentElement.scrollWidth);
    await there.page.getByText(until).first().waitFor();
    expect(await widthPx()).toBeLessThanOrEqual(320);
    await there.page.getByRole('button', { name: 'Cambiar a español' }).click();
    await there.page.getByRole('button', { name: 'Switch to English' }).waitFor();
    expect(await widthPx()).toBeLessThanOrEqual(320);
  });
});

test('the open confirmation has no fault either', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await using there = await visit(bench(), { who: 'maya', colorScheme, isStill: true });
    await there.page.getByRole('button', { name: 'Take my yes back' }).click();
    await there.page.getByRole('alertdialog').waitFor();
    expect(await faults(there.page)).toEqual([]);
  }
});

test('the playing film and its controls have no fault either', async () => {
  await using there = await visit(bench(), { who: 'maya', isStill: true });
  await there.page.getByRole('button', { name: /^Watch.*Bring/ }).click();
  await there.page.locator('media-play-button').first().waitFor();
  expect(await faults(there.page)).toEqual([]);
});

test('the opened picture with own numbers has no fault either', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await using there = await visit(bench(), { who: 'maya', colorScheme, isStill: true });
    await there.page.getByText('With your numbers').click();
    await there.page.getByRole('img', { name: /with your numbers: / }).waitFor();
    expect(await faults(there.page)).toEqual([]);
  }
});

test('the first Tab offers to skip to the content', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  await there.page.getByText('Hello, Maya').waitFor();
  await there.page.keyboard.press('Tab');
  expect(await there.page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
});

async function faults(page: Page): Promise<string[]> {
  await page.evaluate(await axeSource);
  const { violations } = await page.evaluate(() => (window as unknown as AxeWindow).axe.run());
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${impact} ${id}: ${html} ${failureSummary}`),
  );
}

// Evaluated rather than added as a script, which the content policy would rightly refuse.
const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
