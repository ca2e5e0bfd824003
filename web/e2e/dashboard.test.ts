import { expect, test } from 'vitest';
import { DISCLOSURE } from '../mock/scenario-items.ts';
import { openedBench, visit } from './harness.ts';

const bench = openedBench();

test('shows persona, reasons and the first idea with its because, evidence and disclosure', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  const lead = there.page.getByRole('article', { name: 'Bring one card under 30% of its limit' });
  await lead.getByText('How we know').click();
  const words = await lead.textContent();
  expect(words).toContain('Because: Your Visa ending in 4523 is at 68% of its limit ($3,400 of $5,000).');
  expect(words).toContain('$5,000');
  expect(words).toContain(DISCLOSURE);
  expect(await there.page.getByRole('heading', { level: 1 }).textContent()).toBe(
    'Your cards could use some room',
  );
  await there.page.getByText('A card has charged you interest.').waitFor();
  expect(there.complaints).toEqual([]);
});

test('sets offers apart and calls them partner offers', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  const offer = there.page.getByRole('article', { name: 'A savings account at 4.0% a year' });
  await offer.getByText('Partner offer').waitFor();
  const idea = there.page.getByRole('article', { name: 'Let due dates look after themselves' });
  const edge = (one: typeof offer) => one.evaluate((element) => getComputedStyle(element).borderStyle);
  expect([await edge(offer), await edge(idea)]).toEqual(['dashed', 'solid']);
});

test('a member in whom nothing stands out learns why there is no film', async () => {
  await using there = await visit(bench(), { who: 'nothing-stands-out' });
  await there.page.getByRole('heading', { name: 'Why there is no film today' }).waitFor();
  expect(await there.page.locator('video').count()).toBe(0);
  await there.page.getByRole('article', { name: 'A plan that fits on a napkin' }).waitFor();
});

test('ideas appear by themselves once the first analysis is done', async () => {
  await using there = await visit(bench(), { who: 'just-said-yes' });
  await there.page.getByRole('heading', { name: 'We are reading your activity' }).waitFor();
  await there.page.getByRole('article', { name: 'Bring one card under 30% of its limit' }).waitFor();
});

test('speaks Spanish to a Spanish browser and remembers a switch', async () => {
  await using there = await visit(bench(), { who: 'maya', locale: 'es-MX' });
  await there.page.getByText('Hola, Maya').waitFor();
  expect(await there.page.locator('html').getAttribute('lang')).toBe('es');
  await there.page.getByRole('button', { name: 'Switch to English' }).click();
  await there.page.getByText('Hello, Maya').waitFor();
  await there.page.reload();
  await there.page.getByText('Hello, Maya').waitFor();
});

test('ideas are in the page’s language, their disclosure as it was approved, marked as English', async () => {
  await using there = await visit(bench(), { who: 'maya', locale: 'es-MX' });
  const idea = there.page.getByRole('article', { name: 'Baja una tarjeta del 30% de su límite' });
  const rationale = idea.getByText('Tu tarjeta Visa terminada en 4523 está al 68% de su límite');
  expect(await rationale.getAttribute('lang')).toBe('es');
  expect(await idea.getByText(DISCLOSURE).getAttribute('lang')).toBe('en');
  await idea.getByText('Aviso, en inglés tal como fue aprobado').waitFor();
  await there.page.getByRole('button', { name: 'Switch to English' }).click();
  await there.page.getByRole('article', { name: 'Bring one card under 30% of its limit' }).waitFor();
});

test('a chosen theme outranks the system and is remembered', async () => {
  await using there = await visit(bench(), { who: 'maya', colorScheme: 'light' });
  const ground = () => there.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  await there.page.getByRole('button', { name: 'Switch to dark colors' }).click();
  const dark = await ground();
  expect(dark).not.toBe(light);
  await there.page.reload();
  expect(await ground()).toBe(dark);
});

test.each([500, 0])('a failure (%i) is told in plain words and can be tried again', async (status) => {
  const path = '/api/members/maya/recommendations';
  await using there = await visit(bench(), {
    who: 'maya',
    prepare: ({ faults }) => void faults.set(path, status),
  });
  const failure = there.page.getByRole('alert');
  await failure.waitFor();
  expect(await failure.textContent()).toMatch(status === 0 ? /can’t be reached/ : /on our side/);
  there.mock.faults.clear();
  await failure.getByRole('button', { name: 'Try again' }).click();
  await there.page.getByRole('article', { name: 'Bring one card under 30% of its limit' }).waitFor();
});

test('an address that leads nowhere says so and leads back', async () => {
  await using there = await visit(bench(), { who: 'maya', path: '/no/such/page' });
  await there.page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
  await there.page.getByRole('link', { name: 'Go to your page' }).click();
  await there.page.getByText('Hello, Maya').waitFor();
});
