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

const account = { account_id: 'c1', type: 'depository', subtype: 'checking', balances: { current: 10 } };
const row = (id: string, more: object = {}) => ({
  transaction_id: id,
  account_id: 'c1',
  date: '2026-06-01',
  amount: 5,
  name: 'Shop',
  ...more,
});

async function fileWith(name: string, content: unknown): Promise<string> {
  const path = join(folder.path, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

test('a file that is refused keeps no other one out, and both are told', async () => {
  const report = join(folder.path, 'report.csv');
  const files = [
    await fileWith('first.json', {
      accounts: [account],
      transactions: [row('t1'), row('t2', { date: 'x' })],
    }),
    await fileWith('cut.json', '{"accounts":[{"account_id":'),
    await fileWith('third.json', { accounts: [account], transactions: [row('t1')] }),
  ];
  const { code, stdout, stderr } = await run('import', ...files, '--json', '--report', report);
  expect(code).toBe(1);
  expect(stderr).toMatch(/cut\.json: the file ends .*fetch it again/);
  expect(JSON.parse(stdout)).toMatchObject({
    imports: [
      { fileName: 'first.json', rowsAccepted: 2, rowsQuarantined: 1 },
      { fileName: 'third.json', rowsAccepted: 2 },
    ],
    refused: [{ fileName: 'cut.json', code: 'TRUNCATED_JSON', place: 'accounts[0]' }],
  });
  expect(await readFile(report, 'utf8')).toContain('"first.json","transactions[1]","INVALID_DATE"');
}, 60_000);

test('a name that is wrong keeps all of them out', async () => {
  const good = await fileWith('fourth.json', { accounts: [account], transactions: [row('t1')] });
  const { code, stdout, stderr } = await run('import', good, join(folder.path, 'nowhere.json'));
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('nowhere.json: there is no such file');
  expect((await run('recommend', 'fourth')).stderr).toContain('There is no member "fourth"');
}, 60_000);

test('a page that only takes rows back is done, and says so', async () => {
  const page = { member_id: 'first', accounts: [], added: [], removed: [{ transaction_id: 't1' }] };
  const { code, stdout } = await run('import', await fileWith('page.json', page));
  expect(code).toBe(0);
  expect(stdout).toContain('1 taken back by the bank');
}, 60_000);

test('what was odd about rows that were taken is noted', async () => {
  const odd = { date_transacted: '2026-06-05', date_posted: '2026-06-04', amount: 1, description: 'Fee' };
  const user = { override_accounts: [{ type: 'depository', subtype: 'checking', transactions: [odd] }] };
  const { code, stdout } = await run('import', await fileWith('odd dates.json', user));
  expect(code).toBe(0);
  expect(stdout).toMatch(/transactions\[0\]: posted 2026-06-04, before .*POSTED_BEFORE_TRANSACTED/);
  expect(stdout).toContain("consent grant 'odd dates' --by");
}, 60_000);

test('a file can’t steer the terminal that its report is read on', async () => {
  const rows = [row('t1', { date: '\u001b[2J\u009b2J' })];
  const path = await fileWith('steering.json', {
    member_id: '\u001b]0;x',
    accounts: [account],
    transactions: rows,
  });
  const { stdout } = await run('import', path);
  expect(stdout).toContain('\\x1b[2J\\x9b2J');
  expect(stdout).not.toMatch(/[^\P{Cc}\n]/u);
  const refused = await run('import', await fileWith('strange.csv', 'when\u001b[2J,what\n1,2\n'));
  expect(refused.stderr).not.toMatch(/[^\P{Cc}\n]/u);
}, 60_000);
