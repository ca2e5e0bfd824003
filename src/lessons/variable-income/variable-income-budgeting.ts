import { captionPair, type Lesson, standingExclusions } from '../lesson.ts';
import { threeScenes } from '../storyboard.ts';
import { cents, dollars, percent, workedValue } from '../worked-value.ts';

export const variableIncomeBudgeting: Lesson = {
  persona: 'variable_income',
  topic: 'variable_income_budgeting',
  version: 2,
  title: { en: 'A budget for uneven pay', es: 'Un presupuesto para ingresos variables' },
  idea: {
    en: 'Budget in percent, not dollars: {needs} / {wants} / {savings} of whatever comes.',
    es: 'Presupuesta en porcentajes, no en dólares: {needs} / {wants} / {savings} de lo que llegue.',
  },
  given: {
    needs: percent(50),
    wants: percent(30),
    savings: percent(20),
    incomeFirst: dollars(2000),
    incomeSecond: dollars(3600),
    incomeThird: dollars(2600),
    incomeLast: dollars(4000),
  },
  derive: (given) => {
    const share = workedValue(given, 'savings').amount;
    return {
      savedFirst: cents(workedValue(given, 'incomeFirst').amount * share),
      savedLast: cents(workedValue(given, 'incomeLast').amount * share),
    };
  },
  prompt: {
    scene: 'Four bars of different height stand on a calm ground, like four months of pay.',
    metaphor:
      'Two thin lines sweep across and cut every bar in the same three shares; the shares part a little and take their colours.',
    palette: 'near-white ground; blue, teal and golden shares',
    motion: 'bars grow at once, the cuts sweep from left to right with a short stagger; locked camera',
    mood: 'clear, fair, steady, minimal flat motion graphics',
    exclusions: standingExclusions,
  },
  storyboard: {
    durationMs: 8000,
    mechanism: 'When a month brings more, every share grows with it.',
    layout: 'wide',
    scenes: threeScenes({
      hook: 'Four months of pay as bars of different height grow.',
      change: 'Each bar is cut in the same three shares, one after the other; the savings share counts up.',
      payoff: 'All bars carry the same shares, named once beside the last.',
    }),
    picture: {
      kind: 'shared_bars',
      values: {
        needs: 'needs',
        wants: 'wants',
        savings: 'savings',
        incomeFirst: 'incomeFirst',
        incomeSecond: 'incomeSecond',
        incomeThird: 'incomeThird',
        incomeLast: 'incomeLast',
      },
      labels: {
        needs: { en: 'needs', es: 'lo básico' },
        wants: { en: 'wants', es: 'gustos' },
        savings: { en: 'savings', es: 'ahorro' },
      },
    },
    number: {
      from: 'savedFirst',
      to: 'savedLast',
      startMs: 1600,
      endMs: 3800,
      label: { en: 'to savings', es: 'al ahorro' },
    },
    line: { en: 'Budget in percent, not in dollars.', es: 'Presupuesta en porcentajes, no en dólares.' },
    lineMs: 4000,
  },
  captions: captionPair(
    {
      en: 'Pay changes. {needs} / {wants} / {savings} stays the same.',
      es: 'El ingreso cambia. {needs} / {wants} / {savings} no.',
    },
    {
      en: '{savings} is {savedFirst} in a lean month, {savedLast} in a good one.',
      es: 'El {savings} son {savedFirst} o {savedLast}, según el mes.',
    },
  ),
  transcript: {
    en: 'Four bars show four months of pay: {incomeFirst}, {incomeSecond}, {incomeThird} and {incomeLast}. Each is cut in the same shares: {needs} for needs, {wants} for wants, {savings} for savings. In the leanest month the savings share is {savedFirst}, in the best one {savedLast}. Budget in percent, not in dollars.',
    es: 'Cuatro barras muestran cuatro meses de ingresos: {incomeFirst}, {incomeSecond}, {incomeThird} y {incomeLast}. Cada una se corta en las mismas partes: {needs} para lo básico, {wants} para gustos, {savings} para ahorro. En el mes más flojo el ahorro es {savedFirst}; en el mejor, {savedLast}. Presupuesta en porcentajes, no en dólares.',
  },
  facts: [
    { label: { en: 'Needs', es: 'Lo básico' }, value: 'needs' },
    { label: { en: 'Wants', es: 'Gustos' }, value: 'wants' },
    { label: { en: 'Savings', es: 'Ahorro' }, value: 'savings' },
    { label: { en: 'Saved of {incomeFirst}', es: 'Ahorro de {incomeFirst}' }, value: 'savedFirst' },
    { label: { en: 'Saved of {incomeLast}', es: 'Ahorro de {incomeLast}' }, value: 'savedLast' },
  ],
};
