import type { Lesson } from '../lesson.ts';
import { standingExclusions } from '../lesson.ts';
import { threeScenes } from '../storyboard.ts';
import { cents, count, dollars, months, workedValue } from '../worked-value.ts';

export const subscriptionAudit: Lesson = {
  persona: 'subscription_heavy',
  topic: 'subscription_audit',
  version: 2,
  title: { en: 'Keep it or cancel it', es: 'Conservar o cancelar' },
  idea: {
    en: 'Look at each subscription once and decide: keep or cancel. Small ones add up to {yearlyTotal} a year.',
    es: 'Mira cada suscripción una vez y decide: conservar o cancelar. Las pequeñas suman {yearlyTotal} al año.',
  },
  given: { subscriptions: count(5), price: dollars(12), monthsInYear: months(12) },
  derive: (given) => {
    const monthlyCents = workedValue(given, 'subscriptions').amount * workedValue(given, 'price').amount;
    return {
      monthlyTotal: cents(monthlyCents),
      yearlyTotal: cents(monthlyCents * workedValue(given, 'monthsInYear').amount),
    };
  },
  prompt: {
    scene: 'An open wallet lies on a quiet lilac ground.',
    metaphor: 'Five small paper receipts fly out one by one and settle on two tidy piles, left and right.',
    palette: 'near-white lilac ground, ink wallet, white paper, a green and a grey pile mark',
    motion: 'receipts leave in an arc with a short stagger, each lands with a soft settle; locked camera',
    mood: 'light, tidy, relieved, minimal flat motion graphics',
    exclusions: standingExclusions,
  },
  storyboard: {
    durationMs: 8000,
    mechanism: 'When each receipt is put on one of two piles, the decision is made.',
    layout: 'right',
    scenes: threeScenes({
      hook: 'Receipts rise out of an open wallet, each with its price.',
      change: 'One after the other flies to the keep pile or to the cancel pile while the total counts up.',
      payoff: 'Two tidy piles with their marks; the yearly total stands large.',
    }),
    picture: {
      kind: 'two_piles',
      values: { subscriptions: 'subscriptions', price: 'price' },
      labels: { keep: { en: 'Keep', es: 'Conservar' }, cancel: { en: 'Cancel', es: 'Cancelar' } },
    },
    number: {
      from: 'monthlyTotal',
      to: 'yearlyTotal',
      startMs: 1700,
      endMs: 3900,
      label: { en: 'a month', es: 'al mes' },
      labelAfter: { en: 'a year', es: 'al año' },
    },
    line: { en: 'Decide on each one: keep or cancel.', es: 'Decide en cada una: ¿sigue o no?' },
    lineMs: 4000,
  },
  captions: [
    {
      startMs: 0,
      endMs: 3900,
      text: {
        en: '{subscriptions} subscriptions at {price} are {monthlyTotal} a month.',
        es: '{subscriptions} suscripciones de {price} son {monthlyTotal} al mes.',
      },
    },
    {
      startMs: 4000,
      endMs: 8000,
      text: {
        en: 'That is {yearlyTotal} a year. Choose which ones to keep.',
        es: 'Son {yearlyTotal} al año. Elige cuáles conservar.',
      },
    },
  ],
  transcript: {
    en: 'Receipts fly out of an open wallet, {subscriptions} subscriptions at {price} each. One by one they land on two piles: keep and cancel. Together they are {monthlyTotal} a month, which is {yearlyTotal} in {monthsInYear} months. Look at each one once and decide.',
    es: 'De una cartera abierta salen recibos: {subscriptions} suscripciones de {price} cada una. Uno por uno caen en dos montones: conservar y cancelar. Juntas son {monthlyTotal} al mes, es decir {yearlyTotal} en {monthsInYear} meses. Mira cada una una vez y decide.',
  },
  facts: [
    { label: { en: 'Subscriptions', es: 'Suscripciones' }, value: 'subscriptions' },
    {
      label: { en: 'Price of each', es: 'Precio de cada una' },
      value: 'price',
      ownLabel: { en: 'Price of each, on average', es: 'Precio medio de cada una' },
    },
    { label: { en: 'Every month', es: 'Cada mes' }, value: 'monthlyTotal' },
    { label: { en: 'Every year', es: 'Cada año' }, value: 'yearlyTotal' },
  ],
};
