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

  const removed = [{ transaction_id: 't1' }];
  const changed = [row('t2', { amount: 9 })];
  test.each([
    ['last', { added: [row('t1'), row('t2')], modified: changed, removed }],
    ['first', { removed, modified: changed, added: [row('t1'), row('t2')] }],
    ['between', { modified: changed, transactions: [row('t1'), row('t2')], removed }],
  ])('keys have no order: what changes and takes back may stand %s', async (_, page) => {
    const { members } = await collect(jsonSource('x.json', { ...page, accounts: [account] }));
    expect(members[0]?.transactions).toMatchObject([{ transactionId: 't2', amountCents: 900 }]);
  });

  test('a later page may bring back what an earlier one took', async () => {
    const pages = [{ accounts: [account], removed }, { added: [row('t1')] }];
    const { members } = await collect(jsonSource('x.json', pages));
    expect(members[0]?.transactions).toMatchObject([{ transactionId: 't1' }]);
  });

  test('what is posted never becomes pending again', async () => {
    const pages = [{ accounts: [account], added: [row('t1')] }, { added: [row('t1', { pending: true })] }];
    const { members } = await collect(jsonSource('x.json', pages));
    expect(members[0]?.transactions).toMatchObject([{ transactionId: 't1', isPending: false }]);
  });

  test('rows without ids have the same ids, whoever else is in the file', async () => {
    const nameless = { account_id: 'c1', date: '2026-06-01', amount: 3.5, name: 'Coffee' };
    const member = (id: string) => ({ member_id: id, accounts: [account], transactions: [nameless] });
    const both = await collect(jsonSource('both.json', [member('a'), member('b')]));
    const alone = await collect(jsonSource('b.json', member('b')));
    expect(both.members[1]).toEqual(alone.members[0]);
  });

  test('currencies are told apart by their code, not by how it is written', async () => {
    const { members } = await collect(
      jsonSource('x.json', {
        accounts: [account],
        transactions: [
          row('t1', { iso_currency_code: 'usd ' }),
          row('t2', { iso_currency_code: '', unofficial_currency_code: 'Doge' }),
          row('t3', { iso_currency_code: '' }),
        ],
      }),
    );
    expect(members[0]?.transactions.map(({ currency }) => currency)).toEqual(['USD', 'DOGE', null]);
  });

  test('interest of a card counts where the rate isn’t known', async () => {
    const credit = [
      { account_id: 'c1', is_overdue: true, aprs: [{ apr_percentage: null, interest_charge_amount: 3 }] },
    ];
    const { members } = await collect(
      jsonSource('x.json', { accounts: [account], liabilities: { credit, mortgage: null, student: [{}] } }),
    );
    expect(members[0]?.liabilities).toMatchObject([
      { isOverdue: true, aprs: [{ rateRatio: null, interestChargeCents: 300 }] },
    ]);
  });

  test('places count the lines of the file, however its documents are laid out', async () => {
    const document = (id: string, amount: unknown) =>
      JSON.stringify({ member_id: id, accounts: [account], transactions: [row('t1', { amount })] }, null, 2);
    const text = `${document('a', 1)}\n\n${document('b', 'x')}`;
    const line = text.slice(0, text.indexOf('"b"')).split('\n').length - 1;
    for (const chunkBytes of [1, 10, 10_000]) {
      const { quarantined } = await collect(textSource('x.json', text, chunkBytes));
      expect(quarantined).toMatchObject([{ place: `line ${line}: transactions[0]` }]);
    }
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

describe('what can’t be read', () => {
  test.each([
    ['a list of liabilities', { liabilities: [{ account_id: 'c1' }] }, 'liabilities', 'WRONG_TYPE'],
    ['one liability', { liabilities: { credit: { account_id: 'c1' } } }, 'liabilities.credit', 'WRONG_TYPE'],
    ['an id without end', { transactions: [row('x'.repeat(256))] }, 'transactions[0]', 'WRONG_TYPE'],
    [
      'a year before 100',
      { transactions: [row('t', { date: '0026-06-01' })] },
      'transactions[0]',
      'INVALID_DATE',
    ],
    [
      'a pending id without end',
      { transactions: [row('t', { pending_transaction_id: 'x'.repeat(256) })] },
      'transactions[0]',
      'WRONG_TYPE',
    ],
  ])('%s is put aside with its place', async (_, part, place, code) => {
    const { quarantined, members } = await collect(jsonSource('x.json', { accounts: [account], ...part }));
    expect(quarantined).toMatchObject([{ place, code }]);
    expect(members[0]).toMatchObject({ transactions: [], liabilities: [] });
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
    [
      'a member id without end',
      Buffer.from(`{"accounts":[],"member_id":"${'x'.repeat(256)}"}`),
      'INVALID_MEMBER_ID',
    ],
    [
      'another encoding, late',
      Buffer.from(`{"a":"${' '.repeat(9_000)}\xe9","accounts":[]}`, 'latin1'),
      'NOT_TEXT',
    ],
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
