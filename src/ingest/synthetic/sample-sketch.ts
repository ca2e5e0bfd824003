import type { IsoDate } from '../../kernel/dates.ts';
import type { SampleAccount, SampleRow } from './sample-document.ts';
import { every, monthly } from './sample-spending.ts';

/** A made-up member before a day is chosen: the accounts, and the rows up to that day. */
export type SampleSketch = {
  readonly memberId: string;
  readonly displayName: string;
  readonly story: string;
  readonly accounts: readonly SampleAccount[];
  readonly rows: (today: IsoDate) => readonly SampleRow[];
};

export const checking = (balanceCents: number, mask: string): SampleAccount => ({
  key: 'checking',
  type: 'depository',
  subtype: 'checking',
  name: 'Everyday Checking',
  mask,
  balanceCents,
});
export const savings = (balanceCents: number, mask: string): SampleAccount => ({
  key: 'savings',
  type: 'depository',
  subtype: 'savings',
  name: 'Savings',
  mask,
  balanceCents,
});

/** A credit card that is called `card` in the rows. */
export const card = (facts: Omit<SampleAccount, 'key' | 'type' | 'subtype'>): SampleAccount => ({
  key: 'card',
  type: 'credit',
  subtype: 'credit card',
  ...facts,
});

export const rent = (today: IsoDate, amountCents: number) =>
  monthly(today, {
    account: 'checking',
    dayOfMonth: 1,
    amountCents,
    name: 'Maple Court Rent',
    category: 'RENT_AND_UTILITIES_RENT',
  });
export const power = (today: IsoDate) =>
  monthly(today, {
    account: 'checking',
    dayOfMonth: 17,
    amountCents: 8_400,
    name: 'Lakeside Electric',
    category: 'RENT_AND_UTILITIES_GAS_AND_ELECTRICITY',
  });
export const pay = (today: IsoDate, name: string, amountCents: number, phaseDays: number) =>
  every(today, {
    account: 'checking',
    periodDays: 14,
    phaseDays,
    count: 14,
    amountCents: -amountCents,
    name,
    category: 'INCOME_WAGES',
  });
export const subscription = (
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
type Leg = { readonly account: string; readonly name: string; readonly category: string };

/** Money that leaves one own account and arrives in another on the same day of each month. */
function moved(
  today: IsoDate,
  move: { readonly amountCents: number; readonly dayOfMonth: number },
  legs: { readonly from: Leg; readonly to: Leg },
): readonly SampleRow[] {
  return [
    ...monthly(today, { ...move, ...legs.from }),
    ...monthly(today, { ...move, ...legs.to, amountCents: -move.amountCents }),
  ];
}

export const intoSavings = (today: IsoDate, amountCents: number, dayOfMonth: number) =>
  moved(
    today,
    { amountCents, dayOfMonth },
    {
      from: { account: 'checking', name: 'Transfer to savings', category: 'TRANSFER_OUT_SAVINGS' },
      to: { account: 'savings', name: 'Transfer from checking', category: 'TRANSFER_IN_SAVINGS' },
    },
  );
export const cardPayment = (today: IsoDate, amountCents: number, dayOfMonth: number) => {
  const category = 'LOAN_PAYMENTS_CREDIT_CARD_PAYMENT';
  return moved(
    today,
    { amountCents, dayOfMonth },
    {
      from: { account: 'checking', name: 'Credit card payment', category },
      to: { account: 'card', name: 'Payment thank you', category },
    },
  );
};
