import { describe, expect, test } from 'vitest';
import {
  aBank,
  aCard,
  aLiability,
  anAccount,
  aTransaction,
  charges,
} from '../../test/factories/bank-rows.ts';
import type { MemberBank } from '../ingest/bank-record.ts';
import { findLesson } from '../lessons/catalogue.ts';
import { assignPersona } from '../personas/assign-persona.ts';
import { measure, prepare } from '../signals/compute-signals.ts';
import { educationItems } from './catalogue/education-items.ts';
import type { Feedback } from './ranking.ts';
import { recommend } from './recommend.ts';
import { formatFact, type RecommendationLocale } from './render-rationale.ts';

const asOf = '2026-06-30';

function recommended(
  bank: MemberBank,
  feedback: readonly Feedback[] = [],
  locale: RecommendationLocale = 'en',
) {
  const prepared = prepare(bank, asOf);
  const signals = measure(prepared, '180d');
  return recommend({
    memberId: bank.memberId,
    ledger: prepared.ledger,
    signals,
    assignment: assignPersona(signals),
    locale,
    feedback,
  }).drafts.map(({ recommendation }) => recommendation);
}

const cardBank = (change: object = {}) =>
  aBank({
    accounts: [
      anAccount(),
      aCard({ balanceCents: 340_000, mask: '4523', officialName: 'Visa Everyday', ...change }),
    ],
    liabilities: [aLiability()],
    transactions: [aTransaction({ amountCents: 120_000 })],
  });
const lessonsOf = (list: ReturnType<typeof recommended>) =>
  list.filter(({ kind }) => kind === 'education').map(({ topic }) => topic);
const utilization = (bank: MemberBank, locale: RecommendationLocale = 'en') =>
  recommended(bank, [], locale).find(({ topic }) => topic === 'credit_utilization')?.rationale;

describe('a rationale cites the member’s own numbers', () => {
  test('with network and mask', () => {
    expect(utilization(cardBank())).toBe('Your Visa ending 4523 is at 68% of its limit ($3,400 of $5,000).');
  });
  test('without a mask it says your credit card', () => {
    expect(utilization(cardBank({ mask: null, officialName: null }))).toBe(
      'Your credit card is at 68% of its limit ($3,400 of $5,000).',
    );
  });
  test('in Spanish', () => {
    expect(utilization(cardBank(), 'es')).toMatch(
      /^Tu tarjeta Visa terminada en 4523 está al 68\s?% de su límite \(\$3,400 de \$5,000\)\.$/,
    );
  });
  test('a card that the bank owes on is no part of its limit in use', () => {
    const words = recommended(cardBank({ balanceCents: -10_000 })).map(({ rationale }) => rationale);
    expect(words.filter((text) => text.includes('of its limit'))).toEqual([]);
  });
  test('an overdrawn account is told as what is missing, without a minus', () => {
    const transactions = [
      ...['2026-02-10', '2026-04-12', '2026-06-12'].map((date) =>
        aTransaction({
          date,
          amountCents: -180_000,
          description: 'PAYROLL Field & Stage',
        }),
      ),
      aTransaction({ amountCents: 240_000 }),
    ];
    const bank = aBank({ accounts: [anAccount({ balanceCents: -12_000 })], transactions });
    const found = recommended(bank).find(({ topic }) => topic === 'cash_buffer');
    expect(found?.rationale).toBe(
      'Your checking account is overdrawn by $120; your spending comes to about $400 a month.',
    );
  });
  test('a pay that is split between two accounts is told as one, with both rows behind it', () => {
    const paid = (date: string, dollars: number, accountId = 'checking') =>
      aTransaction({ date, amountCents: -dollars * 100, description: 'PAYROLL Field & Stage', accountId });
    const transactions = [
      ...[paid('2026-02-10', 1_800), paid('2026-02-10', 200, 'second')],
      ...[paid('2026-04-12', 2_500), paid('2026-06-12', 2_200), paid('2026-06-12', 800, 'second')],
      aTransaction({ amountCents: 4_000_000 }),
    ];
    const accounts = [
      anAccount({ balanceCents: 10_000 }),
      anAccount({ accountId: 'second', balanceCents: 10_000 }),
    ];
    const found = recommended(aBank({ accounts, transactions })).find(({ rationale }) =>
      rationale.includes('paydays ranged'),
    );
    expect(found?.rationale).toBe(
      'What came in on your paydays ranged from $2,000 to $3,000 over the last 180 days.',
    );
    expect(found?.evidence.map(({ transactionIds }) => transactionIds.length)).toEqual([2, 2, 5]);
  });
  test('a subscription is told at the price of its latest charge', () => {
    const months = ['2026-01-05', '2026-02-05', '2026-03-05', '2026-04-05', '2026-05-05', '2026-06-05'];
    const paid = (merchant: string, before: number, after: number) =>
      charges(
        merchant,
        months.map((date, at) => [date, at < 4 ? before : after] as const),
      );
    const bank = aBank({
      transactions: [...paid('Netflix', 50, 60), ...paid('Spotify', 11, 11), ...paid('Dropbox', 12, 12)],
    });
    const told = recommended(bank).map(({ rationale }) => rationale);
    expect(told).toContain('Your largest active subscription is Netflix, at $60 a charge.');
  });
  test('each number stands in the evidence with its account', () => {
    const found = recommended(cardBank()).find(({ topic }) => topic === 'credit_utilization');
    expect(found?.evidence.map(({ value, unit, accountIds }) => [value, unit, accountIds])).toEqual([
      [0.68, 'ratio', ['card']],
      [340_000, 'cents', ['card']],
      [500_000, 'cents', ['card']],
    ]);
  });
});

test('every lesson in the catalogue has its film’s lesson, and no basic has one', () => {
  for (const { persona, topic } of educationItems) {
    expect(persona === 'general' || findLesson(persona, topic) !== null, topic).toBe(true);
  }
});

describe('feedback', () => {
  test('a dismissed topic is not repeated, until the member says something else', () => {
    const dismissed: Feedback = { topic: 'credit_utilization', kind: 'dismissed' };
    expect(lessonsOf(recommended(cardBank(), [dismissed]))).not.toContain('credit_utilization');
    const again: Feedback = { topic: 'credit_utilization', kind: 'helpful' };
    expect(lessonsOf(recommended(cardBank(), [dismissed, again]))).toContain('credit_utilization');
  });
  test('what was not helpful comes later', () => {
    const [first = ''] = lessonsOf(recommended(cardBank()));
    const after = lessonsOf(recommended(cardBank(), [{ topic: first, kind: 'not_helpful' }]));
    expect(after.indexOf(first)).toBeGreaterThanOrEqual(3);
  });
  test('whoever dismisses most of a persona still gets three lessons', () => {
    const feedback = ['credit_utilization', 'debt_paydown_strategy', 'autopay_setup', 'balance_transfer'].map(
      (topic): Feedback => ({ topic, kind: 'dismissed' }),
    );
    expect(lessonsOf(recommended(cardBank(), feedback)).length).toBeGreaterThanOrEqual(3);
  });
});

describe('ranking', () => {
  test('what is meant for the persona stands before what is meant for everybody', () => {
    const offers = recommended(cardBank())
      .filter(({ kind }) => kind === 'offer')
      .map(({ topic }) => topic);
    for (const own of ['nonprofit_credit_counseling', 'due_date_reminders', 'free_credit_monitoring']) {
      for (const general of ['money_coaching_session', 'spending_overview_app'])
        expect(offers.indexOf(own)).toBeLessThan(offers.indexOf(general));
    }
  });
  test('the first three lessons give three different reasons', () => {
    const first = recommended(cardBank())
      .filter(({ kind }) => kind === 'education')
      .slice(0, 3);
    expect(new Set(first.map(({ rationale }) => rationale)).size).toBe(3);
  });
  test('offers of one kind don’t stand side by side', () => {
    const rows = ['Cinebox', 'Tunewave', 'Pixelforge', 'Runwell'].flatMap((name, at) =>
      charges(
        name,
        ['01', '02', '03', '04', '05', '06'].map((month) => [`2026-${month}-${10 + at}`, 20 + at] as const),
      ),
    );
    const offers = recommended(aBank({ transactions: rows }))
      .filter(({ kind }) => kind === 'offer')
      .map(({ topic }) => topic);
    expect(offers.slice(0, 2)).not.toEqual(
      expect.arrayContaining(['subscription_manager', 'bundle_comparison']),
    );
  });
  test('ids are the same for the same numbers and change with them', () => {
    const id = (bank: MemberBank) => recommended(bank)[0]?.id;
    expect(id(cardBank())).toBe(id(cardBank()));
    expect(id(cardBank())).not.toBe(id(cardBank({ balanceCents: 350_000 })));
  });
});

test('general gets basics, without the lessons of any persona', () => {
  const topics = lessonsOf(recommended(aBank({ transactions: [aTransaction()] })));
  expect(topics.length).toBeGreaterThanOrEqual(3);
  for (const topic of topics)
    expect(educationItems.find((item) => item.topic === topic)?.persona).toBe('general');
});

test.each([
  [340_000, 'cents', '$3,400'],
  [1_999, 'cents', '$19.99'],
  [0.68, 'ratio', '68%'],
  [0.4996, 'ratio', '50%'],
  [0.495, 'ratio', '49.5%'],
  [1, 'months', '1 month'],
  [0.62, 'months', '0.6 months'],
  [49, 'days', '49 days'],
  [3, 'count', '3'],
] as const)('%s %s is written %s', (value, unit, text) => {
  expect(formatFact({ value, unit }, { locale: 'en', currency: 'USD' })).toBe(text);
});
