import { describe, expect, test } from 'vitest';
import { type BecauseCode, becauseCodes, type Fact, type FactName, factNames } from './because.ts';
import { formatFact, type RecommendationLocale, renderRationale } from './render-rationale.ts';

function unitOf(name: FactName): Fact['unit'] {
  const [, unit] = /(Cents|Ratio|Months|Days|Count)$/.exec(name) ?? [];
  return unit?.toLowerCase() as Fact['unit'];
}

/** A reason of which every number is `value` in its unit. */
function saying(code: BecauseCode, value: number, locale: RecommendationLocale) {
  const facts = Object.fromEntries(
    factNames.map((name) => [
      name,
      { value: name === 'windowDays' ? 30 : value, unit: unitOf(name), transactionIds: [], accountIds: [] },
    ]),
  );
  const words = { card: { brand: null, mask: null }, merchant: 'Cinebox' };
  return renderRationale({ code, facts, words, strength: 1 }, { locale, currency: 'USD' });
}

const sentence = (code: BecauseCode, value: number, locale: RecommendationLocale) =>
  saying(code, value, locale).rationale;

const numbersIn = (text: string): readonly string[] => text.match(/\d[\d.,]*\d|\d/g) ?? [];

describe.each(['en', 'es'] as const)('in %s', (locale) => {
  test.each(becauseCodes)(
    'every number of %s stands in its evidence, for none, one, two and many',
    (code) => {
      for (const value of [0, 0.04, 0.6, 0.97, 1, 2, 11, 1_000_000]) {
        const { rationale, evidence } = saying(code, value, locale);
        const traced = evidence.flatMap((one) => numbersIn(formatFact(one, { locale, currency: 'USD' })));
        expect(evidence.length).toBeGreaterThan(0);
        expect(numbersIn(rationale), rationale).toEqual(traced);
      }
    },
  );

  test.each(becauseCodes)('%s cites the same numbers in the same order, whatever the form', (code) => {
    const labels = [0, 1, 2].map((value) => saying(code, value, locale).evidence.map(({ label }) => label));
    expect(labels[1]).toEqual(labels[0]);
    expect(labels[2]).toEqual(labels[0]);
  });
});

describe('one and more than one are told apart', () => {
  test.each([
    ['cards_owed', 'en', 1, 'You have a balance of $0.01 on 1 credit card.'],
    ['cards_owed', 'en', 2, 'Your balances add up to $0.02 on 2 credit cards.'],
    ['cards_owed', 'es', 1, 'Tienes un saldo de $0.01 en 1 tarjeta de crédito.'],
    ['cards_owed', 'es', 2, 'Tus saldos suman $0.02 en 2 tarjetas de crédito.'],
    ['overdue', 'en', 1, 'Your bank marks 1 card as overdue.'],
    ['overdue', 'en', 2, 'Your bank marks 2 cards as overdue.'],
    ['overdue', 'es', 1, 'Tu banco marca 1 tarjeta como vencida.'],
    ['overdue', 'es', 2, 'Tu banco marca 2 tarjetas como vencidas.'],
    ['recurring_total', 'en', 1, 'You have 1 active subscription, which took $0.01 over the last 30 days.'],
    [
      'recurring_total',
      'es',
      2,
      'Tienes 2 suscripciones activas, que juntas costaron $0.02 en los últimos 30 días.',
    ],
    ['pay_gap_only', 'en', 1, 'Your paydays are about 1 day apart.'],
    ['pay_gap_only', 'es', 1, 'Entre un día de pago y el siguiente pasa alrededor de 1 día.'],
    ['pay_gap_only', 'es', 2, 'Entre un día de pago y el siguiente pasan alrededor de 2 días.'],
    ['emergency_months', 'en', 1, 'Your savings cover about 1 month of your spending.'],
    ['emergency_months', 'es', 1, 'Tus ahorros cubren alrededor de 1 mes de tus gastos.'],
    ['emergency_months', 'es', 2, 'Tus ahorros cubren alrededor de 2 meses de tus gastos.'],
    ['accounts_seen', 'en', 1, 'We can see 1 account of yours.'],
    ['accounts_seen', 'es', 1, 'Vemos 1 cuenta tuya.'],
  ] as const)('%s in %s with %s', (code, locale, value, expected) => {
    expect(sentence(code, value, locale)).toBe(expected);
  });

  test('by the number as it is shown: 0.97 months are one, 0.02 none, and neither is less than none', () => {
    expect(sentence('emergency_months', 0.97, 'en')).toBe(
      'Your savings cover about 1 month of your spending.',
    );
    expect(sentence('emergency_months', 0.02, 'en')).toBe('Your savings cover 0 months of your spending.');
    expect(sentence('emergency_months', -0.02, 'es')).toBe('Tus ahorros cubren 0 meses de tus gastos.');
  });
});
