import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDataDir, processesOf, runProgram } from './program.ts';

let folder: Awaited<ReturnType<typeof freshDataDir>>;
let dataDir: string;

beforeAll(async () => {
  folder = await freshDataDir();
  dataDir = join(folder.path, 'data');
  await mkdir(dataDir);
});
afterAll(() => folder.remove());

const run = (args: readonly string[], extra: Record<string, string> = {}) =>
  runProgram(args, { dataDir, extra });

async function fileWith(name: string, text: string): Promise<string> {
  const path = join(folder.path, name);
  await writeFile(path, text);
  return path;
}

const goodRow = (index: number) => ({
  date_transacted: '2026-10-01',
  date_posted: '2026-10-02',
  amount: 10 + index,
  description: `Shop ${index}`,
  currency: 'USD',
});
const account = (transactions: readonly unknown[]) => ({
  override_accounts: [{ type: 'depository', subtype: 'checking', starting_balance: 500, transactions }],
});

describe('import', () => {
  test('a truncated file is refused whole, with the place and the remedy', async () => {
    const whole = JSON.stringify(account([goodRow(1), goodRow(2)]));
    const file = await fileWith('truncated.json', whole.slice(0, -40));
    const { code, stdout, stderr } = await run(['import', file, '--json']);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/truncated\.json.*(ends|cut|truncated)/i);
    expect((await run(['recommend', 'truncated'])).stderr).toMatch(/There is no member "truncated"/);
  });

  test('an empty file is refused', async () => {
    const { code, stderr } = await run(['import', await fileWith('empty.json', '')]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/empty\.json.*empty/i);
  });

  test('a file of a shape nobody knows is refused and says what is read', async () => {
    const { code, stderr } = await run(['import', await fileWith('strange.json', '{"hello": "world"}')]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/strange\.json/);
    expect(stderr).toMatch(/accounts/);
  });

  test('an unknown --format is wrong usage and lists what is allowed', async () => {
    const { code, stderr } = await run(['import', 'x.json', '--format', 'ofx']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/"ofx".*plaid-sandbox/);
  });

  test('one bad row among good ones is put aside with its place; the others are taken, once', async () => {
    const rows = [goodRow(1), { ...goodRow(2), amount: 'twelve' }, goodRow(3)];
    const file = await fileWith('one-bad-row.json', JSON.stringify(account(rows)));
    const first = await run(['import', file, '--json']);
    expect(first.code).toBe(0);
    const [{ rowsRead, rowsAccepted, rowsQuarantined, quarantined }] = JSON.parse(first.stdout).imports;
    expect({ rowsRead, rowsAccepted, rowsQuarantined }).toEqual({
      rowsRead: 4,
      rowsAccepted: 3,
      rowsQuarantined: 1,
    });
    expect(quarantined[0]).toMatchObject({ file: 'one-bad-row.json' });
    expect(quarantined[0].place).toContain('transactions[1]');
    expect(quarantined[0].message).toMatch(/amount/);

    const again = await run(['import', file, '--json']);
    expect(JSON.parse(again.stdout).imports[0]).toMatchObject({ rowsAccepted: 3, rowsUnchanged: 3 });
  });

  test('a file in which nothing can be taken ends with 1', async () => {
    const nothing = { override_accounts: [{ type: 7, transactions: [{ amount: 'x' }] }] };
    const { code } = await run(['import', await fileWith('all-bad.json', JSON.stringify(nothing)), '--json']);
    expect(code).toBe(1);
  });

  test('a file over IMPORT_MAX_BYTES is refused before it is read', async () => {
    const file = await fileWith('large.json', JSON.stringify(account([goodRow(1)])));
    const { code, stderr } = await run(['import', file], { IMPORT_MAX_BYTES: '100' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/100 allowed.*IMPORT_MAX_BYTES/);
  });

  test('a missing file and a missing argument are told apart', async () => {
    expect((await run(['import', '/nowhere/bank.json'])).code).toBe(1);
    expect((await run(['import'])).code).toBe(2);
  });
});

describe('wrong usage', () => {
  test('an unknown command, option or lesson ends with 2 and help', async () => {
    expect((await run(['dance'])).code).toBe(2);
    expect((await run(['import', 'x.json', '--loud'])).code).toBe(2);
    expect((await run(['sign-in'])).code).toBe(2);
    expect((await run(['video', 'generate'])).code).toBe(2);
  });

  test('a wrong variable stops the start with its name, what was found and what is allowed', async () => {
    const { code, stderr } = await run(['start'], { PORT: 'eighty' });
    expect(code).toBe(2);
    expect(stderr).toMatch(/PORT: found "eighty", allowed is: a whole number from 0 to 65535/);
  });

  test('a database of one’s own that does not answer is named, without its password', async () => {
    const { code, stderr } = await run(['recommend', 'anybody'], {
      DATABASE_URL: 'postgres://x:hunter2@127.0.0.1:1/bank',
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/database bank on 127\.0\.0\.1 \(DATABASE_URL\).*ECONNREFUSED/);
    expect(stderr).not.toMatch(/hunter2|at async/);
  });

  test('help answers on stdout with 0 and shows examples', async () => {
    const { code, stdout } = await run(['--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Examples:/);
  });
});

describe('consent', () => {
  test('a grant on a member’s behalf without a reason is wrong usage', async () => {
    const { code, stderr } = await run(['consent', 'grant', 'one-bad-row']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/--reason/);
  });

  test('consent of nobody is a failure that says where ids come from', async () => {
    const { code, stderr } = await run(['consent', 'grant', 'nobody', '--reason', 'said so']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/no member "nobody".*import/);
  });
});

test('after all these failures no database process and no half-written file is left', async () => {
  expect(await processesOf(dataDir)).toEqual([]);
  expect(await readdir(join(dataDir, 'work')).catch(() => [])).toEqual([]);
});
