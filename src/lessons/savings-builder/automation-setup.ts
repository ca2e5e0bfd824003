import { captionPair, type Lesson, standingExclusions } from '../lesson.ts';
import { threeScenes } from '../storyboard.ts';
import { cents, dollars, percent, workedValue } from '../worked-value.ts';

export const automationSetup: Lesson = {
  persona: 'savings_builder',
  topic: 'automation_setup',
  version: 2,
  title: { en: 'Pay yourself first', es: 'Págate primero' },
  idea: {
    en: 'On payday, {share} goes to savings by itself: {saved} of {pay}.',
    es: 'El día de pago, el {share} va solo al ahorro: {saved} de {pay}.',
  },
  given: { none: dollars(0), pay: dollars(2000), share: percent(10) },
  derive: (given) => {
    const payCents = workedValue(given, 'pay').amount;
    const savedCents = payCents * workedValue(given, 'share').amount;
    return { saved: cents(savedCents), rest: cents(payCents - savedCents) };
  },
  prompt: {
    scene: 'An envelope hangs above two glass jars, a small one and a large one.',
    metaphor:
      'The envelope opens and tokens fall: first into the small jar, then the rest into the large one.',
    palette: 'near-white mint ground, blue envelope, golden tokens',
    motion: 'the first fall is unhurried and clear, the rest follows in a soft stream; locked camera',
    mood: 'light, rewarding, minimal flat motion graphics',
    exclusions: standingExclusions,
  },
  storyboard: {
    durationMs: 8000,
    mechanism: 'When pay arrives, the first part goes to savings before the rest.',
    layout: 'right',
    scenes: threeScenes({
      hook: 'A pay packet arrives above two jars.',
      change: 'It splits itself: the first coins go to savings, the rest to spending.',
      payoff: 'Savings jar and spending jar stand side by side, the share named.',
    }),
    picture: {
      kind: 'splitting_packet',
      values: { pay: 'pay', share: 'share', saved: 'saved', rest: 'rest' },
      labels: { save: { en: 'Savings', es: 'Ahorro' }, spend: { en: 'Spending', es: 'Gastos' } },
    },
    number: {
      from: 'none',
      to: 'saved',
      startMs: 1300,
      endMs: 2900,
      label: { en: 'saved first', es: 'primero' },
    },
    line: { en: 'Pay yourself first, on payday.', es: 'Págate primero, el día de pago.' },
    lineMs: 4000,
  },
  captions: captionPair(
    {
      en: 'On payday, {share} of {pay} moves by itself.',
      es: 'El día de pago, el {share} de {pay} se mueve solo.',
    },
    {
      en: '{saved} saved before the first bill. Set it once.',
      es: '{saved} ahorrados antes de gastar. Actívalo una vez.',
    },
  ),
  transcript: {
    en: 'A pay packet of {pay} arrives above two jars. It splits itself: from {none}, the savings jar receives {share} first, {saved}; the other {rest} go to spending. A transfer set for payday pays you first.',
    es: 'Llega un sobre de pago de {pay} sobre dos frascos. Se divide solo: desde {none}, el frasco del ahorro recibe primero el {share}, {saved}; los otros {rest} van a gastos. Una transferencia el día de pago te paga primero.',
  },
  facts: [
    { label: { en: 'Pay', es: 'Pago' }, value: 'pay' },
    { label: { en: 'Share to savings', es: 'Parte al ahorro' }, value: 'share' },
    { label: { en: 'Saved on payday', es: 'Ahorro el día de pago' }, value: 'saved' },
    { label: { en: 'Left to spend', es: 'Queda para gastar' }, value: 'rest' },
  ],
};
