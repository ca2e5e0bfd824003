import { captionPair, type Lesson, standingExclusions } from '../lesson.ts';
import { threeScenes } from '../storyboard.ts';
import { count } from '../worked-value.ts';

export const cancellationTips: Lesson = {
  persona: 'subscription_heavy',
  topic: 'cancellation_tips',
  version: 2,
  title: { en: 'The way to the exit', es: 'El camino a la salida' },
  idea: {
    en: 'Look in account, billing, plan; note the date and keep the confirmation.',
    es: 'Busca en cuenta, pagos, plan; anota la fecha y guarda la confirmación.',
  },
  given: { start: count(0), step: count(1), steps: count(3) },
  derive: () => ({}),
  prompt: {
    scene: 'A small, friendly maze of rounded walls seen from above, a door at its far end.',
    metaphor: 'A glowing line finds its way through the maze with three turns, and the door opens.',
    palette: 'near-white lilac ground, ink walls, one bright path, a warm door',
    motion:
      'the line draws itself without haste, pauses at three stations, the door swings open; locked camera',
    mood: 'light, curious, relieved, minimal flat motion graphics',
    exclusions: standingExclusions,
  },
  storyboard: {
    durationMs: 8000,
    mechanism: 'When you take the {steps} turns, the door opens.',
    layout: 'left',
    scenes: threeScenes({
      hook: 'A small maze with a door at its end; a dot sets out.',
      change: 'The path passes {steps} stations, account, billing, plan, and the number counts them.',
      payoff: 'The door stands open.',
    }),
    picture: {
      kind: 'maze_door',
      values: {},
      labels: {
        one: { en: 'Account', es: 'Cuenta' },
        two: { en: 'Billing', es: 'Pagos' },
        three: { en: 'Plan', es: 'Plan' },
      },
    },
    number: {
      from: 'start',
      to: 'steps',
      startMs: 0,
      endMs: 2800,
      inStepsOf: 'step',
      label: { en: 'steps', es: 'pasos' },
    },
    line: { en: 'Note the date, keep the confirmation.', es: 'Anota la fecha, guarda la confirmación.' },
    lineMs: 4000,
  },
  captions: captionPair(
    { en: '{steps} steps: account, then billing, then plan.', es: '{steps} pasos: cuenta, pagos y plan.' },
    { en: 'Note the date and keep the confirmation.', es: 'Anota la fecha y guarda la confirmación.' },
  ),
  transcript: {
    en: 'A line finds its way through a small maze, from {start} to {steps} steps: account, billing, plan. Behind the last turn a door opens. Write down the date on which the subscription ends, and keep the confirmation.',
    es: 'Una línea encuentra su camino en un pequeño laberinto, de {start} a {steps} pasos: cuenta, pagos, plan. Tras la última vuelta se abre una puerta. Anota la fecha en que termina la suscripción y guarda la confirmación.',
  },
  facts: [{ label: { en: 'Steps to the exit', es: 'Pasos a la salida' }, value: 'steps' }],
};
