import { expect, test } from 'vitest';
import { quarantineCsv } from './quarantine-csv.ts';

const row = { file: 'bank.json', place: 'transactions[3]', code: 'BAD_AMOUNT', message: 'found "twelve"' };

test('rows come out quoted, with quotes doubled, one line each under a header', () => {
  expect(quarantineCsv([row])).toBe(
    '"file","place","code","message"\r\n"bank.json","transactions[3]","BAD_AMOUNT","found ""twelve"""\r\n',
  );
  expect(quarantineCsv([])).toBe('"file","place","code","message"\r\n');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '\t=1', '\r=1', '\n=1', '＝1', '|calc', '%0A'])(
  'a spreadsheet runs nothing of %j',
  (message) => {
    expect(quarantineCsv([{ ...row, message }])).toContain(`"'${message}"`);
  },
);

test('what is no formula stays as it is', () => {
  expect(quarantineCsv([{ ...row, message: 'a = b, "c"' }])).toContain('"a = b, ""c"""');
});
