import type { Lesson } from '../lesson.ts';
import { standingExclusions } from '../lesson.ts';
import { threeScenes } from '../storyboard.ts';
import { cents, dollars, percent, ratio, workedValue } from '../worked-value.ts';

export const creditUtilization: Lesson = {
  persona: 'high_utilization',
  topic: 'credit_utilization',
  version: 2,
  title: { en: 'How much of your limit you use', es: 'Cuánto usas de tu límite' },
  idea: {
    en: 'Using less than {goal} of your limit can help your score.',
    es: 'Usar menos del {goal} de tu límite puede ayudar a tu puntaje.',
  },
  given: {
    limit: dollars(5000),
    balanceBefore: dollars(3400),
    payment: dollars(2000),
    goal: percent(30),
  },
  derive: (given) => {
    const limitCents = workedValue(given, 'limit').amount;
    const beforeCents = workedValue(given, 'balanceBefore').amount;
    // Nobody pays more than is owed, whatever balance stands in for the example's.
    const paymentCents = Math.min(beforeCents, workedValue(given, 'payment').amount);
    const afterCents = beforeCents - paymentCents;
    return {
      payment: cents(paymentCents),
      balanceAfter: cents(afterCents),
      usedBefore: ratio(beforeCents / limitCents),
      usedAfter: ratio(afterCents / limitCents),
    };
  },
  prompt: {
    scene: 'A single upright payment card made of frosted glass stands on a calm, pale ground.',
    metaphor:
      'The card is filled with liquid to about two thirds; it drains smoothly to under a third, below a thin marker line.',
    palette: 'near-white ground, ink and blue card, liquid turning from red through amber to green',
    motion: 'one slow, continuous drain with a gentle wave on the surface, then stillness; locked camera',
    mood: 'calm, encouraging, minimal flat motion graphics with soft shadows',
    exclusions: standingExclusions,
  },
  storyboard: {
    durationMs: 8000,
    mechanism: 'When you pay the balance down, the level in the card falls below the line.',
    layout: 'left',
    scenes: threeScenes({
      hook: 'A card of glass, filled to {usedBefore} with a red liquid whose surface moves.',
      change: 'A payment arrives; the level sinks past the line at {goal} and turns amber, then green.',
      payoff: 'The level rests at {usedAfter} under the line; the closing line stands beside it.',
    }),
    picture: {
      kind: 'card_meter',
      values: {
        usedBefore: 'usedBefore',
        usedAfter: 'usedAfter',
        goal: 'goal',
        payment: 'payment',
        balanceBefore: 'balanceBefore',
        balanceAfter: 'balanceAfter',
      },
      labels: {},
    },
    number: {
      from: 'usedBefore',
      to: 'usedAfter',
      startMs: 1500,
      endMs: 3700,
      label: { en: 'limit used', es: 'del límite' },
    },
    line: { en: 'Below {goal} can help your score.', es: 'Bajo {goal}, tu puntaje puede mejorar.' },
    lineMs: 4000,
  },
  captions: [
    {
      startMs: 0,
      endMs: 3900,
      text: {
        en: 'You owe {balanceBefore} of a {limit} limit: {usedBefore} used.',
        es: 'Debes {balanceBefore} de {limit}: usas el {usedBefore}.',
      },
    },
    {
      startMs: 4000,
      endMs: 8000,
      text: {
        en: 'Pay {payment} and you use {usedAfter}: under the {goal} line.',
        es: 'Paga {payment} y usas el {usedAfter}: menos del {goal}.',
      },
    },
  ],
  transcript: {
    en: 'A payment card is drawn as a glass. It is filled to {usedBefore}: a balance of {balanceBefore} on a limit of {limit}. A payment of {payment} arrives and the level sinks past a line at {goal}. It comes to rest at {usedAfter}, a balance of {balanceAfter}. Using less than {goal} of your limit can help your score.',
    es: 'Una tarjeta está dibujada como un vaso. Está llena al {usedBefore}: un saldo de {balanceBefore} con un límite de {limit}. Llega un pago de {payment} y el nivel baja y pasa la línea del {goal}. Se detiene en el {usedAfter}, un saldo de {balanceAfter}. Usar menos del {goal} de tu límite puede ayudar a tu puntaje.',
  },
  facts: [
    { label: { en: 'Credit limit', es: 'Límite de crédito' }, value: 'limit' },
    { label: { en: 'Balance now', es: 'Saldo ahora' }, value: 'balanceBefore' },
    { label: { en: 'Payment', es: 'Pago' }, value: 'payment' },
    { label: { en: 'Balance after', es: 'Saldo después' }, value: 'balanceAfter' },
    { label: { en: 'Limit used', es: 'Límite usado' }, value: 'usedAfter' },
  ],
};
