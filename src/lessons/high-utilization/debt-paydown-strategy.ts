import { captionPair, type Lesson, standingExclusions } from '../lesson.ts';
import { threeScenes } from '../storyboard.ts';
import { cents, dollars, percent, workedValue } from '../worked-value.ts';

export const debtPaydownStrategy: Lesson = {
  persona: 'high_utilization',
  topic: 'debt_paydown_strategy',
  version: 2,
  title: { en: 'Which debt first?', es: '¿Qué deuda primero?' },
  idea: {
    en: 'Highest rate first costs least; smallest balance first gives the quickest win.',
    es: 'La tasa más alta primero cuesta menos; el saldo más pequeño primero da la victoria más rápida.',
  },
  given: {
    extra: dollars(100),
    rateHigh: percent(24),
    rateLow: percent(12),
    balanceLarge: dollars(3000),
    balanceSmall: dollars(500),
  },
  derive: (given) => {
    const extraCents = workedValue(given, 'extra').amount;
    return {
      savedLow: cents(extraCents * workedValue(given, 'rateLow').amount),
      savedHigh: cents(extraCents * workedValue(given, 'rateHigh').amount),
    };
  },
  prompt: {
    scene: 'A single snowy mountain under a wide pale sky.',
    metaphor:
      'On its steep side a small avalanche slides down; on its gentle side a snowball rolls and grows.',
    palette: 'near-white and ice blue, ink-blue rock, one warm accent at the summit',
    motion:
      'both move at the same time, slow at first, then faster, and settle softly at the foot; locked camera',
    mood: 'fresh, clear, encouraging, minimal flat motion graphics',
    exclusions: standingExclusions,
  },
  storyboard: {
    durationMs: 8000,
    mechanism: 'When the extra payment goes down the steep side, it takes more interest with it.',
    layout: 'left',
    scenes: threeScenes({
      hook: 'A mountain with two paths; a flag on top, snow begins to move.',
      change:
        'The avalanche slides down the steep side while the snowball rolls down the gentle one and grows.',
      payoff: 'Both have arrived: highest rate and smallest balance, each with its mark.',
    }),
    picture: {
      kind: 'two_paths',
      values: {},
      labels: {
        rate: { en: 'Highest rate', es: 'Mayor tasa' },
        balance: { en: 'Smallest balance', es: 'Menor saldo' },
      },
    },
    number: {
      from: 'savedLow',
      to: 'savedHigh',
      startMs: 1500,
      endMs: 3800,
      label: { en: 'saved yearly', es: 'de ahorro' },
    },
    line: { en: 'Highest rate first costs the least.', es: 'Primero la tasa más alta.' },
    lineMs: 4000,
  },
  captions: captionPair(
    {
      en: '{extra} extra on {rateLow} debt saves {savedLow} a year.',
      es: '{extra} más a deuda al {rateLow} ahorra {savedLow} al año.',
    },
    {
      en: 'On the {rateHigh} debt it saves {savedHigh}. Small ones win sooner.',
      es: 'En la del {rateHigh} ahorra {savedHigh}. La chica acaba antes.',
    },
  ),
  transcript: {
    en: 'A mountain has two paths. Down the steep one slides an avalanche: an extra {extra} paid on the debt with the highest rate, {rateHigh}, saves about {savedHigh} of interest in a year; on a debt at {rateLow} it saves {savedLow}. Down the gentle path a snowball rolls and grows: paying the smallest balance first, {balanceSmall} instead of {balanceLarge}, is the quickest win. Highest rate first costs the least.',
    es: 'Una montaña tiene dos caminos. Por el empinado baja una avalancha: {extra} más, pagados a la deuda con la tasa más alta, {rateHigh}, ahorran unos {savedHigh} de intereses en un año; a una deuda al {rateLow}, {savedLow}. Por el suave rueda una bola de nieve que crece: pagar primero el saldo más pequeño, {balanceSmall} en vez de {balanceLarge}, es el logro más rápido. La tasa más alta primero cuesta menos.',
  },
  facts: [
    { label: { en: 'Extra payment', es: 'Pago extra' }, value: 'extra' },
    { label: { en: 'Highest rate', es: 'Tasa más alta' }, value: 'rateHigh' },
    { label: { en: 'Saved there in a year', es: 'Ahorro ahí en un año' }, value: 'savedHigh' },
    { label: { en: 'Lower rate', es: 'Tasa más baja' }, value: 'rateLow' },
    { label: { en: 'Saved there in a year', es: 'Ahorro ahí en un año' }, value: 'savedLow' },
  ],
};
