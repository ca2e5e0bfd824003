import { expect, test } from 'vitest';
import { openedBench, visit } from './harness.ts';

const signInCalls = (seen: readonly { path: string; body: unknown }[]) =>
  seen.filter(({ path }) => path === '/api/sign-in');

const bench = openedBench();

test('nobody signed in: the page says how to get in', async () => {
  await using there = await visit(bench());
  await there.page.getByRole('heading', { level: 1, name: 'Welcome to SpendSense' }).waitFor();
  expect(await there.page.locator('main').textContent()).toContain('terminal');
  expect(there.complaints).toEqual([]);
});

test('a sign-in link is posted once, leaves the address and opens the member’s page', async () => {
  let link = '';
  await using there = await visit(bench(), {
    prepare: (mock) => {
      link = mock.tokenFor('maya');
    },
  });
  await there.page.goto(`${there.mock.url}/sign-in#${link}`);
  await there.page.getByText('Hello, Maya').waitFor();
  expect(signInCalls(there.mock.seen).map(({ body }) => body)).toEqual([{ token: link }]);
  expect(there.page.url()).toBe(`${there.mock.url}/`);
  await there.page.reload();
  await there.page.getByText('Hello, Maya').waitFor();
  expect(signInCalls(there.mock.seen)).toHaveLength(1);
});

test('an operator’s link opens the list of members', async () => {
  await using there = await visit(bench());
  await there.page.goto(`${there.mock.url}/sign-in#${there.mock.tokenFor('operator')}`);
  await there.page.getByRole('heading', { level: 1, name: 'Members' }).waitFor();
});

test('a spent link says so and what to do', async () => {
  await using there = await visit(bench(), { path: '/sign-in#spent-long-ago' });
  await there.page.getByRole('heading', { name: 'This link has done its work' }).waitFor();
  expect(await there.page.getByRole('alert').textContent()).toContain('fresh link');
  expect(there.page.url()).not.toContain('spent-long-ago');
});

test('a server in trouble doesn’t cost the link: it can be tried again', async () => {
  await using there = await visit(bench(), {
    prepare: ({ faults }) => void faults.set('/api/sign-in', 503),
  });
  await there.page.goto(`${there.mock.url}/sign-in#${there.mock.tokenFor('maya')}`);
  const retry = there.page.getByRole('button', { name: 'Try again' });
  await retry.waitFor();
  there.mock.faults.clear();
  await retry.click();
  await there.page.getByText('Hello, Maya').waitFor();
});

test('signing out leaves nothing of the member on the page', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  await there.page.getByText('Hello, Maya').waitFor();
  await there.page.getByRole('button', { name: 'Sign out' }).click();
  await there.page.getByRole('heading', { name: 'Welcome to SpendSense' }).waitFor();
  expect(await there.page.locator('body').textContent()).not.toContain('Maya');
});

test('a session that ends while the page is open brings the sign-in page', async () => {
  await using there = await visit(bench(), { who: 'film-on-its-way' });
  await there.page.getByText('Hello, Ines').waitFor();
  await there.page.context().clearCookies();
  await there.page.getByRole('heading', { name: 'Welcome to SpendSense' }).waitFor();
  expect(await there.page.locator('body').textContent()).not.toContain('Ines');
});
