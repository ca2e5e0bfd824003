import { expect, test } from 'vitest';
import { lessons } from '../lessons/catalogue.ts';
import { MediaFeed, type MediaNews } from './media-feed.ts';
import type { MediaStatus } from './media-status.ts';
import { slotKey } from './slot-key.ts';
import { nothingToShow } from './slot-media.ts';
import type { VideoEvent, VideoEvents } from './video-events-port.ts';

const [lesson] = lessons;
if (!lesson) throw new TypeError('the catalogue holds a lesson');
const slot = { persona: lesson.persona, topic: lesson.topic, locale: 'es' };
const changed: VideoEvent = { kind: 'slot_changed', slotKey: slotKey(slot), jobId: null };

/** A feed whose events and readings the test lets happen one by one. */
function heldFeed() {
  let tell = (_event: VideoEvent): void => undefined;
  const events: VideoEvents = {
    subscribe: (listener) => {
      tell = listener;
      return () => undefined;
    },
  };
  const readings: { readonly answer: (media: MediaStatus | Error) => Promise<void> }[] = [];
  const feed = new MediaFeed({
    events,
    readStatus: () =>
      new Promise((resolve, reject) => {
        const answer = async (media: MediaStatus | Error): Promise<void> => {
          if (media instanceof Error) reject(media);
          else resolve(media);
          await new Promise((later) => setImmediate(later));
        };
        readings.push({ answer });
      }),
  });
  const heard: MediaNews[] = [];
  return { feed, heard, readings, tell: (event: VideoEvent) => tell(event) };
}

const { lessonVersion: _, publishedAt: __, restsUntil: ___, ...nothing } = nothingToShow;
const at = (progress: number): MediaStatus => ({
  ...nothing,
  ageSeconds: null,
  status: 'processing',
  progress,
});

test('many changes while a slot is read lead to one more reading, and the last state is told', async () => {
  const { feed, heard, readings, tell } = heldFeed();
  feed.subscribe((news) => heard.push(news));
  tell(changed);
  for (let time = 1; time <= 50; time += 1) tell(changed);
  expect(readings).toHaveLength(1);
  await readings[0]?.answer(at(0.1));
  expect(readings).toHaveLength(2);
  await readings[1]?.answer(at(0.6));
  expect(readings).toHaveLength(2);
  expect(heard).toEqual([
    { kind: 'changed', slot, media: at(0.1), position: 1 },
    { kind: 'changed', slot, media: at(0.6), position: 2 },
  ]);
});

test('what can’t be read is told as missed, and the next change is read again', async () => {
  const { feed, heard, readings, tell } = heldFeed();
  feed.subscribe((news) => heard.push(news));
  tell(changed);
  await readings[0]?.answer(new TypeError('the database is away'));
  tell(changed);
  await readings[1]?.answer(at(0.2));
  expect(heard.map(({ kind }) => kind)).toEqual(['missed_some', 'changed']);
});

test('without listeners nothing is read, but whoever comes back sees that there was news', () => {
  const { feed, readings, tell } = heldFeed();
  tell(changed);
  expect(readings).toHaveLength(0);
  expect(feed.position).toBe(1);
});

test('a slot that no lesson has is nobody’s news', () => {
  const { feed, heard, readings, tell } = heldFeed();
  feed.subscribe((news) => heard.push(news));
  tell({ kind: 'slot_changed', slotKey: '0123456789abcdef', jobId: null });
  expect([heard, readings, feed.position]).toEqual([[], [], 0]);
});

test('who has left hears nothing more', () => {
  const { feed, heard, tell } = heldFeed();
  const leave = feed.subscribe((news) => heard.push(news));
  leave();
  tell({ kind: 'missed_some' });
  expect(heard).toEqual([]);
});
