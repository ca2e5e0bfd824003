import { captionPair, type Lesson, standingExclusions } from '../lesson.ts';
import { threeScenes } from '../storyboard.ts';
import { cents, dollars, percent, workedValue } from '../worked-value.ts';

export const hysaComparison: Lesson = {
  persona: 'savings_builder',
  topic: 'hysa_comparison',
  version: 2,
  title: { en: 'Same money, two banks', es: 'El mismo dinero, dos bancos' },
  idea: {
    en: '{balance} for a year earns {earnedHigh} at {rateHigh} and {earnedLow} at {rateLow}.',
    es: '{balance} en un año ganan {earnedHigh} al {rateHigh} y {earnedLow} al {rateLow}.',
  },
  given: { balance: dollars(10000), rateHigh: percent(4), rateLow: percent(0.4) },
  derive: (given) => {
    const earned = (rate: string) =>
      cents(workedValue(given, 'balance').amount * workedValue(given, rate).amount);
    return { earnedLow: earned('rateLow'), earnedHigh: earned('rateHigh') };
  },
  prompt: {
    scene: 'Two small bank houses stand side by side, each with a glass tube beside it.',
    metaphor: 'Both tubes fill at the same time; one stops at a finger, the other rises ten times as high.',
    palette: 'near-white mint ground, grey and blue houses, green liquid',
    motion: 'both rise together, one stops early, the other keeps on and settles; locked camera',
    mood: 'clear, fair, minimal flat motion graphics',
    exclusions: standingExclusions,
  },
  storyboard: {
    durationMs: 8000,
    mechanism: 'When the rate is higher, the tube rises higher in proportion.',
    layout: 'left',
    scenes: threeScenes({
      hook: 'Two banks with empty tubes; both begin to fill.',
      change: 'One tube stops near the ground, the other rises on while the number counts.',
      payoff: 'Both tubes to scale, each with its rate.',
    }),
    picture: {
      kind: 'two_meters',
      values: { rateLow: 'rateLow', rateHigh: 'rateHigh', earnedLow: 'earnedLow', earnedHigh: 'earnedHigh' },
      labels: {},
    },
    number: {
      from: 'earnedLow',
      to: 'earnedHigh',
      startMs: 1700,
      endMs: 3800,
      label: { en: 'a year', es: 'al año' },
    },
    line: { en: 'Same money. Compare the rate.', es: 'El mismo dinero. Compara la tasa.' },
    lineMs: 4000,
  },
  captions: captionPair(
    {
      en: '{balance} at {rateLow} earns {earnedLow} in a year.',
      es: '{balance} al {rateLow} ganan {earnedLow} en un año.',
    },
    {
      en: 'At {rateHigh} it earns {earnedHigh}. Compare the rate.',
      es: 'Al {rateHigh} ganan {earnedHigh}. Compara la tasa.',
    },
  ),
  transcript: {
    en: 'Two banks hold the same {balance}. Beside each a tube fills with the interest of one year. At {rateLow} it stops at {earnedLow}; at {rateHigh} it rises to {earnedHigh}. Rates change, so compare them now and then.',
    es: 'Dos bancos guardan los mismos {balance}. Junto a cada uno un tubo se llena con el interés de un año. Al {rateLow} se detiene en {earnedLow}; al {rateHigh} sube a {earnedHigh}. Las tasas cambian, así que compáralas de vez en cuando.',
  },
  facts: [
    { label: { en: 'Savings', es: 'Ahorros' }, value: 'balance' },
    { label: { en: 'Lower rate', es: 'Tasa baja' }, value: 'rateLow' },
    { label: { en: 'Earned in a year', es: 'Ganado en un año' }, value: 'earnedLow' },
    { label: { en: 'Higher rate', es: 'Tasa alta' }, value: 'rateHigh' },
    { label: { en: 'Earned in a year', es: 'Ganado en un año' }, value: 'earnedHigh' },
  ],
};
