import { describe, expect, test } from 'vitest';
import {
  collect,
  fixtureSource,
  jsonSource,
  recordsOf,
  textSource,
} from '../../test/factories/bank-source.ts';
import { BankFileRefused } from './bank-file-refused.ts';

const account = { account_id: 'c1', type: 'depository', subtype: 'checking', balances: { current: 10 } };
const row = (id: string, more: object = {}) => ({
  transaction_id: id,
  account_id: 'c1',
  date: '2026-06-01',
  amount: 5,
  name: 'Shop',
  ...more,
});

async function refusalOf(work: Promise<unknown>): Promise<BankFileRefused> {
  const outcome = await work.then(
    () => null,
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(BankFileRefused);
  return outcome as BankFileRefused;
}

describe('a file that can be taken', () => {
  test('a sandbox card keeps its balance and stated limit in cents', async () => {
    const { members, quarantined } = await collect(fixtureSource('card-at-68-percent.json'));
    const card = members[0]?.accounts.find(({ type }) => type === 'credit');
    expect(card).toMatchObject({ balanceCents: 340_000, limitCents: 500_000, mask: '4523' });
    expect(members[0]?.memberId).toBe('card-at-68-percent');
    expect(quarantined).toEqual([]);
  });

  test('one bad row among good ones is put aside with its place and reason', async () => {
    const { members, quarantined } = await collect(fixtureSource('one-bad-row.json'));
    expect(members[0]?.transactions.map(({ transactionId }) => transactionId)).toEqual(['t1', 't3']);
    expect(quarantined).toEqual([
      {
        file: 'one-bad-row.json',
        place: 'transactions[1]',
        code: 'INVALID_DATE',
        message: 'date: "2026-02-30" is not a calendar day written YYYY-MM-DD',
      },
    ]);
  });

  test('rows before the member id belong to that member', async () => {
    const { members } = await collect(
      textSource(
        'x.json',
        `{"transactions":[${JSON.stringify(row('t1'))}],"accounts":[${JSON.stringify(account)}],"member_id":"late"}`,
      ),
    );
    expect(members).toMatchObject([{ memberId: 'late', transactions: [{ transactionId: 't1' }] }]);
  });

  test.each([1, 2, 3, 7, 64])('chunks of %i bytes give the same records as one chunk', async (chunkBytes) => {
    const file = [
      { member_id: 'ä"\\', accounts: [account], transactions: [row('t1', { name: 'Café {[,:"\\ü' })] },
      { member_id: 'b', accounts: [], transactions: [] },
    ];
    const whole = await recordsOf(jsonSource('x.json', file));
    expect(await recordsOf(jsonSource('x.json', file, chunkBytes))).toEqual(whole);
    expect(whole.filter(({ kind }) => kind === 'member')).toHaveLength(2);
  });

  test('one object a line is one member each, and places name the line', async () => {
    const lines = ['a', 'b'].map((id) =>
      JSON.stringify({
        member_id: id,
        accounts: [account],
        transactions: [row('t1', { amount: id === 'b' ? 'x' : 1 })],
      }),
    );
    const { members, quarantined } = await collect(textSource('x.jsonl', lines.join('\n')));
    expect(members.map(({ memberId }) => memberId)).toEqual(['a', 'b']);
    expect(quarantined).toMatchObject([{ place: 'line 2: transactions[0]', code: 'WRONG_TYPE' }]);
  });

  test('rows without ids get the same ids at every reading, and twins stay two rows', async () => {
    const nameless = { account_id: 'c1', date: '2026-06-01', amount: 3.5, name: 'Coffee' };
    const file = { member_id: 'm', accounts: [account], transactions: [nameless, nameless] };
    const first = await collect(jsonSource('x.json', file));
    const again = await collect(jsonSource('x.json', file));
    expect(first.members[0]?.transactions).toHaveLength(2);
    expect(again.members).toEqual(first.members);
  });

  test('a transaction of an account that the file lacks is put aside', async () => {
    const { members, quarantined } = await collect(
      jsonSource('x.json', { accounts: [account], transactions: [row('t1', { account_id: 'nowhere' })] }),
    );
    expect(members[0]?.transactions).toEqual([]);
    expect(quarantined).toMatchObject([{ code: 'UNKNOWN_ACCOUNT', place: 'transactions[0]' }]);
  });

  test('sync responses add, change and remove', async () => {
    const { members } = await collect(
      jsonSource('x.json', {
        accounts: [account],
        added: [row('t1'), row('t2'), row('p', { pending: true })],
        modified: [row('t1', { amount: 9 }), row('t3', { pending_transaction_id: 'p' })],
        removed: [{ account_id: 'c1', transaction_id: 't2' }],
      }),
    );
    expect(
      members[0]?.transactions.map(({ transactionId, amountCents }) => [transactionId, amountCents]),
    ).toEqual([
      ['t1', 900],
      ['t3', 500],
    ]);
  });

  test('unknown categories, subtypes and holders are kept', async () => {
    const { members, quarantined } = await collect(
      jsonSource('x.json', {
        accounts: [{ ...account, subtype: 'moon base', holder_category: 'alien' }],
        transactions: [row('t1', { personal_finance_category: { primary: 'MOON', detailed: 'MOON_DUST' } })],
      }),
    );
    expect(quarantined).toEqual([]);
    expect(members[0]?.accounts[0]).toMatchObject({ subtype: 'moon base', holderCategory: 'unrecognized' });
    expect(members[0]?.transactions[0]?.category).toEqual({ primary: 'MOON', detailed: 'MOON_DUST' });
  });

  test('a posted date before the transacted one is kept and noted', async () => {
    const { members, notes } = await collect(
      jsonSource('x.json', {
        override_accounts: [
          {
            type: 'depository',
            subtype: 'checking',
            transactions: [
              {
                date_transacted: '2026-06-05',
                date_posted: '2025-06-06',
                amount: 1,
                description: 'Fee',
                currency: 'USD',
              },
            ],
          },
        ],
      }),
    );
    expect(members[0]?.transactions[0]?.date).toBe('2026-06-05');
    expect(notes).toMatchObject([
      { code: 'POSTED_BEFORE_TRANSACTED', place: 'override_accounts[0].transactions[0]' },
    ]);
  });
});

describe('a file that is refused whole', () => {
  test.each([
    ['truncated.json', 'TRUNCATED_JSON', 'transactions[0]'],
    ['empty.json', 'EMPTY_FILE', 'byte 0'],
    ['unknown-format.json', 'UNKNOWN_FORMAT', 'the top level'],
  ])('%s is refused as %s', async (name, code, place) => {
    const refused = await refusalOf(recordsOf(fixtureSource(name)));
    expect(refused).toMatchObject({ code, place, fileName: name });
    expect(refused.remedy).not.toBe('');
  });

  test.each([
    ['binary', Buffer.from([0xff, 0xfe, 0x00, 0x01, 0x02]), 'NOT_TEXT'],
    ['gzip', Buffer.from([0x1f, 0x8b, 0x08, 0x00]), 'COMPRESSED_FILE'],
    ['white space', Buffer.from(' \n\t '), 'EMPTY_FILE'],
    ['prose', Buffer.from('Dear bank, please send my data.'), 'UNKNOWN_FORMAT'],
    ['a comma too many', Buffer.from('{"accounts":[],,}'), 'MALFORMED_JSON'],
    ['a broken row', Buffer.from('{"accounts":[{"account_id":nope}]}'), 'MALFORMED_JSON'],
    ['text behind the end', Buffer.from('{"accounts":[]} trailing'), 'MALFORMED_JSON'],
  ])('%s is refused', async (_, bytes, code) => {
    expect(await refusalOf(recordsOf(textSource('x.json', bytes)))).toMatchObject({ code });
  });

  test('a sandbox file named as plaid is refused with the right format in the remedy', async () => {
    const refused = await refusalOf(recordsOf(fixtureSource('card-at-68-percent.json'), 'plaid'));
    expect(refused.code).toBe('WRONG_FORMAT');
    expect(refused.remedy).toContain('plaid-sandbox');
  });
});
