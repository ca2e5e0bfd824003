import { expect, test } from 'vitest';
import { openedBench, visit } from './harness.ts';

const bench = openedBench();

const atList = { who: 'operator', path: '/operator', widthPx: 1280 } as const;

test('shows each member with consent and persona, and finds by name, id and filter', async () => {
  await using there = await visit(bench(), atList);
  await there.page.getByText('9 members').waitFor();
  await there.page.getByLabel('Search by name or id').fill('NO-FILM');
  await there.page.getByText('1 of 9 members').waitFor();
  await there.page.getByRole('link', { name: 'Open the page of Omar' }).waitFor();
  await there.page.getByLabel('Search by name or id').fill('');
  await there.page.getByLabel('Consent', { exact: true }).selectOption('revoked');
  await there.page.getByText('1 of 9 members').waitFor();
  await there.page.getByLabel('Search by name or id').fill('nobody at all');
  await there.page.getByRole('button', { name: 'Clear search and filters' }).click();
  await there.page.getByText('9 members').waitFor();
});

test('filters outlive a look at a member’s page', async () => {
  await using there = await visit(bench(), atList);
  await there.page.getByLabel('Search by name or id').fill('maya');
  await there.page.getByRole('link', { name: 'Open the page of Maya' }).click();
  await there.page.getByText('You are looking at the page of Maya as an operator.').waitFor();
  await there.page.getByRole('article', { name: 'Bring one card under 30% of its limit' }).waitFor();
  await there.page.goBack();
  await there.page.getByText('1 of 9 members').waitFor();
});

test('consent on a member’s behalf needs a reason, which goes along', async () => {
  await using there = await visit(bench(), atList);
  await there.page.getByRole('button', { name: 'Grant consent for Noor' }).click();
  const dialog = there.page.getByRole('alertdialog', { name: 'Grant consent for Noor?' });
  const confirm = dialog.getByRole('button', { name: 'Grant consent' });
  expect(await confirm.getAttribute('aria-disabled')).toBe('true');
  await confirm.click({ force: true });
  await dialog.getByLabel('Reason').fill('  asked by phone  ');
  await confirm.click();
  await dialog.waitFor({ state: 'detached' });
  const calls = there.mock.seen.filter(({ method, path }) => method === 'POST' && path.endsWith('/consent'));
  expect(calls).toEqual([
    {
      method: 'POST',
      path: '/api/members/never-asked/consent',
      body: { action: 'grant', reason: 'asked by phone' },
    },
  ]);
  const row = there.page.getByRole('listitem').filter({ hasText: 'Noor' });
  await row.getByText('Granted', { exact: true }).waitFor();
});

test('what can’t be done now stays visible and says why', async () => {
  await using there = await visit(bench(), atList);
  const grant = there.page.getByRole('button', { name: 'Grant consent for Maya' });
  await grant.waitFor();
  expect(await grant.getAttribute('aria-disabled')).toBe('true');
  await grant.focus();
  await there.page.getByRole('tooltip', { name: 'Consent is in force already.' }).first().waitFor();
  await there.page.keyboard.press('Enter');
  expect(await there.page.getByRole('alertdialog').count()).toBe(0);
});

test('a member’s page without consent offers to record a yes given elsewhere', async () => {
  await using there = await visit(bench(), { ...atList, path: '/members/took-it-back' });
  await there.page.getByRole('heading', { name: 'Consent was taken back' }).waitFor();
  await there.page.getByRole('button', { name: 'Grant on their behalf…' }).click();
  await there.page.getByRole('alertdialog', { name: 'Grant consent for Ray?' }).waitFor();
});

test('members don’t get in', async () => {
  await using there = await visit(bench(), { ...atList, who: 'maya' });
  await there.page.getByRole('heading', { name: 'This page is for operators' }).waitFor();
  expect(there.mock.seen.some(({ path }) => path.startsWith('/api/operator'))).toBe(false);
});

test('a list that can’t be had says so and can be asked for again', async () => {
  await using there = await visit(bench(), {
    ...atList,
    prepare: ({ faults }) => void faults.set('/api/operator/members', 500),
  });
  const retry = there.page.getByRole('button', { name: 'Try again' });
  await retry.waitFor();
  there.mock.faults.clear();
  await retry.click();
  await there.page.getByText('9 members').waitFor();
});

test('imports are listed with what was put aside, to be downloaded where there is something', async () => {
  await using there = await visit(bench(), atList);
  await there.page.getByRole('heading', { name: 'Imports' }).waitFor();
  await there.page.getByText('10 rows taken, 2 put aside').waitFor();
  const link = there.page.getByRole('link', { name: 'Rows put aside from maya.json (CSV)' });
  expect(await link.getAttribute('href')).toBe('/api/operator/imports/import-with-bad-rows/quarantine.csv');
  expect(await there.page.getByRole('link', { name: /Rows put aside/ }).count()).toBe(1);
});
