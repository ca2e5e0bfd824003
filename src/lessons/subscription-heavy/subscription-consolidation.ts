import { captionPair, type Lesson, standingExclusions } from '../lesson.ts';
import { threeScenes } from '../storyboard.ts';
import { cents, count, dollars, workedValue } from '../worked-value.ts';

export const subscriptionConsolidation: Lesson = {
  persona: 'subscription_heavy',
  topic: 'subscription_consolidation',
  version: 2,
  title: { en: 'One bundle, one price', es: 'Un paquete, un precio' },
  idea: {
    en: 'Bundles and annual plans can cost less: compare the total with what you use.',
    es: 'Los paquetes y planes anuales pueden costar menos: compara el total con lo que usas.',
  },
  given: { services: count(4), price: dollars(11), bundle: dollars(30) },
  derive: (given) => {
    const separateCents = workedValue(given, 'services').amount * workedValue(given, 'price').amount;
    return {
      separate: cents(separateCents),
      saved: cents(separateCents - workedValue(given, 'bundle').amount),
    };
  },
  prompt: {
    scene: 'Four rounded tiles lie apart on a calm ground.',
    metaphor: 'They slide together into one neat block and a soft ribbon closes around it.',
    palette: 'near-white lilac ground, four quiet hues, one ribbon',
    motion: 'tiles slide in with a short stagger, click, the ribbon draws itself; locked camera',
    mood: 'tidy, light, minimal flat motion graphics',
    exclusions: standingExclusions,
  },
  storyboard: {
    durationMs: 8000,
    mechanism: 'When the tiles slide together, one price takes the place of {services}.',
    layout: 'left',
    scenes: threeScenes({
      hook: '{services} tiles apart, each with its price; they begin to drift together.',
      change: 'The tiles slide into one block and the price counts down.',
      payoff: 'One block with a ribbon and one price.',
    }),
    picture: {
      kind: 'merging_tiles',
      values: { services: 'services', price: 'price', bundle: 'bundle' },
      labels: { bundle: { en: 'one bundle', es: 'un paquete' } },
    },
    number: {
      from: 'separate',
      to: 'bundle',
      startMs: 1700,
      endMs: 3600,
      label: { en: 'a month', es: 'al mes' },
    },
    line: { en: 'Compare the total before you bundle.', es: 'Compara el total antes de cambiar.' },
    lineMs: 4000,
  },
  captions: captionPair(
    {
      en: '{services} services at {price} each: {separate} a month.',
      es: '{services} servicios de {price}: {separate} al mes.',
    },
    {
      en: 'A bundle at {bundle} can save {saved}. Compare first.',
      es: 'Un paquete de {bundle} puede ahorrar {saved}. Compara.',
    },
  ),
  transcript: {
    en: '{services} tiles, {price} each, lie apart: {separate} a month. They slide together into one bundle at {bundle}, which would be {saved} less. Bundles and annual plans can cost less; compare the total, and count only what you use.',
    es: '{services} piezas de {price} cada una están separadas: {separate} al mes. Se juntan en un paquete de {bundle}, que serían {saved} menos. Los paquetes y planes anuales pueden costar menos; compara el total y cuenta solo lo que usas.',
  },
  facts: [
    { label: { en: 'Services', es: 'Servicios' }, value: 'services' },
    { label: { en: 'Price of each', es: 'Precio de cada uno' }, value: 'price' },
    { label: { en: 'Separately', es: 'Por separado' }, value: 'separate' },
    { label: { en: 'As a bundle', es: 'En paquete' }, value: 'bundle' },
    { label: { en: 'Difference', es: 'Diferencia' }, value: 'saved' },
  ],
};
