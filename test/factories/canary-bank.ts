import { isoDateOfInstant } from '../../src/kernel/dates.ts';

/** What stands in a member's bank file and nowhere else: found anywhere, it was carried there. */
export const canaries = {
  memberId: 'member-zq7canary',
  cardId: 'acc-zq7card',
  checkingId: 'acc-zq7checking',
  cardName: 'Zebrafinch Visa zq7',
  officialName: 'Zebrafinch Signature zq7',
  mask: 'zq7mask9',
  merchant: 'Quokkamart zq7',
  memo: 'zq7 rent of Wilhelmina',
  payer: 'Okapi Foundry zq7',
  transactionId: 'txn-zq7',
  category: 'ZQ7_CATEGORY',
  balance: '48151623.47',
  limit: '60221407.61',
  spent: '31415926.53',
} as const;

const DAY_MS = 86_400_000;

/** A Plaid response of one member with a card at eighty percent of its limit; every text and amount a canary. */
export function canaryBankFile(now: Date): string {
  const day = (ago: number): string => isoDateOfInstant(new Date(now.getTime() - ago * DAY_MS));
  let count = 0;
  const transaction = (accountId: string, ago: number, amount: number, more: object = {}) => {
    count += 1;
    return {
      transaction_id: `${canaries.transactionId}-${count}`,
      account_id: accountId,
      date: day(ago),
      amount,
      name: canaries.memo,
      original_description: canaries.memo,
      merchant_name: canaries.merchant,
      iso_currency_code: 'USD',
      personal_finance_category: { primary: canaries.category, detailed: canaries.category },
      ...more,
    };
  };
  const pay = { merchant_name: null, name: `${canaries.payer} payroll`, original_description: null };
  return JSON.stringify({
    member_id: canaries.memberId,
    accounts: [
      account(canaries.cardId, 'credit', 'credit card', { limit: Number(canaries.limit) }),
      account(canaries.checkingId, 'depository', 'checking', { available: 1_840.29 }),
    ],
    transactions: [
      ...[12, 42, 72, 102, 132].map((ago) => transaction(canaries.cardId, ago, Number(canaries.spent))),
      ...[3, 17, 31, 45, 59, 73, 87].map((ago) => transaction(canaries.checkingId, ago, -1_980.37, pay)),
    ],
    liabilities: {
      credit: [
        {
          account_id: canaries.cardId,
          aprs: [{ apr_type: 'purchase_apr', apr_percentage: 24, interest_charge_amount: 612.41 }],
          is_overdue: false,
          minimum_payment_amount: 95.13,
          last_payment_amount: 95.13,
        },
      ],
    },
  });
}

function account(accountId: string, type: string, subtype: string, balances: object) {
  const { cardName: name, officialName: official_name, mask, balance } = canaries;
  const known = { current: Number(balance), iso_currency_code: 'USD', ...balances };
  return { account_id: accountId, type, subtype, name, official_name, mask, balances: known };
}

/** A word as it may travel: as it is, in an address, in base64 at any offset, an amount in cents or as people read it. */
function formsOf(word: string): readonly string[] {
  const plain = Buffer.from(word);
  const offset = (skip: number): string => {
    const text = Buffer.concat([Buffer.alloc(skip), plain])
      .toString('base64')
      .replace(/=+$/, '');
    // The first and the last sign depend on the neighbours too.
    return text.slice(skip + 1, -1);
  };
  const dollars = /^\d+\.\d\d$/.test(word) ? Math.trunc(Number(word)) : null;
  const read = dollars === null ? [] : ['en-US', 'es'].map((locale) => dollars.toLocaleString(locale));
  const cents = dollars === null ? [] : [word.replace('.', '')];
  const encoded = [encodeURIComponent(word), word.replaceAll(' ', '+'), offset(0), offset(1), offset(2)];
  return [word, ...encoded, ...cents, ...read];
}

const forms = Object.entries(canaries).map(([name, word]) => [name, formsOf(word)] as const);

/** The names of the canaries that are in it, in whatever form; capitals don't hide them. */
export function canariesIn(found: string | Uint8Array): readonly string[] {
  const exact = typeof found === 'string' ? found : Buffer.from(found).toString('latin1');
  const small = exact.toLowerCase();
  return forms
    .filter(([, words]) => words.some((word) => exact.includes(word) || small.includes(word.toLowerCase())))
    .map(([name]) => name);
}
