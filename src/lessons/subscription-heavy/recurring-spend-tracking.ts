import { captionPair, type Lesson, standingExclusions } from '../lesson.ts';
import { threeScenes } from '../storyboard.ts';
import { cents, dollars, workedValue } from '../worked-value.ts';

export const recurringSpendTracking: Lesson = {
  persona: 'subscription_heavy',
  topic: 'recurring_spend_tracking',
  version: 2,
  title: { en: 'A month of charges', es: 'Un mes de cobros' },
  idea: {
    en: 'See what leaves each month and add it up: here it is {total}.',
    es: 'Mira lo que sale cada mes y súmalo: aquí son {total}.',
  },
  given: {
    none: dollars(0),
    first: dollars(15),
    second: dollars(12),
    third: dollars(45),
    fourth: dollars(10),
    fifth: dollars(28),
  },
  derive: (given) => {
    const sumOf = (...names: readonly string[]) =>
      cents(names.reduce((sum, name) => sum + workedValue(given, name).amount, 0));
    return {
      sumOfTwo: sumOf('first', 'second'),
      sumOfThree: sumOf('first', 'second', 'third'),
      sumOfFour: sumOf('first', 'second', 'third', 'fourth'),
      total: sumOf('first', 'second', 'third', 'fourth', 'fifth'),
    };
  },
  prompt: {
    scene: 'A wide month of small blank day tiles lies on a calm ground.',
    metaphor: 'One after the other five tiles light up and rise a little, like windows in the evening.',
    palette: 'near-white lilac ground, pale tiles, violet and warm lights',
    motion: 'tiles light up from the first to the last week with a steady rhythm; locked camera',
    mood: 'calm, curious, minimal flat motion graphics',
    exclusions: standingExclusions,
  },
  storyboard: {
    durationMs: 8000,
    mechanism: 'When a charge leaves, its day lights up and the sum grows.',
    layout: 'wide',
    scenes: threeScenes({
      hook: 'A month of blank days; the first charge lights up.',
      change: 'Charge after charge lights up with its amount, and the sum counts up.',
      payoff: 'Five lit days; the sum stands large.',
    }),
    picture: {
      kind: 'lit_calendar',
      values: {
        first: 'first',
        second: 'second',
        third: 'third',
        fourth: 'fourth',
        fifth: 'fifth',
      },
      labels: {},
    },
    number: {
      from: 'none',
      to: 'total',
      startMs: 300,
      endMs: 3700,
      stops: [
        { atMs: 150, value: 'first' },
        { atMs: 930, value: 'sumOfTwo' },
        { atMs: 1710, value: 'sumOfThree' },
        { atMs: 2490, value: 'sumOfFour' },
        { atMs: 3270, value: 'total' },
      ],
      label: { en: 'a month', es: 'al mes' },
    },
    line: { en: 'See what leaves, then add it up.', es: 'Mira lo que sale y súmalo.' },
    lineMs: 4000,
  },
  captions: captionPair(
    {
      en: '{first}, {second}, {third}, {fourth}, {fifth}: each on its own day.',
      es: '{first}, {second}, {third}, {fourth}, {fifth}: cada uno en su día.',
    },
    {
      en: 'Together {total} leave in a month. Now you know.',
      es: 'Juntos son {total} al mes. Ahora lo sabes.',
    },
  ),
  transcript: {
    en: "A month's calendar lies blank; the sum is {none}. One day after the other lights up with its charge: {first}, {second}, {third}, {fourth} and {fifth}. Together {total} leave in the month. See what leaves, then add it up.",
    es: 'El calendario de un mes está en blanco; la suma es {none}. Un día tras otro se enciende con su cobro: {first}, {second}, {third}, {fourth} y {fifth}. Juntos salen {total} en el mes. Mira lo que sale y súmalo.',
  },
  facts: [
    { label: { en: 'Week one', es: 'Primera semana' }, value: 'first' },
    { label: { en: 'Then', es: 'Luego' }, value: 'second' },
    { label: { en: 'Mid-month', es: 'Mediados de mes' }, value: 'third' },
    { label: { en: 'Then', es: 'Luego' }, value: 'fourth' },
    { label: { en: 'Last week', es: 'Última semana' }, value: 'fifth' },
    { label: { en: 'Every month', es: 'Cada mes' }, value: 'total' },
  ],
};
