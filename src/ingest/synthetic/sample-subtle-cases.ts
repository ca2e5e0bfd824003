import { addDays, type IsoDate } from '../../kernel/dates.ts';
import type { SampleRow } from './sample-document.ts';
import {
  card,
  cardPayment,
  checking,
  intoSavings,
  pay,
  power,
  rent,
  type SampleSketch,
  savings,
  subscription,
} from './sample-sketch.ts';
import { every, everyday } from './sample-spending.ts';

/** Rows up to some days before today: what the member has ended since. */
function endedDaysAgo(today: IsoDate, days: number, rows: readonly SampleRow[]): readonly SampleRow[] {
  const last = addDays(today, -days);
  return rows.filter(({ date }) => date <= last);
}

/** Members whose numbers need a second look. */
export const subtleCases: readonly SampleSketch[] = [
  {
    memberId: 'sample-ling',
    displayName: 'Ling Chen',
    story: 'Forgot to pay her one card: it is past its due date, though the balance itself is small.',
    accounts: [
      checking(268_000, '7140'),
      card({
        name: 'Visa Travel',
        mask: '2288',
        balanceCents: 88_000,
        limitCents: 400_000,
        liability: {
          aprPercent: 22,
          minimumCents: 3_500,
          lastPaymentCents: 60_000,
          isOverdue: true,
          interestCents: 0,
        },
      }),
    ],
    rows: (today) => [
      ...pay(today, 'Fairview Hotels Payroll', 92_000, 4),
      ...rent(today, 109_000),
      ...power(today),
      ...endedDaysAgo(today, 32, cardPayment(today, 60_000, 21)),
      ...everyday(today, 'card', 0.45),
    ],
  },
  {
    memberId: 'sample-noor',
    displayName: 'Noor Haddad',
    story:
      'Plays festivals: paid every nine weeks, lives from one fee to the next, and subscribes to four tools of the trade.',
    accounts: [checking(61_000, '3907')],
    rows: (today) => [
      ...every(today, {
        account: 'checking',
        periodDays: 63,
        phaseDays: 20,
        count: 3,
        amountCents: -330_000,
        name: 'Summit Events',
        category: 'INCOME_WAGES',
      }),
      ...rent(today, 92_000),
      ...power(today),
      ...subscription(today, 'Pixel Suite', 2_299, 3),
      ...subscription(today, 'Cloudnest Storage', 999, 7),
      ...subscription(today, 'Tunewave', 1_099, 12),
      ...subscription(today, 'Stagecraft Plugins', 1_900, 18),
      ...everyday(today, 'checking', 0.4),
    ],
  },
  {
    memberId: 'sample-grace',
    displayName: 'Grace Mbeki',
    story:
      'A student whose three subscriptions stay under $50 and are still more than a tenth of what she spends.',
    accounts: [checking(74_000, '4416')],
    rows: (today) => [
      ...pay(today, 'Campus Library Payroll', 9_500, 2),
      ...subscription(today, 'Cinebox', 1_799, 6),
      ...subscription(today, 'Tunewave', 1_099, 9),
      ...subscription(today, 'Lingua Lessons', 1_299, 14),
      ...everyday(today, 'checking', 0.12),
    ],
  },
  {
    memberId: 'sample-ben',
    displayName: 'Ben Whitaker',
    story: 'Puts away a hundred dollars a month, no card at all: slow and steady.',
    accounts: [checking(196_000, '8051'), savings(1_260_000, '8052')],
    rows: (today) => [
      ...pay(today, 'Bluebird Foods Payroll', 88_000, 7),
      ...rent(today, 97_000),
      ...power(today),
      ...intoSavings(today, 10_000, 8),
      ...everyday(today, 'checking', 0.45),
    ],
  },
  {
    memberId: 'sample-ines',
    displayName: 'Inés Castillo',
    story: 'Two jobs, steady saving, one card at 35 %: close to two personas and inside neither.',
    accounts: [
      checking(233_000, '6025'),
      savings(410_000, '6026'),
      card({
        name: 'Mastercard Plain',
        mask: '5519',
        balanceCents: 105_000,
        limitCents: 300_000,
        liability: {
          aprPercent: 23,
          minimumCents: 3_500,
          lastPaymentCents: 70_000,
          isOverdue: false,
          interestCents: 0,
        },
      }),
    ],
    rows: (today) => [
      ...pay(today, 'City Schools Payroll', 62_000, 5),
      ...every(today, {
        account: 'checking',
        periodDays: 7,
        phaseDays: 2,
        count: 26,
        amountCents: -22_000,
        name: 'Riverside Cafe Payroll',
        category: 'INCOME_WAGES',
      }),
      ...rent(today, 111_000),
      ...power(today),
      ...intoSavings(today, 26_000, 16),
      ...cardPayment(today, 70_000, 23),
      ...everyday(today, 'card', 0.4),
    ],
  },
  {
    memberId: 'sample-otto',
    displayName: 'Otto Lindqvist',
    story:
      'Cancelled four of five subscriptions two months ago: the list remembers them, the persona doesn’t.',
    accounts: [checking(287_000, '1199')],
    rows: (today) => [
      ...pay(today, 'Granite Logistics Payroll', 96_000, 8),
      ...rent(today, 103_000),
      ...power(today),
      ...subscription(today, 'Tunewave', 1_099, 13),
      ...endedDaysAgo(today, 62, [
        ...subscription(today, 'Cinebox', 1_799, 4),
        ...subscription(today, 'Daily Ledger News', 1_700, 9),
        ...subscription(today, 'Ironworks Gym', 4_500, 15),
        ...subscription(today, 'Pantry Box', 6_900, 20),
      ]),
      ...everyday(today, 'checking', 0.5),
    ],
  },
];
