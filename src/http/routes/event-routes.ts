import type { FastifyRequest } from 'fastify';
import type { IdSource } from '../../kernel/clock.ts';
import type { Milliseconds } from '../../kernel/units.ts';
import type { MediaFeed, MediaNews } from '../../video/media-feed.ts';
import { slotKey } from '../../video/slot-key.ts';
import type { MediaEvent } from '../contract.ts';
import { type EventFrame, EventStream } from '../event-stream.ts';
import { OpenStreams } from '../open-streams.ts';
import { presentMedia } from '../present-media.ts';
import { sendProblem } from '../problem.ts';
import { registerRoute } from '../route.ts';
import type { HttpServer } from '../server.ts';
import { tokenOf } from '../session-cookie.ts';

export type EventRouteOptions = {
  readonly feed: MediaFeed;
  readonly ids: IdSource;
  readonly heartbeatMs?: Milliseconds;
};

const HEARTBEAT_MS: Milliseconds = 20_000;
const RETRY_MS: Milliseconds = 3_000;
/** A browser opens six connections to a host: with these held, pages and films still have two. */
const PER_SESSION_MAX = 4;
const ALL_MAX = 2_000;

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  // Proxies that gather an answer before they pass it on would hold the news back for ever.
  'x-accel-buffering': 'no',
};

/** Says which films changed, to whoever shows some. Nothing in it depends on who listens. */
export function registerEventRoutes(server: HttpServer, options: EventRouteOptions): void {
  const { feed, ids, heartbeatMs = HEARTBEAT_MS } = options;
  const streams = new OpenStreams({ perSessionMax: PER_SESSION_MAX, allMax: ALL_MAX });
  // Positions count from the start of this process: another process's mean nothing here.
  const feedName = ids.next();
  const idAt = (position: number): string => `${feedName}:${position}`;
  server.app.addHook('preClose', async () => streams.endAll());

  registerRoute(server, 'events', {}, async ({ request, reply }) => {
    if (request.method === 'HEAD') return reply.headers(headers).send();
    const session = tokenOf(request) ?? request.ip;
    const room = streams.room(session);
    if (room !== 'free') return sendProblem(reply, room === 'session_full' ? 429 : 503, tooMany[room]);

    const stream = new EventStream({ retryMs: RETRY_MS });
    streams.add(session, stream);
    if (request.headers['last-event-id'] !== idAt(feed.position)) {
      stream.tell({ ...refetch, id: idAt(feed.position) });
    }
    const leave = feed.subscribe((news) => stream.tell(frameOf(news, idAt(news.position))));
    const timer = setInterval(() => void keepAlive(server, request, stream), heartbeatMs);
    stream.once('close', () => {
      clearInterval(timer);
      leave();
    });
    return reply.headers(headers).send(stream);
  });
}

const tooMany = {
  session_full: {
    code: 'TOO_MANY_STREAMS',
    message: `A session listens on ${PER_SESSION_MAX} pages at once: close one, or ask for the state instead.`,
  },
  all_full: {
    code: 'STREAMS_EXHAUSTED',
    message: 'Too many pages listen at once: ask for the state instead.',
  },
};

/** The page can't know what it missed: it asks for the state of whatever it shows. */
const refetch = { subject: 'refetch', event: 'refetch', data: {} };

function frameOf(news: MediaNews, id: string): EventFrame {
  if (news.kind === 'missed_some') return { ...refetch, id };
  const data: MediaEvent = { ...news.slot, ...presentMedia(news.media) };
  return { subject: slotKey(news.slot), event: 'media', data, id };
}

/** A session that ended ends its streams with the next beat; so does a page that takes nothing any more. */
async function keepAlive(server: HttpServer, request: FastifyRequest, stream: EventStream): Promise<void> {
  if (!stream.beat()) return void stream.destroy();
  try {
    if ((await server.callerOf(request)) === null) stream.end();
  } catch (error) {
    // Who can't be asked about isn't thrown out; nothing on the stream is anybody's own.
    request.log.warn({ err: error }, 'the session of an event stream could not be checked');
  }
}
