import { captionPair, type Lesson, standingExclusions } from '../lesson.ts';
import { threeScenes } from '../storyboard.ts';
import { cents, dollars, months, percent, workedValue } from '../worked-value.ts';

export const balanceTransfer: Lesson = {
  persona: 'high_utilization',
  topic: 'balance_transfer',
  version: 2,
  title: { en: 'Moving a balance', es: 'Mover un saldo' },
  idea: {
    en: 'A transfer trades monthly interest for one fee, until the offer ends.',
    es: 'Una transferencia cambia el interés mensual por una sola comisión, hasta que acaba la oferta.',
  },
  given: {
    balance: dollars(4000),
    rate: percent(24),
    offerRate: percent(0),
    feeRate: percent(3),
    monthsInYear: months(12),
  },
  derive: (given) => {
    const balanceCents = workedValue(given, 'balance').amount;
    const monthly = (rate: string) =>
      cents((balanceCents * workedValue(given, rate).amount) / workedValue(given, 'monthsInYear').amount);
    return {
      monthlyInterest: monthly('rate'),
      offerInterest: monthly('offerRate'),
      fee: cents(balanceCents * workedValue(given, 'feeRate').amount),
    };
  },
  prompt: {
    scene: 'Two payment cards float side by side, a small meter beside the first one.',
    metaphor:
      'Round tokens travel in an arc from the first card to the second while the meter empties; a small calendar page appears at the second card.',
    palette: 'near-white ground, warm coral first card, blue second card, golden tokens',
    motion: 'four tokens follow one another along the arc, the meter drains with them; locked camera',
    mood: 'careful, clear, minimal flat motion graphics',
    exclusions: standingExclusions,
  },
  storyboard: {
    durationMs: 8000,
    mechanism:
      'When the balance moves to the other card, the interest meter drains; the calendar page keeps the end date.',
    layout: 'left',
    scenes: threeScenes({
      hook: 'A card with a full interest meter, an empty card waits; the first coin lifts off.',
      change: 'Coin after coin travels along the arc; the meter drains with them.',
      payoff: 'The second card holds the balance, with a calendar page for the end date.',
    }),
    picture: {
      kind: 'card_to_card',
      values: { rate: 'rate' },
      labels: { interest: { en: 'interest', es: 'interés' }, end: { en: 'End date', es: 'Fecha final' } },
    },
    number: {
      from: 'monthlyInterest',
      to: 'offerInterest',
      startMs: 1500,
      endMs: 3800,
      label: { en: 'monthly interest', es: 'interés mensual' },
    },
    line: { en: 'One {fee} fee. Watch the end date.', es: 'Comisión: {fee}. Cuida la fecha final.' },
    lineMs: 4000,
  },
  captions: captionPair(
    {
      en: '{balance} at {rate} costs about {monthlyInterest} a month.',
      es: '{balance} al {rate} cuestan unos {monthlyInterest} al mes.',
    },
    {
      en: 'Moved: {offerInterest} a month, one {fee} fee. Watch the end date.',
      es: 'Ahora {offerInterest} al mes; comisión: {fee}. Cuida la fecha final.',
    },
  ),
  transcript: {
    en: 'A balance of {balance} sits on a card at {rate}: about {monthlyInterest} of interest a month. It moves, coin by coin, to a second card with an introductory offer of {offerRate}, and the interest meter drains to {offerInterest}. The move costs a fee of {feeRate}, {fee}, once. A calendar page reminds: the offer ends, so watch the end date.',
    es: 'Un saldo de {balance} está en una tarjeta al {rate}: unos {monthlyInterest} de intereses al mes. Moneda a moneda pasa a otra tarjeta con una oferta inicial del {offerRate} y el medidor de intereses baja a {offerInterest}. El cambio cuesta una comisión del {feeRate}, {fee}, una vez. Una hoja de calendario recuerda: la oferta termina, cuida la fecha final.',
  },
  facts: [
    { label: { en: 'Balance', es: 'Saldo' }, value: 'balance' },
    { label: { en: 'Interest rate', es: 'Tasa de interés' }, value: 'rate' },
    { label: { en: 'Interest each month', es: 'Interés cada mes' }, value: 'monthlyInterest' },
    { label: { en: 'Interest during the offer', es: 'Interés con la oferta' }, value: 'offerInterest' },
    { label: { en: 'Transfer fee', es: 'Comisión' }, value: 'feeRate' },
    { label: { en: 'Fee, once', es: 'Comisión, una vez' }, value: 'fee' },
  ],
};
