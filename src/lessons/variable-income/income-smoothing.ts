import { captionPair, type Lesson, standingExclusions } from '../lesson.ts';
import { threeScenes } from '../storyboard.ts';
import { cents, count, dollars, workedValue } from '../worked-value.ts';

export const incomeSmoothing: Lesson = {
  persona: 'variable_income',
  topic: 'income_smoothing',
  version: 2,
  title: { en: 'Pay yourself a salary', es: 'Págate un sueldo' },
  idea: {
    en: 'Let uneven income flow into one account and pay yourself the same amount each month.',
    es: 'Deja que el ingreso irregular llegue a una cuenta y págate lo mismo cada mes.',
  },
  given: { good: dollars(4500), lean: dollars(1500), ends: count(2) },
  derive: (given) => ({
    steady: cents(
      (workedValue(given, 'good').amount + workedValue(given, 'lean').amount) /
        workedValue(given, 'ends').amount,
    ),
  }),
  prompt: {
    scene: 'A transparent tank stands in the middle of a calm scene, a bumpy stream enters on its left.',
    metaphor: 'The bumpy stream pours into the tank; out of its right side flows a perfectly level stream.',
    palette: 'warm near-white ground, teal water, ink outlines',
    motion:
      'the bumps travel to the tank, the tank breathes a little, the outgoing line extends evenly; locked camera',
    mood: 'calm, steady, minimal flat motion graphics',
    exclusions: standingExclusions,
  },
  storyboard: {
    durationMs: 8000,
    mechanism: 'When uneven income goes into the tank, an even amount comes out.',
    layout: 'wide',
    scenes: threeScenes({
      hook: 'A bumpy line of income moves towards a tank.',
      change: 'The bumps pour in, the level sways, and a flat line grows out of the other side.',
      payoff: 'Bumps on the left, a level line on the right.',
    }),
    picture: {
      kind: 'smoothing_tank',
      values: { good: 'good', lean: 'lean', steady: 'steady' },
      labels: { comes: { en: 'comes in', es: 'entra' }, goes: { en: 'you get', es: 'recibes' } },
    },
    number: {
      from: 'lean',
      to: 'steady',
      startMs: 1500,
      endMs: 3800,
      label: { en: 'lean month', es: 'mes flojo' },
      labelAfter: { en: 'every month', es: 'cada mes' },
    },
    line: { en: 'Pay yourself the same every month.', es: 'Págate lo mismo cada mes.' },
    lineMs: 4000,
  },
  captions: captionPair(
    { en: '{good} one month, {lean} the next.', es: 'Un mes {good}, el siguiente {lean}.' },
    {
      en: 'Through one account, {steady} can reach you every month.',
      es: 'Con una cuenta, {steady} pueden llegarte cada mes.',
    },
  ),
  transcript: {
    en: 'A bumpy line of income, {good} in good months and {lean} in lean ones, pours into a tank. Out of the tank comes a flat line: {steady} every month, the average of the two. Let income collect in one account and pay yourself the same amount.',
    es: 'Una línea irregular de ingresos, {good} en meses buenos y {lean} en flojos, cae en un tanque. Del tanque sale una línea plana: {steady} cada mes, el promedio. Junta los ingresos en una cuenta y págate siempre lo mismo.',
  },
  facts: [
    { label: { en: 'Good month', es: 'Mes bueno' }, value: 'good' },
    { label: { en: 'Lean month', es: 'Mes flojo' }, value: 'lean' },
    { label: { en: 'What you pay yourself', es: 'Lo que te pagas' }, value: 'steady' },
  ],
};
