import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDataDir, processesOf, runProgram } from './program.ts';

const MEBIBYTE = 1024 * 1024;

let folder: Awaited<ReturnType<typeof freshDataDir>>;
beforeAll(async () => {
  folder = await freshDataDir();
});
afterAll(() => folder.remove());

/** One member with transactions enough to fill the file: the hardest shape for a reader that streams. */
async function writeBankFile(path: string, sizeBytes: number): Promise<number> {
  const out = createWriteStream(path);
  out.write(
    '{"member_id":"large","accounts":[{"account_id":"a1","type":"depository","subtype":"checking","mask":"0001",',
  );
  out.write(
    '"balances":{"current":1000,"available":null,"limit":null,"iso_currency_code":"USD"}}],"transactions":[',
  );
  let rows = 0;
  let written = 0;
  while (written < sizeBytes) {
    const day = new Date(Date.UTC(2026, 0, 1 + (rows % 300))).toISOString().slice(0, 10);
    const row = `${rows === 0 ? '' : ','}{"transaction_id":"t${rows}","account_id":"a1","date":"${day}","authorized_date":null,"amount":${(rows % 900) / 10 + 1},"iso_currency_code":"USD","merchant_name":"Shop ${rows % 500}","name":"SHOP ${rows % 500} PURCHASE","payment_channel":"in store","personal_finance_category":{"primary":"GENERAL_MERCHANDISE","detailed":"GENERAL_MERCHANDISE_OTHER_GENERAL_MERCHANDISE"},"pending":false,"pending_transaction_id":null}`;
    if (!out.write(row)) await once(out, 'drain');
    written += row.length;
    rows += 1;
  }
  out.end(']}');
  await finished(out);
  return rows;
}

/** Far less than the rows of the file take once they are objects: a reader that holds them dies of it. */
const HEAP_MIB = 64;

test('a file of 50 MB comes in whole through a heap that could never hold it', async () => {
  const dataDir = join(folder.path, 'data');
  const file = join(folder.path, 'large.json');
  const rows = await writeBankFile(file, 50 * MEBIBYTE);
  const extra = { NODE_OPTIONS: `--max-old-space-size=${HEAP_MIB}` };
  const { code, stdout, stderr } = await runProgram(['import', file, '--json'], { dataDir, extra });
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout).imports[0]).toMatchObject({
    rowsRead: rows + 1,
    rowsAccepted: rows + 1,
    rowsQuarantined: 0,
    memberIds: ['large'],
  });
  expect(await processesOf(dataDir)).toEqual([]);
}, 180_000);
