import { lessons } from '../../src/lessons/catalogue.ts';
import { requestVideo } from '../../src/video/request-video.ts';
import { openStack, type StackOptions } from './film-stack.ts';

/** A process that asks for the twenty films again and again, all at once. */
const options = JSON.parse(process.argv[2] ?? '{}') as StackOptions;
const count = Number(process.argv[3]);
const stack = openStack(options);
const asked = Array.from({ length: count }, (_, index) => lessons[index % lessons.length]);
const outcomes = await Promise.all(
  asked.map(async (lesson) => {
    if (!lesson) return 'no lesson';
    const { persona, topic } = lesson;
    return (await requestVideo(stack, { persona, topic, locale: 'en', asker: 'person' })).kind;
  }),
);
await stack.close();
const counts = Object.fromEntries(
  Map.groupBy(outcomes, (kind) => kind)
    .entries()
    .map(([kind, all]) => [kind, all.length]),
);
process.stdout.write(JSON.stringify(counts));
