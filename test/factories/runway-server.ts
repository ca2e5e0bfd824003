/**
 * A stand-in for Runway's API, built from the types of its own library (4.20.1) and the vendor's documentation
 * as noted on 2026-11-22. It was never compared with the vendor's own server.
 */
import { z } from 'zod';
import { type FilmHost, openFilmHost } from './film-host.ts';
import { openStandIn, type StandInState, type VendorAnswer } from './vendor-server.ts';

export type RunwayFault =
  | 'refused'
  | 'rate-limited'
  | 'out-of-credits'
  | 'error-after-create'
  | 'cut-after-create'
  | 'silent-after-create'
  | 'unreadable-create'
  | 'create-redirect'
  | 'poll-error'
  | 'lost'
  | 'unknown-status'
  | 'throttled'
  | 'failed'
  | 'failed-moderation'
  | 'cancelled'
  | 'no-output';

export const RUNWAY_KEY = 'key_test_of_nobody';

const CREDITS_PER_SECOND = 12;

const createBody = z.strictObject({
  model: z.literal('gen4.5'),
  promptText: z.string().min(1).max(1000),
  ratio: z.enum(['1280:720', '720:1280']),
  duration: z.int().min(2).max(10),
});

type Task = { readonly id: string; readonly credits: number; polls: number; isDeleted: boolean };

type Routed = StandInState<RunwayFault, Task, FilmHost> & { readonly pollsRunning: number };

/** Every purchase is `PENDING` once, `RUNNING` for `pollsRunning` polls, then delivers `film`. */
export async function openRunwayServer({
  film,
  pollsRunning = 1,
}: {
  film: Uint8Array;
  pollsRunning?: number;
}) {
  return await openStandIn<RunwayFault, Task, FilmHost>(await openFilmHost(film), (state) => {
    const { authorization, 'x-runway-version': version } = state.request.headers;
    if (authorization !== `Bearer ${RUNWAY_KEY}`) return problem(401, 'Invalid API key');
    if (version !== '2024-11-06') return problem(400, 'X-Runway-Version is missing');
    return answer({ ...state, pollsRunning });
  });
}

function answer(routed: Routed): VendorAnswer {
  const { method, path } = routed.request;
  if (method === 'POST' && path === '/v1/text_to_video') return create(routed);
  if (method === 'GET' && path === '/v1/organization') {
    const tier = { maxMonthlyCreditSpend: 10_000, models: {} };
    return { status: 200, json: { creditBalance: 5000, tier, usage: { models: {} } } };
  }
  const id = /^\/v1\/tasks\/(.+)$/.exec(path)?.[1];
  if (id === undefined) return problem(404, 'Not found');
  const task = routed.bought.find((one) => one.id === id && !one.isDeleted);
  if (!task || routed.faults.strikes('lost')) return problem(404, 'Task not found');
  if (method === 'GET') return retrieve(routed, task);
  task.isDeleted = true;
  return { status: 204 };
}

function create({ request, faults, bought, host }: Routed): VendorAnswer {
  if (faults.strikes('rate-limited'))
    return { ...problem(429, 'Too many generations today'), headers: { 'retry-after': '60' } };
  if (faults.strikes('out-of-credits'))
    return problem(400, 'You do not have enough credits to run this task.');
  if (faults.strikes('refused')) return problem(400, 'Validation of body failed');
  if (faults.strikes('create-redirect'))
    return { status: 307, headers: { location: `${host.origin}/v1/text_to_video` } };
  const body = createBody.safeParse(request.json);
  if (!body.success) return problem(400, `Validation of body failed: ${body.error.message}`);
  const credits = body.data.duration * CREDITS_PER_SECOND;
  const task = {
    id: `0d51c8b1-0000-4000-8000-00000000000${bought.length + 1}`,
    credits,
    polls: 0,
    isDeleted: false,
  };
  bought.push(task);
  if (faults.strikes('error-after-create')) return problem(502, 'Bad gateway');
  if (faults.strikes('cut-after-create')) return 'cut';
  if (faults.strikes('silent-after-create')) return 'silence';
  if (faults.strikes('unreadable-create')) return { status: 200, json: {} };
  return { status: 200, json: { id: task.id, estimatedCost: { credits } } };
}

function retrieve({ faults, pollsRunning, host }: Routed, task: Task): VendorAnswer {
  if (faults.strikes('poll-error')) return problem(503, 'Service unavailable');
  const told = (status: string, more: object): VendorAnswer => ({
    status: 200,
    json: { id: task.id, createdAt: '2026-11-25T07:00:00.000Z', status, ...more },
  });
  const estimated = { estimatedCost: { credits: task.credits } };
  const charged = (credits: number) => ({ cost: { credits } });
  if (faults.strikes('unknown-status')) return told('WARMING', estimated);
  if (faults.strikes('throttled')) return told('THROTTLED', estimated);
  task.polls += 1;
  if (task.polls === 1) return told('PENDING', estimated);
  if (task.polls <= pollsRunning + 1) return told('RUNNING', { ...estimated, progress: 0.4 });
  if (faults.strikes('cancelled')) return told('CANCELLED', charged(0));
  if (faults.strikes('failed')) {
    const failure = 'An unexpected error occurred.';
    return told('FAILED', { failure, failureCode: 'INTERNAL.BAD_OUTPUT.CODE01', ...charged(0) });
  }
  if (faults.strikes('failed-moderation')) {
    const failure = 'The prompt was rejected.';
    return told('FAILED', { failure, failureCode: 'SAFETY.INPUT.TEXT', ...charged(task.credits) });
  }
  const output = faults.strikes('no-output') ? [] : [host.link()];
  return told('SUCCEEDED', { output, ...charged(task.credits) });
}

function problem(status: number, error: string) {
  return { status, json: { error } };
}
