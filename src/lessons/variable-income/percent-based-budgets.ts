import { captionPair, type Lesson, standingExclusions } from '../lesson.ts';
import { threeScenes } from '../storyboard.ts';
import { cents, dollars, percent, workedValue } from '../worked-value.ts';

export const percentBasedBudgets: Lesson = {
  persona: 'variable_income',
  topic: 'percent_based_budgets',
  version: 2,
  title: { en: 'Slices that scale', es: 'Porciones a escala' },
  idea: {
    en: 'When income grows, keep the slices: {needs} / {wants} / {savings}.',
    es: 'Cuando el ingreso crece, conserva las porciones: {needs} / {wants} / {savings}.',
  },
  given: {
    needs: percent(50),
    wants: percent(30),
    savings: percent(20),
    incomeLow: dollars(2000),
    incomeHigh: dollars(4000),
  },
  derive: (given) => {
    const savings = workedValue(given, 'savings').amount;
    return {
      savedLow: cents(workedValue(given, 'incomeLow').amount * savings),
      savedHigh: cents(workedValue(given, 'incomeHigh').amount * savings),
    };
  },
  prompt: {
    scene: 'A round pie of three coloured slices floats in a calm space.',
    metaphor: 'The pie grows to twice its area and every slice keeps its share.',
    palette: 'near-white ground; blue, teal and golden slices',
    motion: 'the slices open a little, the pie grows in one smooth breath and closes again; locked camera',
    mood: 'simple, friendly, minimal flat motion graphics',
    exclusions: standingExclusions,
  },
  storyboard: {
    durationMs: 8000,
    mechanism: 'When the pie grows, every slice keeps its share.',
    layout: 'left',
    scenes: threeScenes({
      hook: 'A small pie of three slices turns into place.',
      change: 'The area of the pie grows with the income as it counts up; the slices keep their angle.',
      payoff: 'The large pie carries its three shares.',
    }),
    picture: {
      kind: 'scaling_pie',
      values: {
        needs: 'needs',
        wants: 'wants',
        savings: 'savings',
        incomeLow: 'incomeLow',
        incomeHigh: 'incomeHigh',
      },
      labels: {
        needs: { en: 'needs', es: 'lo básico' },
        wants: { en: 'wants', es: 'gustos' },
        savings: { en: 'savings', es: 'ahorro' },
      },
    },
    number: {
      from: 'incomeLow',
      to: 'incomeHigh',
      startMs: 1500,
      endMs: 3800,
      label: { en: 'a month', es: 'al mes' },
    },
    line: { en: 'Bigger pie, same slices.', es: 'Pastel más grande, mismas porciones.' },
    lineMs: 4000,
  },
  captions: captionPair(
    {
      en: '{incomeLow}: {needs} needs, {wants} wants, {savings} savings.',
      es: '{incomeLow}: {needs} básico, {wants} gustos, {savings} ahorro.',
    },
    {
      en: '{incomeHigh}: the same slices, and {savedHigh} saved.',
      es: '{incomeHigh}: las mismas porciones, {savedHigh} de ahorro.',
    },
  ),
  transcript: {
    en: 'A pie of three slices stands for an income of {incomeLow}: {needs} for needs, {wants} for wants, {savings} for savings, which is {savedLow}. The pie grows to {incomeHigh}, and every slice keeps its share: savings are now {savedHigh}. A bigger pie, the same slices.',
    es: 'Un pastel de tres porciones es un ingreso de {incomeLow}: {needs} para lo básico, {wants} para gustos, {savings} para ahorro, que son {savedLow}. El pastel crece a {incomeHigh} y cada porción conserva su parte: el ahorro ahora es {savedHigh}. Un pastel más grande, las mismas porciones.',
  },
  facts: [
    { label: { en: 'Needs', es: 'Lo básico' }, value: 'needs' },
    { label: { en: 'Wants', es: 'Gustos' }, value: 'wants' },
    { label: { en: 'Savings', es: 'Ahorro' }, value: 'savings' },
    { label: { en: 'Savings of {incomeLow}', es: 'Ahorro de {incomeLow}' }, value: 'savedLow' },
    { label: { en: 'Savings of {incomeHigh}', es: 'Ahorro de {incomeHigh}' }, value: 'savedHigh' },
  ],
};
