import { describe, expect, test } from 'vitest';
import { textSource } from '../../test/factories/bank-source.ts';
import { BankFileRefused } from './bank-file-refused.ts';
import { type BankFile, type BankReading, readAtOnce, readMemberByMember } from './bank-reading.ts';
import { parseBankFile } from './parse-bank-file.ts';

const account = (id: string) => ({ account_id: id, type: 'depository', balances: { current: 1 } });
const row = (id: string, accountId: string, date: string, more: object = {}) => ({
  transaction_id: id,
  account_id: accountId,
  date,
  amount: 1,
  name: 'Shop',
  ...more,
});

/** One member a line, read in chunks far smaller than the file. */
function file(fileName: string, ...members: readonly unknown[]): BankFile {
  const text = members.map((member) => JSON.stringify(member)).join('\n');
  return { fileName, read: () => parseBankFile(textSource(fileName, text, 64), 'auto') };
}

async function everythingOf(reading: BankReading) {
  const members = [];
  for await (const member of reading.members()) members.push(member);
  return { ...reading, members };
}

const first = file(
  'first.jsonl',
  { member_id: 'whole', accounts: [account('a')], transactions: [row('t1', 'a', '2026-06-01')] },
  { member_id: 'split', accounts: [account('b')], transactions: [row('t2', 'b', '2026-06-02')] },
  { member_id: 'no account', accounts: [], transactions: [row('t3', 'x', '2026-12-31')] },
  { member_id: 'bad row', accounts: [account('c')], transactions: [row('t4', 'c', '2026-02-30'), 7] },
  { member_id: 'twice in a file', accounts: [account('d')], transactions: [row('t5', 'd', '2026-06-03')] },
  { member_id: 'twice in a file', transactions: [row('t6', 'd', '2026-06-04', { pending: true })] },
);
const second = file(
  'second.jsonl',
  { member_id: 'last', accounts: [account('e')], transactions: [] },
  {
    member_id: 'split',
    transactions: [row('t7', 'b', '2026-06-05'), row('t8', 'nowhere', '2026-12-30')],
    removed: [{ transaction_id: 't2' }],
  },
  { member_id: 'split', added: [row('t9', 'b', '2026-11-30')] },
  { member_id: 'split', removed: [{ transaction_id: 't9' }] },
  {
    member_id: 'twice in a file',
    added: [row('t10', 'd', '2026-06-06', { pending_transaction_id: 't6' })],
  },
);

describe.each([
  ['at once', readAtOnce],
  ['member by member', readMemberByMember],
])('files that are read %s', (_, read) => {
  test('members whose rows lie in several places are joined where the files first name them', async () => {
    const { members, memberCount } = await everythingOf(await read([first, second]));
    expect(
      members.map(({ memberId, transactions }) => [memberId, ...transactions.map((t) => t.transactionId)]),
    ).toEqual([
      ['whole', 't1'],
      ['split', 't7'],
      ['no account'],
      ['bad row'],
      ['twice in a file', 't5', 't10'],
      ['last'],
    ]);
    expect(memberCount).toBe(6);
  });

  test('the latest date is that of a transaction which counts', async () => {
    expect((await read([first, second])).latestDate).toBe('2026-06-06');
    expect((await read([first])).latestDate).toBe('2026-06-04');
    expect((await read([file('empty.json', { accounts: [] })])).latestDate).toBeNull();
  });

  test('rows that were put aside are known before the first member', async () => {
    const { quarantined } = await read([first, second]);
    expect(quarantined.map(({ file: name, place, code }) => [name, place, code])).toEqual([
      ['first.jsonl', 'line 4: transactions[0]', 'INVALID_DATE'],
      ['first.jsonl', 'line 4: transactions[1]', 'NOT_AN_OBJECT'],
      ['second.jsonl', 'line 2: transactions[1]', 'UNKNOWN_ACCOUNT'],
      ['first.jsonl', 'line 3: transactions[0]', 'UNKNOWN_ACCOUNT'],
    ]);
  });

  test('a file that is cut off is refused before a member comes out', async () => {
    const cut = {
      fileName: 'cut.json',
      read: () => parseBankFile(textSource('cut.json', '{"accounts":['), 'auto'),
    };
    await expect(read([first, cut])).rejects.toBeInstanceOf(BankFileRefused);
  });
});

test('both ways of reading give the same, in either order of the files', async () => {
  for (const files of [
    [first, second],
    [second, first],
    [first, first, second],
  ]) {
    const once = await everythingOf(await readAtOnce(files));
    expect(await everythingOf(await readMemberByMember(files))).toEqual(once);
  }
});
