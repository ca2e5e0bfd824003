import { captionPair, type Lesson, standingExclusions } from '../lesson.ts';
import { threeScenes } from '../storyboard.ts';
import { cents, dollars, months, percent, workedValue, years } from '../worked-value.ts';

export const savingsRateOptimization: Lesson = {
  persona: 'savings_builder',
  topic: 'savings_rate_optimization',
  version: 2,
  title: { en: 'What a slider can do', es: 'Lo que mueve un control' },
  idea: {
    en: 'On {pay} a month, {rateLow} is {savedLow} and {rateHigh} is {savedHigh} a month.',
    es: 'Con {pay} al mes, el {rateLow} son {savedLow} y el {rateHigh} son {savedHigh} al mes.',
  },
  given: {
    pay: dollars(3000),
    rateLow: percent(5),
    rateHigh: percent(20),
    termShort: years(1),
    termMiddle: years(5),
    termLong: years(10),
    monthsInYear: months(12),
  },
  derive: (given) => {
    const amount = (name: string) => workedValue(given, name).amount;
    const saved = (rate: string) => amount('pay') * amount(rate);
    const after = (term: string) => cents(saved('rateHigh') * amount('monthsInYear') * amount(term));
    return {
      savedLow: cents(saved('rateLow')),
      savedHigh: cents(saved('rateHigh')),
      totalShort: after('termShort'),
      totalMiddle: after('termMiddle'),
      totalLong: after('termLong'),
    };
  },
  prompt: {
    scene: 'A wide slider lies under three columns of different height.',
    metaphor: 'The knob moves to the right and all three columns grow in proportion.',
    palette: 'near-white mint ground, blue slider, green columns',
    motion: 'one smooth slide, columns follow with a slight delay, then rest; locked camera',
    mood: 'hopeful, clear, minimal flat motion graphics',
    exclusions: standingExclusions,
  },
  storyboard: {
    durationMs: 8000,
    mechanism: 'When the slider moves, all three futures grow in proportion.',
    layout: 'wide',
    scenes: threeScenes({
      hook: 'A slider at {rateLow} under three low columns.',
      change:
        'The knob moves right; the columns for {termShort}, {termMiddle} and {termLong} years grow with it.',
      payoff: 'The slider rests at {rateHigh}; the columns carry their sums.',
    }),
    picture: {
      kind: 'savings_slider',
      values: {
        rateLow: 'rateLow',
        rateHigh: 'rateHigh',
        termShort: 'termShort',
        termMiddle: 'termMiddle',
        termLong: 'termLong',
        totalShort: 'totalShort',
        totalMiddle: 'totalMiddle',
        totalLong: 'totalLong',
      },
      labels: { year: { en: 'yr', es: 'año' }, years: { en: 'yr', es: 'años' } },
    },
    number: {
      from: 'savedLow',
      to: 'savedHigh',
      startMs: 1500,
      endMs: 3700,
      label: { en: 'saved monthly', es: 'al mes' },
    },
    line: { en: 'A small slide adds up over years.', es: 'Un pequeño cambio suma con los años.' },
    lineMs: 4000,
  },
  captions: captionPair(
    { en: '{rateLow} of {pay} is {savedLow} a month.', es: 'El {rateLow} de {pay} son {savedLow} al mes.' },
    {
      en: 'At {rateHigh} it is {savedHigh}: {totalLong} set aside in {termLong} years.',
      es: 'Al {rateHigh} son {savedHigh}: {totalLong} en {termLong} años.',
    },
  ),
  transcript: {
    en: 'A slider stands at {rateLow} of {pay} a month: {savedLow}. It moves to {rateHigh}: {savedHigh} a month. Three columns grow with it: {totalShort} after {termShort} year, {totalMiddle} after {termMiddle} years, {totalLong} after {termLong} years, without counting interest. A small slide adds up over years.',
    es: 'Un control está en el {rateLow} de {pay} al mes: {savedLow}. Se mueve al {rateHigh}: {savedHigh} al mes. Tres columnas crecen con él: {totalShort} en {termShort} año, {totalMiddle} en {termMiddle} años, {totalLong} en {termLong} años, sin contar intereses. Un pequeño cambio suma con los años.',
  },
  facts: [
    { label: { en: '{rateLow} of {pay}', es: '{rateLow} de {pay}' }, value: 'savedLow' },
    { label: { en: '{rateHigh} of {pay}', es: '{rateHigh} de {pay}' }, value: 'savedHigh' },
    { label: { en: 'After {termShort} year', es: 'En {termShort} año' }, value: 'totalShort' },
    { label: { en: 'After {termMiddle} years', es: 'En {termMiddle} años' }, value: 'totalMiddle' },
    { label: { en: 'After {termLong} years', es: 'En {termLong} años' }, value: 'totalLong' },
  ],
};
