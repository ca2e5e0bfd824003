import type { Lesson } from '../lesson.ts';
import { standingExclusions } from '../lesson.ts';
import { threeScenes } from '../storyboard.ts';
import { cents, dollars, months, workedValue } from '../worked-value.ts';

export const goalSetting: Lesson = {
  persona: 'savings_builder',
  topic: 'goal_setting',
  version: 2,
  title: { en: 'A goal with steps', es: 'Una meta con pasos' },
  idea: {
    en: 'Divide the goal by its months: {goal} in {term} months is {step} a month.',
    es: 'Divide la meta entre los meses: {goal} en {term} meses son {step} al mes.',
  },
  given: { goal: dollars(1200), term: months(12) },
  derive: (given) => ({
    step: cents(workedValue(given, 'goal').amount / workedValue(given, 'term').amount),
  }),
  prompt: {
    scene: 'A round target stands at the top of a gentle stair of small platforms.',
    metaphor: 'The steps fill one after the other, milestones light up, and the path reaches the target.',
    palette: 'near-white mint ground, blue and teal steps, a golden flag',
    motion:
      'twelve small fills with a steady rhythm, one soft ring when the target is reached; locked camera',
    mood: 'hopeful, steady, minimal flat motion graphics',
    exclusions: standingExclusions,
  },
  storyboard: {
    durationMs: 8000,
    mechanism: 'When one step a month is filled, the steps reach the target in {term} months.',
    layout: 'wide',
    scenes: threeScenes({
      hook: 'The first of {term} rising steps fills; a target waits at the end.',
      change: 'Step after step fills, a milestone lights up every three months, the total grows.',
      payoff: 'All steps are filled, the target rings, the closing line stands beneath.',
    }),
    picture: {
      kind: 'milestone_target',
      values: { term: 'term' },
      labels: {},
    },
    number: {
      from: 'step',
      to: 'goal',
      startMs: 1300,
      endMs: 3800,
      inStepsOf: 'step',
      label: { en: 'each month', es: 'cada mes' },
      labelAfter: { en: 'in {term} months', es: 'en {term} meses' },
    },
    line: { en: '{step} a month can get you there.', es: 'Con {step} al mes puedes llegar.' },
    lineMs: 4000,
  },
  captions: [
    {
      startMs: 0,
      endMs: 3900,
      text: {
        en: '{term} steps, one each month: {step} at a time.',
        es: '{term} pasos, uno cada mes: {step} a la vez.',
      },
    },
    {
      startMs: 4000,
      endMs: 8000,
      text: {
        en: '{goal} in {term} months is {step} a month.',
        es: '{goal} en {term} meses son {step} al mes.',
      },
    },
  ],
  transcript: {
    en: 'A stair of {term} steps rises to a target, one step for each month. The steps fill one by one, {step} each, and every third one lights a milestone. At the end the total is {goal}. A goal divided by its months becomes a step you can take.',
    es: 'Una escalera de {term} pasos sube hacia una meta, un paso por cada mes. Los pasos se llenan uno a uno, {step} cada uno, y cada tercero enciende una señal. Al final el total es {goal}. Una meta dividida entre sus meses se vuelve un paso posible.',
  },
  facts: [
    {
      label: { en: 'Goal', es: 'Meta' },
      value: 'goal',
      ownLabel: { en: 'At your pace', es: 'A tu ritmo' },
    },
    { label: { en: 'Months', es: 'Meses' }, value: 'term' },
    { label: { en: 'Each month', es: 'Cada mes' }, value: 'step' },
  ],
};
