import type { Lesson } from '../lesson.ts';
import { standingExclusions } from '../lesson.ts';
import { threeScenes } from '../storyboard.ts';
import { cents, dollars, months, workedValue } from '../worked-value.ts';

export const emergencyFundBasics: Lesson = {
  persona: 'variable_income',
  topic: 'emergency_fund_basics',
  version: 2,
  title: { en: 'A safety net for lean months', es: 'Una red para los meses flojos' },
  idea: {
    en: 'Aim for {monthsLow} to {monthsHigh} months of expenses, one deposit at a time.',
    es: 'Apunta a {monthsLow} a {monthsHigh} meses de gastos, un depósito a la vez.',
  },
  given: { monthlyExpenses: dollars(2500), monthsLow: months(3), monthsHigh: months(6) },
  derive: (given) => {
    const monthlyCents = workedValue(given, 'monthlyExpenses').amount;
    return {
      fundLow: cents(monthlyCents * workedValue(given, 'monthsLow').amount),
      fundHigh: cents(monthlyCents * workedValue(given, 'monthsHigh').amount),
    };
  },
  prompt: {
    scene: 'Two slim poles with a small net between them under a wide, quiet sky.',
    metaphor: 'Round tokens fall softly into the net; with each one the poles move apart and the net widens.',
    palette: 'warm off-white ground, teal net, golden tokens, ink poles',
    motion: 'three soft landings, the net dips and springs back, then everything rests; locked camera',
    mood: 'reassuring, playful, minimal flat motion graphics',
    exclusions: standingExclusions,
  },
  storyboard: {
    durationMs: 8000,
    mechanism: 'When a month of expenses is saved, the net grows by one month.',
    layout: 'left',
    scenes: threeScenes(
      {
        hook: 'A small net between two poles; a golden coin falls into it.',
        change: 'Coin after coin lands, the net dips and widens, one month for each coin.',
        payoff:
          'The net is wide; marks show {monthsLow} and {monthsHigh} months; the closing line stands beside it.',
      },
      4200,
    ),
    picture: {
      kind: 'safety_net',
      values: { monthsLow: 'monthsLow', monthsHigh: 'monthsHigh' },
      labels: {},
    },
    number: {
      from: 'monthlyExpenses',
      to: 'fundHigh',
      startMs: 1500,
      endMs: 4200,
      inStepsOf: 'monthlyExpenses',
      label: { en: 'saved', es: 'guardado' },
    },
    line: {
      en: 'Save {monthsLow} to {monthsHigh} months of expenses.',
      es: 'Guarda {monthsLow} a {monthsHigh} meses de gastos.',
    },
    lineMs: 4000,
  },
  captions: [
    {
      startMs: 0,
      endMs: 3900,
      text: {
        en: 'One month of expenses: {monthlyExpenses}. Deposits widen the net.',
        es: 'Un mes de gastos: {monthlyExpenses}. Cada depósito amplía la red.',
      },
    },
    {
      startMs: 4000,
      endMs: 8000,
      text: {
        en: 'A full net is {monthsLow} to {monthsHigh} months: {fundLow} to {fundHigh}.',
        es: 'Red completa: {monthsLow} a {monthsHigh} meses, {fundLow} a {fundHigh}.',
      },
    },
  ],
  transcript: {
    en: 'A small safety net hangs between two poles. Coins fall in, each one a month of expenses, {monthlyExpenses} in this example, and with each the net grows wider. At {monthsLow} months it holds {fundLow}; at {monthsHigh} months {fundHigh}. {monthsLow} to {monthsHigh} months of expenses can carry you through a lean time.',
    es: 'Una pequeña red cuelga entre dos postes. Caen monedas, cada una es un mes de gastos, {monthlyExpenses} en este ejemplo, y con cada una la red se hace más ancha. Con {monthsLow} meses guarda {fundLow}; con {monthsHigh} meses, {fundHigh}. De {monthsLow} a {monthsHigh} meses de gastos pueden sostenerte en una época floja.',
  },
  facts: [
    { label: { en: 'Expenses in a month', es: 'Gastos de un mes' }, value: 'monthlyExpenses' },
    { label: { en: 'First goal, months', es: 'Primera meta, meses' }, value: 'monthsLow' },
    { label: { en: 'First goal', es: 'Primera meta' }, value: 'fundLow' },
    { label: { en: 'Full net, months', es: 'Red completa, meses' }, value: 'monthsHigh' },
    { label: { en: 'Full net', es: 'Red completa' }, value: 'fundHigh' },
  ],
};
