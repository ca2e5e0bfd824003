import { captionPair, type Lesson, standingExclusions } from '../lesson.ts';
import { threeScenes } from '../storyboard.ts';
import { cents, days, dollars, percent, workedValue } from '../worked-value.ts';

export const interestCalculation: Lesson = {
  persona: 'high_utilization',
  topic: 'interest_calculation',
  version: 2,
  title: { en: 'Interest, day by day', es: 'Intereses, día a día' },
  idea: {
    en: 'Interest is counted every day: {balance} at {rate} is {daily} a day.',
    es: 'Los intereses se cuentan cada día: {balance} al {rate} son {daily} al día.',
  },
  given: { balance: dollars(3000), rate: percent(24), daysInYear: days(365), daysShown: days(30) },
  derive: (given) => {
    const yearlyCents = workedValue(given, 'balance').amount * workedValue(given, 'rate').amount;
    const dailyCents = yearlyCents / workedValue(given, 'daysInYear').amount;
    return {
      daily: cents(dailyCents),
      total: cents(dailyCents * workedValue(given, 'daysShown').amount),
    };
  },
  prompt: {
    scene: 'A large round dial with thirty small marks hangs in a calm space.',
    metaphor:
      'A hand passes from mark to mark; each one lights up and a tiny token drops onto a growing pile.',
    palette: 'near-white ground, ink dial, amber lights',
    motion: 'a steady tick from mark to mark, slightly faster in the middle, then rest; locked camera',
    mood: 'matter-of-fact, gentle, minimal flat motion graphics',
    exclusions: standingExclusions,
  },
  storyboard: {
    durationMs: 8000,
    mechanism: 'When a day passes, one more mark lights up and the interest grows by a day.',
    layout: 'right',
    scenes: threeScenes({
      hook: 'A dial of {daysShown} days; the first mark lights up.',
      change: 'The hand walks round, mark after mark lights up, the amount counts up.',
      payoff: 'The ring of a whole month is lit; the closing line stands beside it.',
    }),
    picture: {
      kind: 'daily_counter',
      values: { balance: 'balance', rate: 'rate', daysShown: 'daysShown' },
      labels: {},
    },
    number: {
      from: 'daily',
      to: 'total',
      startMs: 1300,
      endMs: 3800,
      label: { en: 'a day', es: 'al día' },
      labelAfter: { en: 'in {daysShown} days', es: 'en {daysShown} días' },
    },
    line: { en: 'Pay sooner, and fewer days count.', es: 'Paga antes y cuentan menos días.' },
    lineMs: 4000,
  },
  captions: captionPair(
    {
      en: '{balance} at {rate}: {daily} of interest each day.',
      es: '{balance} al {rate}: {daily} de interés cada día.',
    },
    {
      en: 'In {daysShown} days that is {total}. Sooner can cost less.',
      es: 'En {daysShown} días son {total}. Antes puede costar menos.',
    },
  ),
  transcript: {
    en: 'A dial has {daysShown} marks, one for each day. A balance of {balance} at {rate} a year, divided by {daysInYear} days, costs {daily} a day. The hand goes round, mark by mark, and the interest grows to {total} in {daysShown} days. Paying sooner means that fewer days count.',
    es: 'Un reloj tiene {daysShown} marcas, una por día. Un saldo de {balance} al {rate} anual, dividido entre {daysInYear} días, cuesta {daily} al día. La aguja avanza marca por marca y el interés llega a {total} en {daysShown} días. Pagar antes significa que cuentan menos días.',
  },
  facts: [
    { label: { en: 'Balance', es: 'Saldo' }, value: 'balance' },
    { label: { en: 'Rate a year', es: 'Tasa anual' }, value: 'rate' },
    { label: { en: 'Days in a year', es: 'Días del año' }, value: 'daysInYear' },
    { label: { en: 'Interest a day', es: 'Interés al día' }, value: 'daily' },
    { label: { en: 'In {daysShown} days', es: 'En {daysShown} días' }, value: 'total' },
  ],
};
