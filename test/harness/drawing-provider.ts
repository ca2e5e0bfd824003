/** A process that draws a film of the studio to the path it is given, and says on stdout when it has begun. */
import { assert } from '../../src/kernel/assert.ts';
import { createStudioFilmProvider } from '../../src/video/providers/studio.ts';
import { filmOrder } from '../factories/film-order.ts';

const [path] = process.argv.slice(2);
assert(path, 'a path was given');
const { signal } = new AbortController();
const provider = createStudioFilmProvider();
const begun = await provider.start(filmOrder({ model: 'studio' }), { reference: 'attempt-1', signal });
assert(begun.kind === 'started', 'the order was taken');
await provider.download(begun.handle, {
  path,
  signal,
  onProgress: (progress) => void process.stdout.write(`${progress}\n`),
});
