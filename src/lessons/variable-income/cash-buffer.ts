import { captionPair, type Lesson, standingExclusions } from '../lesson.ts';
import { threeScenes } from '../storyboard.ts';
import { cents, dollars, months, workedValue } from '../worked-value.ts';

export const cashBuffer: Lesson = {
  persona: 'variable_income',
  topic: 'cash_buffer',
  version: 2,
  title: { en: 'A buffer for lean months', es: 'Un colchón para meses flojos' },
  idea: {
    en: 'Fill a buffer of {low} to {high} months of expenses, and draw on it in a lean month.',
    es: 'Llena un colchón de {low} a {high} meses de gastos y úsalo en un mes flojo.',
  },
  given: { monthlyExpenses: dollars(2500), low: months(1), high: months(2) },
  derive: (given) => {
    const monthlyCents = workedValue(given, 'monthlyExpenses').amount;
    return {
      bufferLow: cents(monthlyCents * workedValue(given, 'low').amount),
      bufferHigh: cents(monthlyCents * workedValue(given, 'high').amount),
    };
  },
  prompt: {
    scene: 'A round glass water tank on slim legs stands on a calm ground, a small tap above it.',
    metaphor: 'Water pours in and the level rises past a first mark to a second one.',
    palette: 'warm near-white ground, blue-teal water, ink marks',
    motion: 'a steady pour, a gentle wave, then a still surface and one drop; locked camera',
    mood: 'calm, dependable, minimal flat motion graphics',
    exclusions: standingExclusions,
  },
  storyboard: {
    durationMs: 8000,
    mechanism: 'When a good month pours in, the level rises to the marks that a lean month can draw on.',
    layout: 'right',
    scenes: threeScenes({
      hook: 'A tank on legs, filled to its first mark; water begins to pour.',
      change:
        'The level rises past the mark of {low} month to that of {high} months while the amount counts up.',
      payoff: 'The level rests at the upper mark; a lean month may draw on it.',
    }),
    picture: {
      kind: 'water_tank',
      values: { low: 'low', high: 'high' },
      labels: { month: { en: 'mo.', es: 'mes' }, months: { en: 'mo.', es: 'meses' } },
    },
    number: {
      from: 'bufferLow',
      to: 'bufferHigh',
      startMs: 1500,
      endMs: 3800,
      label: { en: 'set aside', es: 'guardado' },
    },
    line: { en: 'Fill up now, draw in lean months.', es: 'Llena ahora, usa en meses flojos.' },
    lineMs: 4000,
  },
  captions: captionPair(
    {
      en: '{low} month of expenses is {bufferLow} in the tank.',
      es: '{low} mes de gastos: {bufferLow} en el tanque.',
    },
    {
      en: '{high} months, {bufferHigh}, can carry a lean month.',
      es: '{high} meses, {bufferHigh}, pueden cubrir un mes flojo.',
    },
  ),
  transcript: {
    en: 'A water tank has two marks. Water pours in and the level rises from the first, {low} month of expenses or {bufferLow}, to the second, {high} months or {bufferHigh}. With expenses of {monthlyExpenses} a month, a filled tank can carry you through a lean month; a good month fills it again.',
    es: 'Un tanque de agua tiene dos marcas. Entra agua y el nivel sube de la primera, {low} mes de gastos o {bufferLow}, a la segunda, {high} meses o {bufferHigh}. Con gastos de {monthlyExpenses} al mes, un tanque lleno puede sostenerte en un mes flojo; uno bueno lo llena otra vez.',
  },
  facts: [
    { label: { en: 'Expenses in a month', es: 'Gastos de un mes' }, value: 'monthlyExpenses' },
    { label: { en: 'First mark, months', es: 'Primera marca, meses' }, value: 'low' },
    { label: { en: 'First mark', es: 'Primera marca' }, value: 'bufferLow' },
    { label: { en: 'Second mark, months', es: 'Segunda marca, meses' }, value: 'high' },
    { label: { en: 'Second mark', es: 'Segunda marca' }, value: 'bufferHigh' },
  ],
};
