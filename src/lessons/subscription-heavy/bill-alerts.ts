import { captionPair, type Lesson, standingExclusions } from '../lesson.ts';
import { threeScenes } from '../storyboard.ts';
import { days, dollars } from '../worked-value.ts';

export const billAlerts: Lesson = {
  persona: 'subscription_heavy',
  topic: 'bill_alerts',
  version: 2,
  title: { en: 'Know before it leaves', es: 'Saberlo antes del cobro' },
  idea: {
    en: 'An alert {alert} days ahead can keep a charge from being a surprise.',
    es: 'Una alerta {alert} días antes puede evitar un cobro sorpresa.',
  },
  given: { ahead: days(7), alert: days(3), step: days(1), charge: dollars(15) },
  derive: () => ({}),
  prompt: {
    scene: 'A rounded phone stands upright on a calm ground, a row of small day marks beneath it.',
    metaphor:
      'The day marks go out one by one; at the third before last the phone rings softly and a note slides in.',
    palette: 'near-white lilac ground, ink phone, one warm note',
    motion:
      'four quiet steps of the day marks, two short swings of the phone, the note settles; locked camera',
    mood: 'attentive, friendly, minimal flat motion graphics',
    exclusions: standingExclusions,
  },
  storyboard: {
    durationMs: 8000,
    mechanism: 'When {alert} days are left, the phone rings.',
    layout: 'right',
    scenes: threeScenes({
      hook: 'A phone with a row of {ahead} days; the days begin to pass.',
      change: 'Day after day passes; at {alert} the phone rings and a note slides in.',
      payoff: 'The note stays on the phone: the charge and its day are known.',
    }),
    picture: {
      kind: 'ringing_phone',
      values: { ahead: 'ahead', alert: 'alert', charge: 'charge' },
      labels: { due: { en: 'Due soon', es: 'Cobro cercano' }, days: { en: 'days', es: 'días' } },
    },
    number: {
      from: 'ahead',
      to: 'alert',
      startMs: 600,
      endMs: 2300,
      inStepsOf: 'step',
      label: { en: 'days left', es: 'días faltan' },
    },
    line: { en: 'Hear about it before it leaves.', es: 'Entérate antes de que se cobre.' },
    lineMs: 4000,
  },
  captions: captionPair(
    {
      en: 'A {charge} charge leaves in {ahead} days. Easy to miss.',
      es: 'Un cobro de {charge} en {ahead} días. Fácil de olvidar.',
    },
    {
      en: 'An alert {alert} days before leaves time to decide.',
      es: 'Una alerta {alert} días antes da tiempo de decidir.',
    },
  ),
  transcript: {
    en: 'A phone stands above a row of days. A charge of {charge} leaves in {ahead} days. The days pass; with {alert} left, the phone rings and a note slides in. An alert a few days ahead leaves time to decide or to move money.',
    es: 'Un teléfono está sobre una fila de días. Un cobro de {charge} sale en {ahead} días. Los días pasan; cuando faltan {alert}, el teléfono suena y aparece un aviso. Una alerta unos días antes da tiempo de decidir o de mover dinero.',
  },
  facts: [
    {
      label: { en: 'Charge', es: 'Cobro' },
      value: 'charge',
      ownLabel: { en: 'Your largest subscription', es: 'Tu suscripción mayor' },
    },
    { label: { en: 'Alert, days before', es: 'Alerta, días antes' }, value: 'alert' },
  ],
};
