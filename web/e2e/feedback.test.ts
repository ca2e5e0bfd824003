import { expect, test } from 'vitest';
import { openedBench, visit } from './harness.ts';

const IDEA = 'Bring one card under 30% of its limit';

const said = (seen: readonly { path: string; body: unknown }[]) =>
  seen.filter(({ path }) => path === '/api/feedback').map(({ body }) => body);

const bench = openedBench();

test('a word about an idea is kept, seen again after a reload, and taken back by saying it again', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  const helpful = () =>
    there.page.getByRole('article', { name: IDEA }).getByRole('button', { name: 'Helpful', exact: true });
  await helpful().click();
  await expect.poll(() => helpful().getAttribute('aria-pressed')).toBe('true');
  await there.page.reload();
  await expect.poll(() => helpful().getAttribute('aria-pressed')).toBe('true');
  await helpful().click();
  await expect.poll(() => helpful().getAttribute('aria-pressed')).toBe('false');
  expect(said(there.mock.seen)).toEqual([
    { recommendationId: 'idea-utilization', kind: 'helpful' },
    { recommendationId: 'idea-utilization', kind: 'withdrawn' },
  ]);
  expect(there.complaints).toEqual([]);
});

test('a dismissed idea makes room at once, can be had back, and stays away after a reload', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  const idea = there.page.getByRole('article', { name: 'Let due dates look after themselves' });
  await idea.getByRole('button', { name: 'Dismiss' }).click();
  await there.page.getByText('“Let due dates look after themselves” won’t come back.').waitFor();
  expect(await idea.count()).toBe(0);
  const undo = there.page.getByRole('button', { name: 'Undo' });
  await expect.poll(() => undo.evaluate((one) => one === document.activeElement)).toBe(true);
  await there.page.keyboard.press('Enter');
  await idea.getByRole('button', { name: 'Dismiss' }).click();
  await undo.waitFor();
  await there.page.reload();
  await there.page.getByRole('article', { name: IDEA }).waitFor();
  expect(await idea.count()).toBe(0);
  expect(said(there.mock.seen).map((one) => (one as { kind: string }).kind)).toEqual([
    'dismissed',
    'withdrawn',
    'dismissed',
  ]);
});

test('a word that didn’t arrive says so and leaves the button as it was', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  there.mock.faults.set('/api/feedback', 500);
  const idea = there.page.getByRole('article', { name: IDEA });
  const save = idea.getByRole('button', { name: 'Save' });
  await save.click();
  await idea.getByRole('alert').waitFor();
  expect(await save.getAttribute('aria-pressed')).toBe('false');
});
