import { captionPair, type Lesson, standingExclusions } from '../lesson.ts';
import { threeScenes } from '../storyboard.ts';
import { count } from '../worked-value.ts';

export const autopaySetup: Lesson = {
  persona: 'high_utilization',
  topic: 'autopay_setup',
  version: 2,
  title: { en: 'Set it once', es: 'Hazlo una vez' },
  idea: {
    en: 'Set autopay once, and due dates look after themselves.',
    es: 'Activa el pago automático una vez y las fechas se cuidan solas.',
  },
  given: { none: count(0), unit: count(1), bills: count(3) },
  derive: () => ({}),
  prompt: {
    scene: 'A wall calendar with plain empty squares stands on a calm ground, a round switch below it.',
    metaphor: 'The switch slides on; one after the other, marked days on the calendar tick themselves.',
    palette: 'near-white ground, blue calendar header, green ticks',
    motion:
      'the switch slides, three ticks write themselves in a steady rhythm, then everything rests; locked camera',
    mood: 'relieved, orderly, minimal flat motion graphics',
    exclusions: standingExclusions,
  },
  storyboard: {
    durationMs: 8000,
    mechanism: 'When the switch is on, each due date ticks itself.',
    layout: 'right',
    scenes: threeScenes({
      hook: 'A calendar with {bills} marked due dates, one of them gently pulsing; a switch under it.',
      change:
        'The switch slides on; the due dates tick themselves one after the other while the number counts.',
      payoff: 'All due dates carry a tick; the switch is on.',
    }),
    picture: {
      kind: 'ticking_calendar',
      values: { bills: 'bills' },
      labels: { switch: { en: 'Autopay', es: 'Pago automático' } },
    },
    number: {
      from: 'none',
      to: 'bills',
      startMs: 1200,
      endMs: 3300,
      inStepsOf: 'unit',
      label: { en: 'on time', es: 'a tiempo' },
    },
    line: { en: 'Set it once. It looks after itself.', es: 'Actívalo una vez y se cuida solo.' },
    lineMs: 4000,
  },
  captions: captionPair(
    {
      en: '{bills} bills a month, {bills} due dates to remember.',
      es: '{bills} cuentas al mes, {bills} fechas que recordar.',
    },
    {
      en: 'Set autopay once and all {bills} can be on time.',
      es: 'Activa el pago automático: las {bills} a tiempo.',
    },
  ),
  transcript: {
    en: 'A calendar shows {bills} due dates. At first {none} of them are done. A switch called autopay slides on, and one after the other the due dates tick themselves until all {bills} are done. Set it once, keep enough in the account, and due dates look after themselves.',
    es: 'Un calendario muestra {bills} fechas de pago. Al principio van {none}. Un interruptor llamado pago automático se activa y, una tras otra, las fechas se marcan solas hasta completar las {bills}. Actívalo una vez, mantén saldo en la cuenta y las fechas se cuidan solas.',
  },
  facts: [
    { label: { en: 'Bills each month', es: 'Cuentas cada mes' }, value: 'bills' },
    { label: { en: 'Left to remember', es: 'Por recordar' }, value: 'none' },
  ],
};
