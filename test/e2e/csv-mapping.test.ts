import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDataDir, runProgram } from './program.ts';

let folder: Awaited<ReturnType<typeof freshDataDir>>;
beforeAll(async () => {
  folder = await freshDataDir();
});
afterAll(() => folder.remove());

const run = (...args: string[]) => runProgram(args, { dataDir: join(folder.path, 'data') });

test('a CSV file of a layout of its own comes in by the mapping that is declared for it', async () => {
  const csv = join(folder.path, 'my-bank.csv');
  const mapping = join(folder.path, 'mapping.json');
  await writeFile(csv, 'day;what;how much\n01/06/2026;Shop;-5,50\n02/06/2026;Payroll;900\n');
  await writeFile(
    mapping,
    JSON.stringify({
      name: 'my bank',
      columns: { date: 'day', description: 'what' },
      amount: { kind: 'signed', column: 'how much', positiveIs: 'money_in' },
      dateOrder: 'day_month_year',
    }),
  );
  const plain = await run('import', csv);
  expect(plain.code).toBe(1);
  expect(plain.stderr).toContain('day;what;how much');

  const imported = await run('import', csv, '--csv-mapping', mapping, '--json');
  expect(imported.code, imported.stderr).toBe(0);
  expect(JSON.parse(imported.stdout).imports[0]).toMatchObject({
    memberIds: ['my-bank'],
    rowsQuarantined: 0,
  });

  const out = join(folder.path, 'held.json');
  expect((await run('export', 'my-bank', '--out', out)).code).toBe(0);
  expect(JSON.parse(await readFile(out, 'utf8')).bank.transactions).toMatchObject([
    { date: '2026-06-01', description: 'Shop', amountCents: 550 },
    { date: '2026-06-02', description: 'Payroll', amountCents: -90_000 },
  ]);
}, 60_000);

test('a mapping beside another format is wrong usage', async () => {
  const { code, stderr } = await run('import', 'x.json', '--format', 'plaid', '--csv-mapping', 'x.json');
  expect(code).toBe(2);
  expect(stderr).toContain('--csv-mapping');
});
