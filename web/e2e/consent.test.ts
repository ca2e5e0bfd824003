import { expect, test } from 'vitest';
import { openedBench, visit } from './harness.ts';

const IDEA = 'Bring one card under 30% of its limit';

const consentCalls = (seen: readonly { path: string; body: unknown }[]) =>
  seen.filter(({ path }) => path.endsWith('/consent')).map(({ body }) => body);

const bench = openedBench();

test('is asked for in plain words and nothing is shown before it is given', async () => {
  await using there = await visit(bench(), { who: 'never-asked' });
  const grant = there.page.getByRole('button', { name: 'Yes, look at my activity' });
  await grant.waitFor();
  for (const heading of ['What we look at', 'What we never do', 'You can take it back']) {
    await there.page.getByRole('heading', { name: heading }).waitFor();
  }
  expect(there.mock.seen.some(({ path }) => path.endsWith('/recommendations'))).toBe(false);
  await grant.click();
  await there.page.getByRole('article', { name: IDEA }).waitFor();
  expect(consentCalls(there.mock.seen)).toEqual([{ action: 'grant' }]);
});

test('taken back after a confirmation, everything made from the data is gone at once', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  await there.page.getByRole('article', { name: IDEA }).waitFor();
  await there.page.getByRole('button', { name: 'Take my yes back' }).click();
  const dialog = there.page.getByRole('alertdialog');
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(consentCalls(there.mock.seen)).toEqual([]);

  await there.page.getByRole('button', { name: 'Take my yes back' }).click();
  // Hiding doesn't wait for another answer of the server.
  there.mock.faults.set('/api/members/maya/profile', 500);
  await dialog.getByRole('button', { name: 'Yes, take it back' }).click();
  await there.page.getByRole('heading', { level: 1, name: 'Your data is at rest' }).waitFor();
  const words = await there.page.locator('body').textContent();
  expect(words).not.toMatch(/68%|3,400|Your cards could use some room/);
  expect(await there.page.locator('video').count()).toBe(0);
  expect(consentCalls(there.mock.seen)).toEqual([{ action: 'revoke' }]);
  expect(await there.page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
});

test('taken back elsewhere, it empties a page that lies open', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  await there.page.clock.install();
  await there.page.reload();
  await there.page.getByRole('article', { name: IDEA }).waitFor();
  await there.page.evaluate(() =>
    fetch('/api/members/maya/consent', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"action":"revoke"}',
    }),
  );
  await there.page.clock.runFor(16_000);
  await there.page.getByRole('heading', { level: 1, name: 'Your data is at rest' }).waitFor();
  expect(await there.page.locator('body').textContent()).not.toMatch(/68%|3,400/);
});

test('a revocation that fails says so and can be repeated', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  await there.page.getByRole('button', { name: 'Take my yes back' }).click();
  const dialog = there.page.getByRole('alertdialog');
  there.mock.faults.set('/api/members/maya/consent', 500);
  await dialog.getByRole('button', { name: 'Yes, take it back' }).click();
  await dialog.getByRole('alert').waitFor();
  there.mock.faults.clear();
  await dialog.getByRole('button', { name: 'Yes, take it back' }).click();
  await there.page.getByRole('heading', { level: 1, name: 'Your data is at rest' }).waitFor();
});

test('who took it back can give it again', async () => {
  await using there = await visit(bench(), { who: 'took-it-back' });
  await there.page.getByText('You took your yes back on November 3, 2026.').waitFor();
  await there.page.getByRole('button', { name: 'Yes, look at my activity' }).click();
  await there.page.getByRole('article', { name: IDEA }).waitFor();
});

test('the confirmation is worked by keyboard alone', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  const revoke = there.page.getByRole('button', { name: 'Take my yes back' });
  await revoke.focus();
  await there.page.keyboard.press('Enter');
  await there.page.getByRole('alertdialog').waitFor();
  await there.page.keyboard.press('Escape');
  await there.page.getByRole('alertdialog').waitFor({ state: 'detached' });
  await expect.poll(() => revoke.evaluate((one) => one === document.activeElement)).toBe(true);
});
