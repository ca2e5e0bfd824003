import { expect, test } from 'vitest';
import { openedBench, visit } from './harness.ts';

const erasures = (seen: readonly { path: string; body: unknown }[]) =>
  seen.filter(({ path }) => path.endsWith('/erase')).map(({ body }) => body);

const bench = openedBench();

test('a member takes their data along by a plain link, with consent or without', async () => {
  for (const who of ['maya', 'took-it-back', 'never-asked']) {
    await using there = await visit(bench(), { who });
    const link = there.page.getByRole('link', { name: 'Download my data' });
    await link.waitFor();
    expect(await link.getAttribute('href')).toBe(`/api/members/${who}/export`);
    expect(await link.getAttribute('download')).toBe('spendsense-export.json');
  }
});

test('erasing asks once more; after it the member is signed out and nothing of theirs is on the page', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  const erase = there.page.getByRole('button', { name: 'Erase my data' });
  await erase.click();
  const dialog = there.page.getByRole('alertdialog', { name: 'Erase everything we hold about you?' });
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(erasures(there.mock.seen)).toEqual([]);
  await erase.click();
  await dialog.getByRole('button', { name: 'Yes, erase it all' }).click();
  await there.page.getByRole('heading', { name: 'Welcome to SpendSense' }).waitFor();
  expect(await there.page.locator('body').textContent()).not.toMatch(/Maya|68%|3,400/);
  expect(erasures(there.mock.seen)).toEqual([{ confirm: 'maya' }]);
  expect(there.complaints).toEqual([]);
});

test('an operator who erases on a member’s behalf states a reason and returns to the list', async () => {
  await using there = await visit(bench(), { who: 'operator', path: '/members/maya', widthPx: 1280 });
  await there.page.getByRole('button', { name: 'Erase their data' }).click();
  const dialog = there.page.getByRole('alertdialog', { name: 'Erase everything we hold about Maya?' });
  const confirm = dialog.getByRole('button', { name: 'Yes, erase it all' });
  expect(await confirm.getAttribute('aria-disabled')).toBe('true');
  await dialog.getByLabel('Reason').fill('asked in writing');
  await confirm.click();
  await there.page.getByText('8 members').waitFor();
  expect(erasures(there.mock.seen)).toEqual([{ confirm: 'maya', reason: 'asked in writing' }]);
});

test('an operator has the trace of a member as a file, a member has no such link', async () => {
  await using there = await visit(bench(), { who: 'operator', path: '/members/maya', widthPx: 1280 });
  const link = there.page.getByRole('link', { name: 'Download the trace' });
  await link.waitFor();
  expect(await link.getAttribute('href')).toBe('/api/operator/members/maya/trace');
  await using own = await visit(bench(), { who: 'maya' });
  await own.page.getByRole('link', { name: 'Download my data' }).waitFor();
  expect(await own.page.getByRole('link', { name: 'Download the trace' }).count()).toBe(0);
});

test('every word about consent can be read', async () => {
  await using there = await visit(bench(), { who: 'took-it-back' });
  await there.page.getByText('What was said about consent').click();
  await there.page.getByText('November 3, 2026: taken back. Covers: looking at your activity.').waitFor();
  await using recorded = await visit(bench(), { who: 'maya' });
  await recorded.page.getByText('What was said about consent').click();
  await recorded.page.getByText(/given, recorded by Olga: “said so at the branch”\./).waitFor();
});

test('an operator sees that a member was erased before and is here again', async () => {
  await using there = await visit(bench(), { who: 'operator', path: '/operator', widthPx: 1280 });
  await there.page.getByText('Erased on November 1, 2026, here again by a bank file').waitFor();
});
