import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { environment, freshDataDir, processesOf } from './program.ts';

const MEBIBYTE = 1024 * 1024;
const launcher = fileURLToPath(new URL('../../bin/spendsense.mjs', import.meta.url));

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

/** Runs the import and watches the most memory that its process held. */
async function importWatched(
  file: string,
  dataDir: string,
): Promise<{ accepted: number; peakBytes: number }> {
  const child = spawn(process.execPath, [launcher, 'import', file, '--json'], {
    env: environment(dataDir),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  let peakBytes = 0;
  const timer = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    peakBytes = Math.max(peakBytes, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024);
  }, 50);
  const [code] = await once(child, 'close');
  clearInterval(timer);
  expect(code).toBe(0);
  return { accepted: JSON.parse(stdout).imports[0].rowsAccepted, peakBytes };
}

test('a file of 50 MB comes in whole with no more memory than a small one needs, give or take', async () => {
  const dataDir = join(folder.path, 'data');
  const small = join(folder.path, 'small.json');
  const large = join(folder.path, 'large.json');
  const smallRows = await writeBankFile(small, 4 * MEBIBYTE);
  const largeRows = await writeBankFile(large, 50 * MEBIBYTE);

  const first = await importWatched(small, dataDir);
  const second = await importWatched(large, dataDir);

  expect(first.accepted).toBe(smallRows + 1);
  expect(second.accepted).toBe(largeRows + 1);
  expect(first.peakBytes).toBeGreaterThan(20 * MEBIBYTE);
  // Holding the file's rows would take several times its size; the garbage collector is given some room.
  expect(second.peakBytes - first.peakBytes).toBeLessThan(100 * MEBIBYTE);
  expect(await processesOf(dataDir)).toEqual([]);
}, 120_000);
