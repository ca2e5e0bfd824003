import type { IsoDate } from '../../kernel/dates.ts';
import { plaidDocument, type SampleAccount, type SampleRow } from './sample-document.ts';
import { every, everyday, monthly } from './sample-spending.ts';

/** A made-up member to look around with. `file` has the shape of Plaid's responses. */
export type SampleMember = {
  readonly memberId: string;
  readonly displayName: string;
  readonly story: string;
  readonly file: object;
};

type Sketch = Omit<SampleMember, 'file'> & {
  readonly accounts: readonly SampleAccount[];
  readonly rows: (today: IsoDate) => readonly SampleRow[];
};

const checking = (balanceCents: number, mask: string): SampleAccount => ({
  key: 'checking',
  type: 'depository',
  subtype: 'checking',
  name: 'Everyday Checking',
  mask,
  balanceCents,
});
const savings = (balanceCents: number, mask: string): SampleAccount => ({
  key: 'savings',
  type: 'depository',
  subtype: 'savings',
  name: 'Savings',
  mask,
  balanceCents,
});

const rent = (today: IsoDate, amountCents: number) =>
  monthly(today, {
    account: 'checking',
    dayOfMonth: 1,
    amountCents,
    name: 'Maple Court Rent',
    category: 'RENT_AND_UTILITIES_RENT',
  });
const power = (today: IsoDate) =>
  monthly(today, {
    account: 'checking',
    dayOfMonth: 17,
    amountCents: 8_400,
    name: 'Lakeside Electric',
    category: 'RENT_AND_UTILITIES_GAS_AND_ELECTRICITY',
  });
const pay = (today: IsoDate, name: string, amountCents: number, phaseDays: number) =>
  every(today, {
    account: 'checking',
    periodDays: 14,
    phaseDays,
    count: 14,
    amountCents: -amountCents,
    name,
    category: 'INCOME_WAGES',
  });
const subscription = (
  today: IsoDate,
  name: string,
  amountCents: number,
  dayOfMonth: number,
  account = 'checking',
) =>
  monthly(today, {
    account,
    dayOfMonth,
    amountCents,
    name,
    category: 'GENERAL_SERVICES_OTHER_GENERAL_SERVICES',
  });
const intoSavings = (today: IsoDate, amountCents: number, dayOfMonth: number): readonly SampleRow[] => [
  ...monthly(today, {
    account: 'checking',
    dayOfMonth,
    amountCents,
    name: 'Transfer to savings',
    category: 'TRANSFER_OUT_SAVINGS',
  }),
  ...monthly(today, {
    account: 'savings',
    dayOfMonth,
    amountCents: -amountCents,
    name: 'Transfer from checking',
    category: 'TRANSFER_IN_SAVINGS',
  }),
];
const cardPayment = (today: IsoDate, amountCents: number, dayOfMonth: number): readonly SampleRow[] => [
  ...monthly(today, {
    account: 'checking',
    dayOfMonth,
    amountCents,
    name: 'Credit card payment',
    category: 'LOAN_PAYMENTS_CREDIT_CARD_PAYMENT',
  }),
  ...monthly(today, {
    account: 'card',
    dayOfMonth,
    amountCents: -amountCents,
    name: 'Payment thank you',
    category: 'LOAN_PAYMENTS_CREDIT_CARD_PAYMENT',
  }),
];

const sketches: readonly Sketch[] = [
  {
    memberId: 'sample-amara',
    displayName: 'Amara Okafor',
    story: 'A nurse whose one card crept up to 68 % of its limit while the car was being repaired.',
    accounts: [
      checking(184_000, '3310'),
      {
        key: 'card',
        type: 'credit',
        subtype: 'credit card',
        name: 'Visa Everyday',
        mask: '4523',
        balanceCents: 340_000,
        limitCents: 500_000,
        liability: {
          aprPercent: 24,
          minimumCents: 9_500,
          lastPaymentCents: 15_000,
          isOverdue: false,
          interestCents: 6_800,
        },
      },
    ],
    rows: (today) => [
      ...pay(today, 'Mercy Hospital Payroll', 198_000, 3),
      ...rent(today, 125_000),
      ...power(today),
      ...cardPayment(today, 15_000, 12),
      ...monthly(today, {
        account: 'card',
        dayOfMonth: 20,
        amountCents: 6_800,
        name: 'Interest charge on purchases',
        category: 'BANK_FEES_INTEREST_CHARGE',
      }),
      ...subscription(today, 'Cinebox', 1_299, 9, 'card'),
      ...everyday(today, 'card', 0.7),
    ],
  },
  {
    memberId: 'sample-diego',
    displayName: 'Diego Ramirez',
    story: 'A set designer who is paid by the project, about every seven weeks.',
    accounts: [checking(98_000, '8841')],
    rows: (today) => [
      ...every(today, {
        account: 'checking',
        periodDays: 98,
        phaseDays: 11,
        count: 2,
        amountCents: -612_000,
        name: 'Northlight Studios',
        category: 'INCOME_WAGES',
      }),
      ...every(today, {
        account: 'checking',
        periodDays: 98,
        phaseDays: 60,
        count: 2,
        amountCents: -388_000,
        name: 'Harbor Theatre Contract',
        category: 'INCOME_WAGES',
      }),
      ...rent(today, 98_000),
      ...power(today),
      ...everyday(today, 'checking', 0.5),
    ],
  },
  {
    memberId: 'sample-june',
    displayName: 'June Park',
    story: 'Streams, trains and reads a lot: nine subscriptions leave the account every month.',
    accounts: [checking(321_000, '1207')],
    rows: (today) => [
      ...pay(today, 'Cobalt Labs Payroll', 176_000, 6),
      ...rent(today, 112_000),
      ...power(today),
      ...subscription(today, 'Cinebox', 1_799, 2),
      ...subscription(today, 'Tunewave', 1_099, 4),
      ...subscription(today, 'Ironworks Gym', 4_500, 5),
      ...subscription(today, 'Daily Ledger News', 1_700, 8),
      ...subscription(today, 'Cloudnest Storage', 299, 10),
      ...subscription(today, 'Pantry Box', 6_900, 13),
      ...subscription(today, 'Lingua Lessons', 1_299, 16),
      ...subscription(today, 'Pixel Suite', 2_299, 19),
      ...subscription(today, 'Stillwater Meditation', 699, 23),
      ...everyday(today, 'checking', 0.55),
    ],
  },
  {
    memberId: 'sample-priya',
    displayName: 'Priya Nair',
    story: 'Sets $350 aside on every third of the month and keeps her card low.',
    accounts: [
      checking(242_000, '5560'),
      savings(860_000, '5561'),
      {
        key: 'card',
        type: 'credit',
        subtype: 'credit card',
        name: 'Mastercard Plain',
        mask: '7702',
        balanceCents: 48_000,
        limitCents: 600_000,
        liability: {
          aprPercent: 21,
          minimumCents: 2_500,
          lastPaymentCents: 48_000,
          isOverdue: false,
          interestCents: 0,
        },
      },
    ],
    rows: (today) => [
      ...pay(today, 'City Schools Payroll', 205_000, 9),
      ...rent(today, 118_000),
      ...power(today),
      ...intoSavings(today, 35_000, 3),
      ...cardPayment(today, 48_000, 22),
      ...subscription(today, 'Tunewave', 1_099, 14, 'card'),
      ...everyday(today, 'card', 0.35),
    ],
  },
  {
    memberId: 'sample-walt',
    displayName: 'Walt Brenner',
    story: 'Retired, pays his bills, owes nothing: nothing here calls for a lecture.',
    accounts: [checking(415_000, '2098')],
    rows: (today) => [
      ...monthly(today, {
        account: 'checking',
        dayOfMonth: 3,
        amountCents: -218_000,
        name: 'SSA TREAS 310 Soc Sec',
        category: 'INCOME_RETIREMENT_PENSION',
      }),
      ...monthly(today, {
        account: 'checking',
        dayOfMonth: 5,
        amountCents: 64_000,
        name: 'Willow Gardens Rent',
        category: 'RENT_AND_UTILITIES_RENT',
      }),
      ...power(today),
      ...everyday(today, 'checking', 0.4),
    ],
  },
  {
    memberId: 'sample-tomas',
    displayName: 'Tomás Silva',
    story: 'Three things at once: a full card, many subscriptions and steady saving. The card comes first.',
    accounts: [
      checking(156_000, '6613'),
      savings(310_000, '6614'),
      {
        key: 'card',
        type: 'credit',
        subtype: 'credit card',
        name: 'Discover Classic',
        mask: '9034',
        balanceCents: 172_000,
        limitCents: 300_000,
        liability: {
          aprPercent: 26.5,
          minimumCents: 5_000,
          lastPaymentCents: 5_200,
          isOverdue: false,
          interestCents: 3_800,
        },
      },
    ],
    rows: (today) => [
      ...pay(today, 'Granite Logistics Payroll', 168_000, 1),
      ...rent(today, 104_000),
      ...power(today),
      ...intoSavings(today, 25_000, 6),
      ...cardPayment(today, 5_200, 18),
      ...monthly(today, {
        account: 'card',
        dayOfMonth: 24,
        amountCents: 3_800,
        name: 'Interest charge on purchases',
        category: 'BANK_FEES_INTEREST_CHARGE',
      }),
      ...subscription(today, 'Cinebox', 1_799, 7, 'card'),
      ...subscription(today, 'Tunewave', 1_099, 11, 'card'),
      ...subscription(today, 'Ironworks Gym', 4_500, 15, 'card'),
      ...everyday(today, 'card', 0.45),
    ],
  },
];

/** The sample members as they stand on `today`: their last transactions are of that day or shortly before. */
export function sampleMembers(today: IsoDate): readonly SampleMember[] {
  return sketches.map(({ memberId, displayName, story, accounts, rows }) => ({
    memberId,
    displayName,
    story,
    file: plaidDocument(memberId, accounts, rows(today)),
  }));
}
