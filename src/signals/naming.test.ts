import { describe, expect, test } from 'vitest';
import { accountClass, classifiedSubtypes } from './account-class.ts';
import { payCadence } from './cadence.ts';
import { merchantKey } from './merchant-name.ts';
import { merchantProfile } from './merchant-profile.ts';
import { transactionKind } from './transaction-kind.ts';

describe('a merchant’s key', () => {
  test.each([
    [
      'netflix',
      [
        'Netflix',
        'NETFLIX.COM 866-579-7172 CA',
        'NETFLIX.COM',
        'POS DEBIT NETFLIX 8812',
        'Netflix Inc.',
        'NETFLIX *PREMIUM',
        'RECURRING NETFLIX.COM',
      ],
    ],
    ['hulu', ['HULU 012345 HULU.COM/BILL CA USA', 'Hulu']],
    [
      'starbucks',
      [
        'PAYPAL           INST XFER  STARBUCKS       WEB ID: PAYPALSI01',
        'STARBUCKS STORE 01234',
        'Starbucks #1122',
      ],
    ],
    ['corner grocery', ['Corner Grocery', 'SQ *CORNER GROCERY', 'TST* Corner Grocery 0042']],
    ['1password', ['1Password', '1PASSWORD.COM']],
    ['7eleven', ['7Eleven']],
  ])('%s is found under all its names', (key, names) => {
    for (const name of names)
      expect(merchantKey(name).split(' ').slice(0, key.split(' ').length).join(' '), name).toBe(key);
  });

  test('a name of nothing but noise keeps something', () => {
    for (const name of ['USA', '12345', '***', '']) expect(typeof merchantKey(name)).toBe('string');
  });
});

describe('account classes', () => {
  test('all 78 subtypes of Plaid have one', () => {
    expect(new Set(classifiedSubtypes).size).toBe(78);
  });
  test.each([
    ['depository', 'checking', 'checking'],
    ['depository', 'paypal', 'checking'],
    ['credit', 'paypal', 'card'],
    ['credit', 'credit card', 'card'],
    ['depository', 'cd', 'invested'],
    ['depository', 'HSA', 'savings'],
    ['loan', 'line of credit', 'loan'],
    ['loan', 'other', 'loan'],
    ['depository', null, 'checking'],
    ['credit', null, 'card'],
    ['moon', 'base', 'other'],
    ['depository', 'constructor', 'checking'],
  ])('%s/%s is %s', (type, subtype, expected) => {
    expect(accountClass({ type, subtype })).toBe(expected);
  });
});

describe('kinds of transactions', () => {
  const kind = (
    description: string,
    amountCents: number,
    detailed: string | null = null,
    account: 'checking' | 'card' = 'checking',
  ) =>
    transactionKind(
      {
        amountCents,
        description,
        merchantName: null,
        category:
          detailed === null
            ? null
            : { primary: detailed.split('|')[0] ?? '', detailed: detailed.split('|')[1] ?? null },
      },
      account,
    );
  test.each([
    ['Credit Card Interest', 'interest_charged'],
    ['INTEREST CHARGE ON PURCHASES', 'interest_charged'],
    ['Pinterest Ads', 'purchase'],
    ['Discover credit card payment', 'card_payment'],
    ['DEBIT CRD AUTOPAY 98712 0000', 'card_payment'],
    ['AMEX EPAYMENT ACH PMT', 'card_payment'],
    ['AUTOMATIC PAYMENT - THANK', 'card_payment'],
    ['WF Credit Card AUTO PAY', 'card_payment'],
    ['Payment to Chase card ending in 1234', 'card_payment'],
    ['TOYOTA FINANCIAL PMT', 'loan_payment'],
    ['VANGUARD BUY', 'own_transfer'],
    ['DEBIT CARD PURCHASE CINEBOX', 'purchase'],
    ['Overdraft fee', 'fee'],
    ['NSF fee', 'fee'],
    ['Mortgage Payment', 'loan_payment'],
    ['Student Loan Repayment', 'loan_payment'],
    ['Online Transfer to SAV ...1234', 'own_transfer'],
    ['PAYPAL INST XFER CINEBOX', 'purchase'],
    ['ZELLE TO MOM', 'peer_transfer'],
    ['ATM WITHDRAWAL 5TH AVE', 'cash'],
    ['Lakeside Electric', 'utility'],
    ['COMCAST CABLE', 'utility'],
    ['Monthly Rent Payment', 'rent'],
    ['Rent the Runway', 'purchase'],
    ['Water Street Books', 'purchase'],
    ['City of Denver Water', 'utility'],
    ['WATER BILL 0042', 'utility'],
    ['Duke Energy', 'utility'],
    ['Energy Fitness Club', 'purchase'],
    ['SO CAL EDISON CO BILL PAYMT', 'utility'],
    ['SoCalGas PAID SCGC', 'utility'],
    ['Edison Coffee', 'purchase'],
    ['Automatic Savings', 'own_transfer'],
    ['DEPT EDUCATION STUDENT LN', 'loan_payment'],
    ['AFFIRM * PAY 8KQW', 'loan_payment'],
    ['OAK COURT APARTMENTS LLC', 'rent'],
    ['BILT RENT', 'rent'],
    ['Apartment Therapy', 'purchase'],
  ])('money out as "%s" is %s', (description, expected) => {
    expect(kind(description, 1_000)).toBe(expected);
  });
  test.each([
    ['DIRECT DEP ACME CORP PAYROLL', 'wages'],
    ['MOBILE CHECK DEPOSIT', 'other_inflow'],
    ['ATM CASH DEPOSIT', 'other_inflow'],
    ['STUDENT LOAN DISBURSEMENT', 'other_inflow'],
    ['US TREASURY 310 VACP', 'benefits'],
    ['DOORDASH INC. PAYOUT', 'gig'],
    ['INTEREST PAID', 'interest_earned'],
    ['DIVIDEND VANGUARD', 'interest_earned'],
    ['REVERSAL OF OVERDRAFT FEE', 'refund'],
    ['MERIDIAN GROUP', 'unlabelled_inflow'],
    ['ACH CREDIT ACME CORP', 'wages'],
    ['ACH CREDIT INTEREST', 'interest_earned'],
    ['VENMO DIRECT DEPOSIT CASHOUT', 'other_inflow'],
    ['DEPOSIT CHECK 1023', 'other_inflow'],
    ['DAVE INC ADVANCE', 'other_inflow'],
    ['ADVANCE AUTO PARTS PAYROLL', 'wages'],
  ])('money in as "%s" is %s', (description, expected) => {
    expect(kind(description, -50_000)).toBe(expected);
  });
  test('an ACH credit that is filed as a transfer is one', () => {
    expect(kind('ACH DEPOSIT ALLY', -50_000, 'TRANSFER_IN|TRANSFER_IN_ACCOUNT_TRANSFER')).toBe(
      'own_transfer',
    );
    expect(kind('ACH DEPOSIT ACME', -50_000, 'INCOME|INCOME_WAGES')).toBe('wages');
    expect(kind('DIRECT DEPOSIT ACME', -50_000, 'TRANSFER_IN|TRANSFER_IN_DEPOSIT')).toBe('wages');
  });
  test('a plain category outranks a word', () => {
    expect(kind('Human Interest Cafe', 1_000, 'FOOD_AND_DRINK|FOOD_AND_DRINK_COFFEE')).toBe('purchase');
    expect(kind('Lakeside', 1_000, 'RENT_AND_UTILITIES|RENT_AND_UTILITIES_WATER')).toBe('utility');
  });
  test.each([
    ['Payment thank you', 'card_payment'],
    ['Parkside Goods', 'refund'],
    ['CASHBACK REWARD', 'refund'],
  ])('money back on a card as "%s" is %s', (description, expected) => {
    expect(kind(description, -1_000, null, 'card')).toBe(expected);
  });
});

describe('profiles of merchants', () => {
  test.each([
    ['burger barn', null, 'never'],
    ['mcdonalds', null, 'never'],
    ['cinebox', 'ENTERTAINMENT_TV_AND_MOVIES', 'service'],
    ['cinebox', 'GENERAL_SERVICES_OTHER_GENERAL_SERVICES', 'neutral'],
    ['parkside', 'GENERAL_MERCHANDISE_SUPERSTORES', 'shop'],
    ['ironworks gym', null, 'service'],
    ['the corner', 'FOOD_AND_DRINK_FAST_FOOD', 'never'],
  ])('%s (%s) is %s', (merchant, category, expected) => {
    expect(merchantProfile(merchant, category)).toBe(expected);
  });
});

test.each([
  [7, 'weekly'],
  [14, 'biweekly'],
  [15, 'semimonthly'],
  [16, 'semimonthly'],
  [30, 'monthly'],
  [91, 'quarterly'],
  [3, null],
  [49, null],
  [null, null],
])('a median gap of %s days is %s pay', (gap, expected) => {
  expect(payCadence(gap)).toBe(expected);
});
