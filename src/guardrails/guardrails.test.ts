import { describe, expect, test } from 'vitest';
import {
  aBank,
  aCard,
  aLiability,
  anAccount,
  aSavingsAccount,
  aTransaction,
} from '../../test/factories/bank-rows.ts';
import type { Account, MemberBank } from '../ingest/bank-record.ts';
import { lessons } from '../lessons/catalogue.ts';
import { assignPersona } from '../personas/assign-persona.ts';
import { educationItems } from '../recommendations/catalogue/education-items.ts';
import { partnerOffers } from '../recommendations/catalogue/partner-offers.ts';
import { disclosure } from '../recommendations/disclosure.ts';
import { type EligibilityRule, productKinds } from '../recommendations/eligibility-rule.ts';
import { memberFacts } from '../recommendations/member-facts.ts';
import { type Draft, recommend } from '../recommendations/recommend.ts';
import { recommendationLocales, wordingOf } from '../recommendations/render-rationale.ts';
import type { Sentence } from '../recommendations/wording/wording.ts';
import { measure, prepare } from '../signals/compute-signals.ts';
import { approveRecommendations } from './approve-recommendations.ts';
import { checkConsent } from './consent-grant.ts';
import { checkEligibility, predatoryKinds } from './eligibility-rule.ts';
import { checkTone } from './tone-rule.ts';

const asOf = '2026-06-30';

function factsOf(bank: MemberBank) {
  const prepared = prepare(bank, asOf);
  return memberFacts(prepared.ledger, measure(prepared, '180d'));
}

function draftsOf(bank: MemberBank) {
  const prepared = prepare(bank, asOf);
  const signals = measure(prepared, '180d');
  return recommend({
    memberId: bank.memberId,
    ledger: prepared.ledger,
    signals,
    assignment: assignPersona(signals),
    locale: 'en',
  });
}

const strained = aBank({
  accounts: [anAccount(), aCard({ balanceCents: 340_000 })],
  liabilities: [aLiability()],
  transactions: ['2026-04-02', '2026-05-02', '2026-06-02'].map((date) =>
    aTransaction({ date, amountCents: -600_000, description: 'Acme Payroll' }),
  ),
});

describe('consent', () => {
  test('granted consent mints a grant for that member', () => {
    const since = new Date('2026-01-01T00:00:00Z');
    const answer = checkConsent('m', { status: 'granted', since });
    expect(answer).toMatchObject({ kind: 'ok', value: { memberId: 'm', since } });
  });
  test.each([
    ['none', 'CONSENT_NEVER_GIVEN'],
    ['revoked', 'CONSENT_REVOKED'],
  ] as const)('%s is no', (status, code) => {
    expect(checkConsent('m', { status, since: null })).toMatchObject({ kind: 'refused', refusal: { code } });
  });
});

describe('eligibility', () => {
  const judge = (rule: EligibilityRule, bank: MemberBank) =>
    checkEligibility({ productKind: 'savings_tool', eligibility: [rule] }, factsOf(bank));
  const holding = (...accounts: Account[]) => aBank({ ...strained, accounts });
  const rows: readonly (readonly [string, EligibilityRule, MemberBank, string | null])[] = [
    ['has a card', { rule: 'holds_card' }, strained, null],
    ['has no card', { rule: 'holds_card' }, aBank(), 'ELIGIBILITY_NO_CARD'],
    ['has no checking', { rule: 'holds_checking' }, holding(aCard()), 'ELIGIBILITY_NO_CHECKING'],
    [
      'has a certificate',
      { rule: 'holds_no_account', subtypes: ['cd'] },
      holding(anAccount(), anAccount({ accountId: 'cd', subtype: 'cd' })),
      'ELIGIBILITY_ALREADY_HELD',
    ],
    ['has none', { rule: 'holds_no_account', subtypes: ['cd'] }, strained, null],
    [
      'has an account of an unstated kind',
      { rule: 'holds_no_account', subtypes: ['cd'] },
      holding(anAccount({ type: 'unstated', subtype: null })),
      'ELIGIBILITY_UNKNOWN',
    ],
    [
      'has no account at all',
      { rule: 'holds_no_account', subtypes: ['cd'] },
      holding(),
      'ELIGIBILITY_UNKNOWN',
    ],
    [
      'pays such a service',
      { rule: 'pays_no_service', names: ['acme'] },
      strained,
      'ELIGIBILITY_ALREADY_HELD',
    ],
    ['pays no such service', { rule: 'pays_no_service', names: ['ynab'] }, strained, null],
    [
      'a card overdue',
      { rule: 'no_card_overdue' },
      aBank({ ...strained, liabilities: [aLiability({ isOverdue: true })] }),
      'ELIGIBILITY_CARD_OVERDUE',
    ],
    [
      'overdue unknown',
      { rule: 'no_card_overdue' },
      aBank({ ...strained, liabilities: [] }),
      'ELIGIBILITY_UNKNOWN',
    ],
    ['exactly the utilisation', { rule: 'max_utilization', atMostRatio: 0.68 }, strained, null],
    [
      'above the utilisation',
      { rule: 'max_utilization', atMostRatio: 0.67 },
      strained,
      'ELIGIBILITY_UTILIZATION',
    ],
    [
      'limit unknown',
      { rule: 'max_utilization', atMostRatio: 0.9 },
      holding(aCard({ limitCents: null })),
      'ELIGIBILITY_UNKNOWN',
    ],
    ['exactly the income', { rule: 'min_monthly_income', atLeastCents: 300_000 }, strained, null],
    [
      'a cent less income',
      { rule: 'min_monthly_income', atLeastCents: 300_001 },
      strained,
      'ELIGIBILITY_INCOME',
    ],
    ['no income seen', { rule: 'min_monthly_income', atLeastCents: 1 }, aBank(), 'ELIGIBILITY_UNKNOWN'],
    [
      'too little saved',
      { rule: 'min_savings_balance', atLeastCents: 100_001 },
      holding(aSavingsAccount()),
      'ELIGIBILITY_SAVINGS',
    ],
    [
      'enough saved',
      { rule: 'min_savings_balance', atLeastCents: 100_000 },
      holding(aSavingsAccount()),
      null,
    ],
    [
      'no subscriptions',
      { rule: 'min_recurring_count', atLeastCount: 1 },
      strained,
      'ELIGIBILITY_RECURRING_COUNT',
    ],
    ['no cover known', { rule: 'min_emergency_fund', atLeastMonths: 3 }, aBank(), 'ELIGIBILITY_UNKNOWN'],
  ];
  test.each(rows)('%s', (_, rule, bank, code) => {
    expect(judge(rule, bank)?.code ?? null).toBe(code);
  });

  test.each(predatoryKinds.map((kind) => [kind]))(
    'a %s is never offered, whatever its rules say',
    (productKind) => {
      expect(checkEligibility({ productKind, eligibility: [] }, factsOf(strained))?.code).toBe(
        'PRODUCT_PREDATORY',
      );
    },
  );
});

describe('approval', () => {
  const { drafts, facts } = draftsOf(strained);
  const refusedWhen = (change: Partial<Draft['recommendation']>) => {
    const [first, ...rest] = drafts;
    if (!first) throw new Error('there are drafts');
    const changed = { ...first, recommendation: { ...first.recommendation, ...change } };
    const { refused, approved } = approveRecommendations([changed, ...rest], facts);
    expect(approved.map(({ value }) => value.topic)).not.toContain(first.recommendation.topic);
    return refused.find(({ topic }) => topic === first.recommendation.topic)?.refusal.code;
  };
  test('sound drafts pass, at most five lessons and three offers', () => {
    const { approved } = approveRecommendations(drafts, facts);
    expect(approved.filter(({ value }) => value.kind === 'education')).toHaveLength(5);
    expect(approved.filter(({ value }) => value.kind === 'offer')).toHaveLength(3);
  });
  test('what the member isn’t eligible for is held back, and a predatory product always', () => {
    const overdue = draftsOf(aBank({ ...strained, liabilities: [aLiability({ isOverdue: true })] }));
    const { approved, refused } = approveRecommendations(overdue.drafts, overdue.facts);
    expect(approved.map(({ value }) => value.topic)).not.toContain('balance_transfer_card');
    expect(refused).toContainEqual({
      kind: 'offer',
      topic: 'balance_transfer_card',
      passed: [],
      refusal: { code: 'ELIGIBILITY_CARD_OVERDUE', found: 1, allowed: 0 },
    });
    const predatory = drafts.map((draft) => ({ ...draft, productKind: 'payday_loan' as const }));
    expect(approveRecommendations(predatory, facts).approved).toEqual([]);
  });

  test.each([
    ['shaming', { rationale: 'Your overspending shows.' }, 'TONE_SHAMING_PHRASE'],
    ['a promise in the title', { title: 'Guaranteed savings' }, 'TONE_PROMISE'],
    ['advice in the summary', { summary: 'You should buy this fund.' }, 'TONE_ADVICE'],
    ['another disclosure', { disclosure: 'Not advice.' }, 'DISCLOSURE_MISSING'],
    ['no evidence', { evidence: [] }, 'RATIONALE_WITHOUT_EVIDENCE'],
    [
      'a number that is none',
      {
        evidence: [
          {
            name: 'balanceCents',
            label: 'x',
            value: Number.NaN,
            unit: 'cents' as const,
            transactionIds: [],
            accountIds: [],
          },
        ],
      },
      'EVIDENCE_NOT_A_NUMBER',
    ],
  ])('%s is held back with its code', (_, change, code) => {
    expect(refusedWhen(change)).toBe(code);
  });
});

describe('tone', () => {
  test.each([
    ['You keep wasting money on takeout.', 'TONE_SHAMING_PHRASE'],
    ['These are poor financial choices.', 'TONE_SHAMING_PHRASE'],
    ['You have no self-control and lack willpower.', 'TONE_SHAMING_PHRASE'],
    ['O​verspending again?', 'TONE_SHAMING_PHRASE'],
    ['Your spending is out of control.', 'TONE_SHAMING_PHRASE'],
    ['You spend way too much on subscriptions.', 'TONE_SHAMING_PHRASE'],
    ['Your spending is excessive.', 'TONE_SHAMING_PHRASE'],
    ['Shame on you for missing a payment.', 'TONE_SHAMING_PHRASE'],
    ['Gastas demasiado en salidas.', 'TONE_SHAMING_PHRASE'],
    ['Eres irresponsable con el dinero.', 'TONE_SHAMING_PHRASE'],
    ['You will save $500 a month.', 'TONE_PROMISE'],
    ['This will definitely raise your score.', 'TONE_PROMISE'],
    ['A risk-free way to earn more.', 'TONE_PROMISE'],
    ['You can’t lose with this account.', 'TONE_PROMISE'],
    ['Ahorro garantizado para ti.', 'TONE_PROMISE'],
    ['You must open this account.', 'TONE_ADVICE'],
    ['We recommend that you sell your shares.', 'TONE_ADVICE'],
    ['Act now, this offer is a limited-time deal.', 'TONE_ADVICE'],
    ['Deberías invertir en acciones.', 'TONE_ADVICE'],
    ['A title loan gets you cash fast.', 'TONE_PREDATORY_PRODUCT'],
    ['LOOK HERE RIGHT NOW PLEASE', 'TONE_SHOUTING'],
  ])('"%s" is held back', (text, code) => {
    expect(checkTone(text)?.code).toBe(code);
  });

  test.each([
    'Paying $2,000 would bring the balance to 28% of the limit.',
    'Using less than 30% of a limit can help a credit score.',
    'Consider setting aside a small amount each month.',
    'You might find it helpful to review your subscriptions.',
    'A habit of checking statements can catch errors early.',
    'Your IRA and your HSA are both in good standing.',
    'This month you spent $320 on groceries, which is similar to last month.',
    'Automatic payments are one way to keep due dates from slipping by.',
    'Here are three ideas that other members found useful.',
    'If you decide to cancel, keep the confirmation.',
    'An emergency fund covers three to six months of expenses.',
    'It will take about five minutes.',
    'What you should know about credit scores.',
    'If you need to pause a plan, look in the account settings.',
    'Payments should arrive by the due date.',
    'Two of your cards carry a balance.',
    'Puedes revisar tus suscripciones cuando quieras.',
    'Apartar un poco cada mes puede ayudar.',
    'Responsible lenders show the full cost up front.',
  ])('"%s" is fine', (text) => {
    expect(checkTone(text)).toBeNull();
  });

  test('everything in the catalogue passes in every language', () => {
    for (const locale of recommendationLocales) {
      const { items, because, factLabels } = wordingOf(locale);
      const texts = [
        ...Object.values(items).flatMap(({ title, summary }) => [title, summary]),
        ...Object.values(because).flatMap(formsOf),
        ...Object.values(factLabels),
      ];
      expect(
        texts.flatMap((text) => (checkTone(text) ? [`${text}: ${checkTone(text)?.found}`] : [])),
      ).toEqual([]);
    }
  });
});

/** The texts of a sentence; `by` names the number that its forms go by and is no text. */
function formsOf(sentence: Sentence): readonly string[] {
  if (typeof sentence === 'string') return [sentence];
  const { by: _, ...forms } = sentence;
  return Object.values(forms);
}

test('everything that a lesson says passes the tone rules in every language', () => {
  const texts = lessons.flatMap(({ title, idea, transcript, captions, facts }) =>
    [
      title,
      idea,
      transcript,
      ...captions.map(({ text }) => text),
      ...facts.flatMap(({ label, ownLabel }) => [label, ownLabel ?? label]),
    ].flatMap((text) => Object.values(text)),
  );
  expect(texts.length).toBeGreaterThan(200);
  expect(texts.flatMap((text) => (checkTone(text) ? [`${text}: ${checkTone(text)?.found}`] : []))).toEqual(
    [],
  );
});

describe('the catalogue', () => {
  test('has five lessons a persona, five basics, ten offers or more, each with a reason', () => {
    for (const persona of [
      'high_utilization',
      'variable_income',
      'subscription_heavy',
      'savings_builder',
      'general',
    ]) {
      expect(educationItems.filter((item) => item.persona === persona).length).toBeGreaterThanOrEqual(5);
      expect(partnerOffers.some((offer) => offer.personas.some((one) => one === persona))).toBe(true);
    }
    expect(partnerOffers.length).toBeGreaterThanOrEqual(10);
    for (const { because } of [...educationItems, ...partnerOffers])
      expect(because.length).toBeGreaterThan(0);
  });
  test('is worded in every language, nothing more and nothing less', () => {
    const topics = [
      ...educationItems.map(({ topic }) => topic),
      ...partnerOffers.map(({ code }) => code),
    ].sort();
    for (const locale of recommendationLocales)
      expect(Object.keys(wordingOf(locale).items).sort()).toEqual(topics);
  });
  test('offers nothing predatory', () => {
    for (const { productKind } of partnerOffers) expect(predatoryKinds).not.toContain(productKind);
    expect(productKinds).toEqual(expect.arrayContaining([...predatoryKinds]));
  });
});

test('the disclosure is word for word', () => {
  expect(disclosure).toBe(
    'This is educational content, not financial advice. Consult a licensed advisor for personalized guidance.',
  );
});
