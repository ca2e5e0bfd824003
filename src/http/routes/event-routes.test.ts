import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Caller } from '../../identity/authorize.ts';
import { MediaFeed } from '../../video/media-feed.ts';
import type { MediaStatus } from '../../video/media-status.ts';
import { slotKey } from '../../video/slot-key.ts';
import { nothingToShow } from '../../video/slot-media.ts';
import type { VideoEvent } from '../../video/video-events-port.ts';
import { mediaEventSchema } from '../contract.ts';
import { presentMedia } from '../present-media.ts';
import { createHttpServer, type HttpServer } from '../server.ts';
import { registerEventRoutes } from './event-routes.ts';

const slot = { persona: 'high_utilization', topic: 'credit_utilization', locale: 'en' };
const changed: VideoEvent = { kind: 'slot_changed', slotKey: slotKey(slot), jobId: null };
const ana: Caller = { role: 'member', memberId: 'ana', name: 'Ana' };

const { lessonVersion: _, publishedAt: __, restsUntil: ___, ...nothingYet } = nothingToShow;
const nothing: MediaStatus = { ...nothingYet, ageSeconds: null };

let server: HttpServer;
let url: string;
let caller: Caller | null;
let media: MediaStatus;
let tell: (event: VideoEvent) => void;
beforeEach(async () => {
  caller = ana;
  media = { ...nothing, status: 'processing', progress: 0.4 };
  server = await createHttpServer({
    logger: pino({ level: 'silent' }),
    cookieSecret: 'x'.repeat(32),
    isSecure: false,
    callerOf: async () => caller,
  });
  const feed = new MediaFeed({
    events: {
      subscribe: (listener) => {
        tell = listener;
        return () => undefined;
      },
    },
    readStatus: async () => media,
  });
  registerEventRoutes(server, { feed, ids: { next: () => 'feed' }, heartbeatMs: 50 });
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}/api/events`;
});
afterEach(() => server.app.close());

/** What a page hears: `until` waits for the text and answers all that came so far. */
async function listen(lastEventId?: string) {
  const stop = new AbortController();
  const response = await fetch(url, {
    signal: stop.signal,
    headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const more = async (): Promise<boolean> => {
    const next = await reader?.read();
    text += next?.value ?? '';
    return next?.done === false;
  };
  return {
    response,
    leave: () => stop.abort(),
    until: async (words: string) => {
      while (!text.includes(words)) if (!(await more())) break;
      return text;
    },
    toItsEnd: async () => {
      while (await more());
      return text;
    },
  };
}

test('nobody listens without a session', async () => {
  caller = null;
  expect((await fetch(url)).status).toBe(401);
});

test('a change reaches the page as the state of that lesson’s film, with nothing about anybody', async () => {
  const page = await listen();
  await page.until('event: refetch');
  tell(changed);
  const text = await page.until('event: media');
  const [, data = ''] = /event: media\ndata: (.*)\n/.exec(await page.until('"progress"')) ?? [];
  expect(mediaEventSchema.strict().parse(JSON.parse(data))).toEqual({ ...slot, ...presentMedia(media) });
  expect(text).toMatch(/^retry: \d+\n/);
  expect(text.toLowerCase()).not.toContain('ana');
  page.leave();
});

test('no proxy may keep or gather it, and it beats', async () => {
  const page = await listen();
  expect(page.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(page.response.headers.get('cache-control')).toContain('no-transform');
  expect(page.response.headers.get('x-accel-buffering')).toBe('no');
  expect(page.response.headers.get('content-encoding')).toBeNull();
  await page.until('event: heartbeat');
  page.leave();
});

test('a page that comes back learns whether it missed something', async () => {
  const first = await listen();
  await first.until('event: refetch');
  tell(changed);
  await first.until('id: feed:1\n');
  first.leave();

  const second = await listen('feed:1');
  expect(await second.until('event: heartbeat')).not.toContain('refetch');
  second.leave();
  tell(changed);
  const third = await listen('feed:1');
  expect(await third.until('event: heartbeat')).toContain('id: feed:2\nevent: refetch');
  third.leave();
  const fromElsewhere = await listen('another-process:2');
  expect(await fromElsewhere.until('event: heartbeat')).toContain('event: refetch');
  fromElsewhere.leave();
});

test('a cut in listening tells every page to ask for itself', async () => {
  const page = await listen('feed:0');
  await page.until('event: heartbeat');
  tell({ kind: 'missed_some' });
  await page.until('id: feed:1\nevent: refetch');
  page.leave();
});

test('the stream ends when its session does', async () => {
  const page = await listen();
  await page.until('event: heartbeat');
  caller = null;
  await page.toItsEnd();
});

test('a session listens on four pages and no more, and closing one makes room', async () => {
  const pages = await Promise.all([listen(), listen(), listen(), listen()]);
  const refused = await fetch(url);
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({ error: { code: 'TOO_MANY_STREAMS' } });
  expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
  pages[0]?.leave();
  await expect
    .poll(async () => {
      const page = await listen();
      page.leave();
      return page.response.status;
    })
    .toBe(200);
  for (const page of pages) page.leave();
});

test('closing the server ends the streams in an orderly way and doesn’t wait for anybody', async () => {
  const page = await listen();
  await page.until('event: refetch');
  const end = page.toItsEnd();
  await server.app.close();
  expect(await end).toContain('refetch');
});
