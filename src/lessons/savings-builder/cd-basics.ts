import { captionPair, type Lesson, standingExclusions } from '../lesson.ts';
import { threeScenes } from '../storyboard.ts';
import { cents, dollars, months, percent, workedValue } from '../worked-value.ts';

export const cdBasics: Lesson = {
  persona: 'savings_builder',
  topic: 'cd_basics',
  version: 2,
  title: { en: 'Locked for a term', es: 'Guardado a plazo' },
  idea: {
    en: 'A certificate pays a fixed rate for a fixed term; taking it out early can cost a penalty.',
    es: 'Un certificado paga una tasa fija por un plazo fijo; sacarlo antes puede costar una multa.',
  },
  given: { deposit: dollars(5000), rate: percent(4.5), term: months(12), monthsInYear: months(12) },
  derive: (given) => {
    const depositCents = workedValue(given, 'deposit').amount;
    const yearShare = workedValue(given, 'term').amount / workedValue(given, 'monthsInYear').amount;
    const earnedCents = depositCents * workedValue(given, 'rate').amount * yearShare;
    return { earned: cents(earnedCents), total: cents(depositCents + earnedCents) };
  },
  prompt: {
    scene: 'A round vault door stands in a calm space, a ring of twelve small lights around it.',
    metaphor:
      'The door is closed; the lights come on one after the other, and when the ring is full the door opens on a warm glow.',
    palette: 'near-white mint ground, steel-blue vault, golden light',
    motion: 'a steady round of lights, a quarter turn of the handle, the door swings open; locked camera',
    mood: 'patient, safe, minimal flat motion graphics',
    exclusions: standingExclusions,
  },
  storyboard: {
    durationMs: 8000,
    mechanism: 'When all months of the term have passed, the vault opens and holds more.',
    layout: 'right',
    scenes: threeScenes({
      hook: 'A closed vault with a ring of {term} lights; the first comes on.',
      change: 'Light after light comes on while the amount grows; the handle turns.',
      payoff: 'The ring is full, the door stands open on a warm glow.',
    }),
    picture: {
      kind: 'vault_timer',
      values: { term: 'term', rate: 'rate' },
      labels: {},
    },
    number: {
      from: 'deposit',
      to: 'total',
      startMs: 1000,
      endMs: 3700,
      label: { en: 'deposit', es: 'depósito' },
      labelAfter: { en: 'after {term} months', es: 'en {term} meses' },
    },
    line: { en: 'A higher rate, locked for a term.', es: 'Más tasa, guardada por un plazo.' },
    lineMs: 4000,
  },
  captions: captionPair(
    {
      en: '{deposit} locked for {term} months at {rate}.',
      es: '{deposit} guardados {term} meses al {rate}.',
    },
    {
      en: '{total} at the end. Leaving early can cost a penalty.',
      es: '{total} al final. Salir antes puede costar una multa.',
    },
  ),
  transcript: {
    en: 'A vault has a ring of {term} lights, one for each month. {deposit} lie inside at a fixed {rate} a year. The lights come on month by month; when the ring is full the door opens on {total}, of which {earned} is interest. Taking the money out early can cost a penalty.',
    es: 'Una bóveda tiene un anillo de {term} luces, una por mes. Dentro hay {deposit} a una tasa fija del {rate} anual. Las luces se encienden mes a mes; cuando el anillo está completo, la puerta se abre con {total}, de los que {earned} son intereses. Sacar el dinero antes puede costar una multa.',
  },
  facts: [
    { label: { en: 'Deposit', es: 'Depósito' }, value: 'deposit' },
    { label: { en: 'Fixed rate a year', es: 'Tasa fija anual' }, value: 'rate' },
    { label: { en: 'Term, months', es: 'Plazo, meses' }, value: 'term' },
    { label: { en: 'Interest', es: 'Interés' }, value: 'earned' },
    { label: { en: 'At the end', es: 'Al final' }, value: 'total' },
  ],
};
