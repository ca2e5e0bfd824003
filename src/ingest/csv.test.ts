import { describe, expect, test } from 'vitest';
import { collect, recordsOf, textSource } from '../../test/factories/bank-source.ts';
import { type CsvMapping, plainMapping } from './csv-mapping.ts';
import { parseCsvAmount, parseCsvDate } from './csv-values.ts';
import { parseBankFile } from './parse-bank-file.ts';

const rowsOf = async (text: string, name = 'my-bank.csv') => {
  const { members, quarantined } = await collect(textSource(name, text));
  const rows = members[0]?.transactions.map(({ date, amountCents, description }) => [
    date,
    amountCents,
    description,
  ]);
  return { rows, quarantined, member: members[0] };
};

describe('known layouts', () => {
  test('plain: positive is money out, one account where none is named', async () => {
    const { rows, member, quarantined } = await rowsOf(
      'date,description,amount\n2026-06-01,"Corner, Grocery",12.50\n2026-06-02,Acme Payroll,-1500\n',
    );
    expect(rows).toEqual([
      ['2026-06-01', 1_250, 'Corner, Grocery'],
      ['2026-06-02', -150_000, 'Acme Payroll'],
    ]);
    expect(member?.memberId).toBe('my-bank');
    expect(member?.accounts).toMatchObject([{ type: 'unstated', balanceCents: null }]);
    expect(quarantined).toEqual([]);
  });

  test('Mint: the type column says the direction, the amount has no sign', async () => {
    const { rows, member } = await rowsOf(
      [
        '"Date","Description","Original Description","Amount","Transaction Type","Category","Account Name","Labels","Notes"',
        '"6/03/2026","Cinebox","CINEBOX.COM 866","12.99","debit","Television","Visa","",""',
        '"6/05/2026","Acme","ACME PAYROLL","1,500.00","credit","Paycheck","Checking","",""',
      ].join('\r\n'),
    );
    expect(rows).toEqual([
      ['2026-06-03', 1_299, 'CINEBOX.COM 866'],
      ['2026-06-05', -150_000, 'ACME PAYROLL'],
    ]);
    expect(member?.accounts.map(({ name }) => name)).toEqual(['Visa', 'Checking']);
    expect(member?.transactions[1]?.category).toEqual({ primary: 'INCOME', detailed: 'INCOME_WAGES' });
    expect(member?.transactions[0]?.merchantName).toBe('Cinebox');
  });

  test('YNAB: outflow and inflow are two columns, and what is ready to assign need not be pay', async () => {
    const { rows, member } = await rowsOf(
      [
        '"Account","Flag","Date","Payee","Category Group/Category","Category Group","Category","Memo","Outflow","Inflow","Cleared"',
        '"Checking","","06/09/2026","Cinebox","Fun: Streaming","Fun","Streaming","",$12.99,$0.00,"Cleared"',
        '"Checking","","06/12/2026","Acme","Inflow","Inflow","Ready to Assign","",$0.00,"$1,500.00","Cleared"',
      ].join('\n'),
    );
    expect(rows).toEqual([
      ['2026-06-09', 1_299, 'Cinebox'],
      ['2026-06-12', -150_000, 'Acme'],
    ]);
    expect(member?.transactions.map(({ category }) => category?.primary ?? null)).toEqual([
      'Streaming',
      null,
    ]);
  });

  test('a column named amount_in states that positive is money in', async () => {
    const { rows } = await rowsOf(
      'date;description;amount_in\n2026-06-01;Grocery;-12,50\n2026-06-02;Pay;1.500,00\n',
    );
    expect(rows?.map(([, amount]) => amount)).toEqual([1_250, -150_000]);
  });

  test('a header of a known layout is enough, whatever the file is called', async () => {
    const { rows } = await rowsOf('date,description,amount\n2026-06-01,Grocery,5\n', 'export.txt');
    expect(rows).toHaveLength(1);
  });

  test.each([1, 2, 5, 17])('pieces of %i bytes give the same records', async (chunkBytes) => {
    const text = 'date,description,amount\r\n2026-06-01,"a ""quoted"", Café\nline",5\r\n\r\n2026-06-02,b,6';
    const whole = await recordsOf(textSource('x.csv', text));
    expect(await recordsOf(textSource('x.csv', text, chunkBytes))).toEqual(whole);
    expect(whole).toMatchObject([
      { kind: 'account' },
      { transaction: { description: 'a "quoted", Café\nline' }, place: 'line 2' },
      { transaction: { description: 'b' }, place: 'line 5' },
      { kind: 'member', memberId: 'x' },
    ]);
  });
});

test('a declared mapping reads any columns', async () => {
  const csvMapping: CsvMapping = {
    name: 'my bank',
    columns: { date: 'Buchungstag', description: 'Verwendungszweck', currency: 'Währung' },
    amount: { kind: 'signed', column: 'Betrag', positiveIs: 'money_in' },
    dateOrder: 'day_month_year',
  };
  const source = textSource(
    'x.csv',
    'Buchungstag;Verwendungszweck;Betrag;Währung\n01.06.2026;Miete;-850,00;EUR\n',
  );
  const records = [];
  for await (const batch of parseBankFile(source, 'csv', { csvMapping })) records.push(...batch);
  expect(records[1]).toMatchObject({
    transaction: { date: '2026-06-01', amountCents: 85_000, currency: 'EUR' },
  });
});

describe('what Excel and banks do to files', () => {
  const plain = [
    ['2026-06-01', 100, 'a'],
    ['2026-06-02', 250, 'b'],
  ];
  test.each([
    [
      'a line that names the separator',
      'sep=;\r\ndate;description;amount\r\n2026-06-01;a;1\r\n2026-06-02;b;2,50',
    ],
    ['carriage returns alone', 'date,description,amount\r2026-06-01,a,1\r2026-06-02,b,2.5\r'],
    ['doubled carriage returns', 'date,description,amount\r\r\n2026-06-01,a,1\r\r\n2026-06-02,b,2.5\r\r\n'],
    ['a separator behind each row', 'date,description,amount\n2026-06-01,a,1,\n2026-06-02,b,2.5,,\n'],
    ['a separator behind the header', 'date,description,amount,\n2026-06-01,a,1\n2026-06-02,b,2.5,\n'],
    ['rows of separators', 'date,description,amount\n,,\n2026-06-01,a,1\n2026-06-02,b,2.5\n, ,\n,,\n'],
    [
      'quotes and a mark',
      '\ufeff"Date","Description","Amount"\r\n"2026-06-01","a","1.00"\r\n"2026-06-02","b","2.50"',
    ],
    ['a separator in a header', 'date,"note, long",description,amount\n2026-06-01,,a,1\n2026-06-02,,b,2.5\n'],
    ['tabs', 'date\tdescription\tamount\n2026-06-01\ta\t1\n2026-06-02\tb\t2,5\n'],
    [
      'account and period above the header, with a quote',
      'Account;12 "34\n\nFrom;2026-06-01\ndate;description;amount\n2026-06-01;a;1\n2026-06-02;b;2,50\n',
    ],
    ['slashes and no strokes', 'date,description,amount\n2026/06/01,a,1\n20260602,b,2.5\n'],
  ])('%s', async (_, text) => {
    const { rows, quarantined } = await rowsOf(text);
    expect(quarantined).toEqual([]);
    expect(rows).toEqual(plain);
    const pieces = await recordsOf(textSource('my-bank.csv', text, 1));
    expect(pieces.filter(({ kind }) => kind === 'transaction')).toHaveLength(2);
  });

  test('a row with neither debit nor credit is put aside, one with a dash for nothing is read', async () => {
    const { rows, quarantined } = await rowsOf(
      'date,description,debit,credit\n2026-06-01,Opening balance,,\n2026-06-02,Shop,5.00,-\n2026-06-03,Pay,$ -,"$1,000"\n',
    );
    expect(rows?.map(([, amount]) => amount)).toEqual([500, -100_000]);
    expect(quarantined).toMatchObject([{ place: 'line 2', code: 'MISSING_FIELD' }]);
  });

  test('currencies in any letters are one', async () => {
    const csvMapping: CsvMapping = {
      ...plainMapping,
      columns: { ...plainMapping.columns, currency: 'currency' },
    };
    const text =
      'date,description,amount,currency\n2026-06-01,a,1,eur\n2026-06-01,b,1,EUR\n2026-06-01,c,1,\n';
    const records = [];
    for await (const batch of parseBankFile(textSource('x.csv', text), 'auto', { csvMapping }))
      records.push(...batch);
    expect(records.flatMap((one) => (one.kind === 'transaction' ? [one.transaction.currency] : []))).toEqual([
      'EUR',
      'EUR',
      null,
    ]);
  });
});

describe('the layout is stated, and the rows are asked', () => {
  const deposits = (header: string) =>
    `${header}\n${Array.from({ length: 12 }, (_, at) => `2026-06-${10 + at},Deposit,-50`).join('\n')}`;
  const register = (...dates: readonly string[]) =>
    `Account,Date,Payee,Outflow,Inflow\n${dates.map((date) => `A,${date},Shop,$1.00,$0.00`).join('\n')}`;

  test('nearly nothing but money in contradicts a sign that nobody stated, and none that was', async () => {
    await expect(rowsOf(deposits('date,description,amount'))).rejects.toMatchObject({
      code: 'CSV_SIGN_CONTRADICTED',
      place: 'column amount',
    });
    expect((await rowsOf(deposits('date,description,amount_out'))).rows).toHaveLength(12);
  });

  test('days that are only days the other way round refuse the file: the others would be wrong, unnoticed', async () => {
    await expect(rowsOf(register('13/06/2026', '05/06/2026', '25/06/2026'))).rejects.toMatchObject({
      code: 'CSV_DATES_CONTRADICTED',
      place: 'column date',
    });
  });

  test('one mistyped day among others is put aside', async () => {
    const { rows, quarantined } = await rowsOf(
      register('06/13/2026', '06/25/2026', '25/06/2026', '06/05/2026'),
    );
    expect(rows?.map(([date]) => date)).toEqual(['2026-06-13', '2026-06-25', '2026-06-05']);
    expect(quarantined).toMatchObject([{ place: 'line 4', code: 'INVALID_DATE' }]);
  });
});

describe('bad rows and files', () => {
  test('bad rows are put aside with line and reason, the others stay', async () => {
    const { rows, quarantined } = await rowsOf(
      [
        'date,description,amount',
        '2026-06-01,Good,5',
        '06/02/2026,Order of the date not stated,5',
        '2026-06-03,Not a number,five',
        '2026-06-04,Too,many,cells',
        ',No date,5',
        '2026-06-06,No amount,',
      ].join('\n'),
    );
    expect(rows).toEqual([['2026-06-01', 500, 'Good']]);
    expect(quarantined.map(({ place, code }) => [place, code])).toEqual([
      ['line 3', 'INVALID_DATE'],
      ['line 4', 'INVALID_AMOUNT'],
      ['line 5', 'WRONG_COLUMN_COUNT'],
      ['line 6', 'MISSING_FIELD'],
      ['line 7', 'INVALID_AMOUNT'],
    ]);
  });

  test.each([
    ['unknown columns', 'when,what,how much\n2026-06-01,x,5\n', 'CSV_MAPPING_UNKNOWN'],
    ['a quote that never closes', 'date,description,amount\n2026-06-01,"open,5\n', 'CSV_MALFORMED'],
    [
      'pay that would leave the account',
      'date,description,amount\n2026-06-01,Acme Payroll,1500\n2026-06-02,Shop,-5\n',
      'CSV_SIGN_CONTRADICTED',
    ],
  ])('%s refuses the file', async (_, text, code) => {
    await expect(recordsOf(textSource('x.csv', text))).rejects.toMatchObject({ code });
  });

  test('importing twice gives the same ids, and twins stay two', async () => {
    const text = 'date,description,amount\n2026-06-01,Coffee,4\n2026-06-01,Coffee,4\n';
    const first = await rowsOf(text);
    expect(first.rows).toHaveLength(2);
    expect((await rowsOf(text)).member).toEqual(first.member);
  });
});

test.each([
  ['12.5', 1_250],
  ['$1,234.56', 123_456],
  ['(12.50)', -1_250],
  ['12.50-', -1_250],
  ['-$3', -300],
  ['1.234,56 €', 123_456],
  ['1,234', 123_400],
  ['1234,56', 123_456],
  ['1 234,56', 123_456],
  ['1\u202f234,5 €', 123_450],
  ["1'234.50", 123_450],
  ['1.234.567', 123_456_700],
  ['₹1,23,456.78', 12_345_678],
  ['12.50 USD', 1_250],
  ['US$ (3.00)', -300],
  ['($3)', -300],
  ['−3', -300],
  ['+3', 300],
  ['3 -', -300],
  ['.5', 50],
  ['$ -', 0],
  ['2026-06-01', null],
  ['5-5', null],
  ['12 50', null],
  ['-(5)', null],
  ['(5', null],
  ['--5', null],
  ['12.50 CR', null],
  ['1e3', null],
  ['1,2,3', null],
  [',', null],
  ['', 0],
  ['abc', null],
  ['1.2.3', null],
])('the amount %s is %s cents', (cell, cents) => {
  expect(parseCsvAmount(cell)).toBe(cents);
});

test.each([
  ['2026-06-01 03:04:56', 'iso', '2026-06-01'],
  ['6/1/2026', 'month_day_year', '2026-06-01'],
  ['6/1/2026', 'day_month_year', '2026-01-06'],
  ['6/1/2026', 'iso', null],
  ['13/1/2026', 'month_day_year', null],
  ['2026-02-30', 'iso', null],
  ['2026/6/1', 'day_month_year', '2026-06-01'],
  ['20260601', 'month_day_year', '2026-06-01'],
  ['2026061', 'iso', null],
  ['2026-06/01', 'iso', null],
  ['6/1/26', 'month_day_year', '2026-06-01'],
  ['01.06.2026 10:15', 'day_month_year', '2026-06-01'],
  ['6/1-2026', 'month_day_year', null],
] as const)('the date %s read as %s is %s', (cell, order, date) => {
  expect(parseCsvDate(cell, order)).toBe(date);
});
