import { expect, test } from 'vitest';
import { EventStream } from './event-stream.ts';

const frame = (subject: string, data: unknown, id: number) => ({
  subject,
  event: 'media',
  data,
  id: String(id),
});

const readAll = (stream: EventStream): string => String(stream.read() ?? '');
const later = () => new Promise((resolve) => setImmediate(resolve));

test('a frame is an event with its id and one line of JSON, after how soon to come back', () => {
  const stream = new EventStream({ retryMs: 3000 });
  stream.tell(frame('film', { line: 'one\ntwo' }, 7));
  expect(readAll(stream)).toBe('retry: 3000\n\nid: 7\nevent: media\ndata: {"line":"one\\ntwo"}\n\n');
});

test('a page that sleeps through ten thousand changes is kept the last of each, in order', async () => {
  const stream = new EventStream({ retryMs: 3000 });
  const padding = 'x'.repeat(1000);
  for (let id = 1; id <= 10_000; id += 1) stream.tell(frame(`film ${id % 3}`, padding, id));
  expect(stream.readableLength).toBeLessThan(20_000);
  let text = readAll(stream);
  await later();
  text += readAll(stream);
  const ids = [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
  expect(ids.slice(-3)).toEqual([9998, 9999, 10_000]);
  expect(ids).toEqual([...ids].sort((one, other) => one - other));
  expect(ids.length).toBeLessThan(30);
});

test('a page that takes nothing between two beats is noticed, one that is merely slow isn’t', async () => {
  const stream = new EventStream({ retryMs: 3000 });
  for (let id = 1; id <= 50; id += 1) stream.tell(frame(`film ${id}`, 'x'.repeat(1000), id));
  for (let beats = 1; beats <= 3; beats += 1) {
    expect(stream.beat()).toBe(true);
    readAll(stream);
    await later();
  }
  for (let id = 1; id <= 50; id += 1) stream.tell(frame(`film ${id}`, 'x'.repeat(1000), id));
  expect(stream.beat()).toBe(true);
  expect(stream.beat()).toBe(false);
});

test('an ended stream takes no more', async () => {
  const stream = new EventStream({ retryMs: 3000 });
  stream.end();
  stream.tell(frame('film', {}, 1));
  const text = readAll(stream);
  await later();
  expect(text).not.toContain('event:');
});
