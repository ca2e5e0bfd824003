/**
 * A stand-in for the V2 video API of MiniMax, built from the vendor's documentation as noted on 2026-11-22. It
 * was never compared with the vendor's own server.
 */
import { z } from 'zod';
import { type FilmHost, openFilmHost } from './film-host.ts';
import { openStandIn, type StandInState, type VendorAnswer } from './vendor-server.ts';

export type MinimaxFault =
  | 'refused'
  | 'moderation'
  | 'rate-limited'
  | 'no-balance'
  | 'overloaded'
  | 'error-after-create'
  | 'cut-after-create'
  | 'silent-after-create'
  | 'unreadable-create'
  | 'poll-error'
  | 'lost'
  | 'unknown-status'
  | 'failed'
  | 'failed-moderation'
  | 'expired'
  | 'no-url';

export const MINIMAX_KEY = 'mm-test-key-of-nobody';

const createBody = z.strictObject({
  model: z.literal('MiniMax-H3'),
  content: z.tuple([z.strictObject({ type: z.literal('text'), text: z.string().min(1).max(7000) })]),
  resolution: z.enum(['768P', '2K']),
  duration: z.int().min(4).max(15),
  ratio: z.enum(['21:9', '16:9', '4:3', '1:1', '3:4', '9:16']),
});

type Task = { readonly id: string; polls: number; status: 'active' | 'cancelled' };

type Routed = StandInState<MinimaxFault, Task, FilmHost> & { readonly pollsRunning: number };

/** Every purchase is `queued` once, `running` for `pollsRunning` polls, then delivers `film`. */
export async function openMinimaxServer({
  film,
  pollsRunning = 1,
}: {
  film: Uint8Array;
  pollsRunning?: number;
}) {
  return await openStandIn<MinimaxFault, Task, FilmHost>(await openFilmHost(film), (state) => {
    const hasKey = state.request.headers['authorization'] === `Bearer ${MINIMAX_KEY}`;
    return hasKey
      ? answer({ ...state, pollsRunning })
      : problem(401, 'authorized_error', 'login fail (1004)');
  });
}

function answer(routed: Routed): VendorAnswer {
  const { method, path } = routed.request;
  if (method === 'POST' && path === '/v2/video_generation') return create(routed);
  if (method === 'GET' && path === '/v2/query/video_generation') {
    return { status: 200, json: { items: [], total: routed.bought.length } };
  }
  const polled = /^\/v2\/query\/video_generation\/(.+)$/.exec(path)?.[1];
  if (method === 'GET' && polled !== undefined) return query(routed, decodeURIComponent(polled));
  const removed = /^\/v2\/video_generation\/(.+)$/.exec(path)?.[1];
  if (method === 'DELETE' && removed !== undefined) return cancel(routed, decodeURIComponent(removed));
  return problem(404, 'not_found_error', 'no such route');
}

function create({ request, faults, bought }: Routed): VendorAnswer {
  if (faults.strikes('rate-limited')) {
    return { ...problem(429, 'rate_limit_error', 'rate limit (1002)'), headers: { 'retry-after': '30' } };
  }
  if (faults.strikes('no-balance'))
    return problem(402, 'insufficient_balance_error', 'insufficient balance (1008)');
  if (faults.strikes('overloaded')) return problem(529, 'overloaded_error', 'overloaded (2056)');
  if (faults.strikes('refused')) return problem(400, 'bad_request_error', 'invalid params, duration (2013)');
  if (faults.strikes('moderation')) {
    return problem(422, 'unprocessable_entity_error', 'video description contains sensitive content (1026)');
  }
  const body = createBody.safeParse(request.json);
  if (!body.success) return problem(400, 'bad_request_error', `invalid params, ${body.error.message} (2013)`);
  const task: Task = { id: `4240${bought.length + 1}`, polls: 0, status: 'active' };
  bought.push(task);
  if (faults.strikes('error-after-create')) return problem(500, 'server_error', 'internal error (1000)');
  if (faults.strikes('cut-after-create')) return 'cut';
  if (faults.strikes('silent-after-create')) return 'silence';
  if (faults.strikes('unreadable-create')) return { status: 200, json: {} };
  return { status: 200, json: { task_id: task.id } };
}

function query({ faults, bought, pollsRunning, host }: Routed, id: string): VendorAnswer {
  if (faults.strikes('poll-error')) return problem(500, 'server_error', 'internal error (1000)');
  const task = bought.find((one) => one.id === id);
  if (!task || faults.strikes('lost')) return problem(400, 'bad_request_error', 'invalid task_id (2013)');
  const told = (status: string, more: object = {}): VendorAnswer => ({
    status: 200,
    json: { task: { id, model: 'MiniMax-H3', type: 'video', status, ...more } },
  });
  if (task.status === 'cancelled') return told('cancelled');
  if (faults.strikes('unknown-status')) return told('warming_up');
  task.polls += 1;
  if (task.polls === 1) return told('queued');
  if (task.polls <= pollsRunning + 1) return told('running');
  if (faults.strikes('failed')) return told('failed', { error: { code: '1000', message: 'internal error' } });
  if (faults.strikes('failed-moderation')) {
    return told('failed', { error: { code: 1027, message: 'the video contains sensitive content' } });
  }
  if (faults.strikes('expired')) return told('expired');
  if (faults.strikes('no-url')) return told('succeeded', { content: {} });
  return told('succeeded', { content: { url: host.link() }, usage: {} });
}

/** Only what is still queued can be stopped. */
function cancel({ bought }: Routed, id: string): VendorAnswer {
  const task = bought.find((one) => one.id === id);
  if (!task) return problem(400, 'bad_request_error', 'invalid task_id (2013)');
  if (task.polls > 1) return problem(400, 'bad_request_error', 'the task is not queued (2013)');
  task.status = 'cancelled';
  return { status: 200, json: { task_id: id, action: 'cancel', status: 'cancelled' } };
}

function problem(status: number, type: string, message: string) {
  const error = { type, message, http_code: String(status) };
  return { status, json: { type: 'error', error, request_id: 'r0217' } };
}
