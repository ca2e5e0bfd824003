/**
 * A stand-in for the Interactions API of `gemini-omni-1.1-flash`, built from the vendor's documentation and
 * public reports as noted on 2026-11-22. It was never compared with the vendor's own server.
 */
import { z } from 'zod';
import {
  openStandIn,
  openTlsVendorServer,
  type StandInState,
  type VendorAnswer,
  type VendorServer,
} from './vendor-server.ts';

export type GeminiFault =
  | 'refused'
  | 'safety'
  | 'spend-limit'
  | 'error-after-create'
  | 'cut-after-create'
  | 'silent-after-create'
  | 'unreadable-create'
  | 'poll-error'
  | 'poll-rejected'
  | 'lost'
  | 'unknown-status'
  | 'failed'
  | 'blocked'
  | 'unparseable-steps'
  | 'inline'
  | 'file-processing'
  | 'file-failed'
  | 'redirect'
  | 'truncated'
  | 'json-content'
  | 'file-unknown'
  | 'bytes-gone'
  /** More than two days old. */
  | 'expired'
  | 'foreign-uri';

export const GEMINI_KEY = 'AIza-test-key-of-nobody';

const VIDEO_TOKENS_PER_SECOND = 5792;

const LONG_AGO = '2026-10-01T12:00:00Z';

const createBody = z.strictObject({
  model: z.literal('gemini-omni-1.1-flash'),
  input: z.string().min(1),
  background: z.boolean().optional(),
  store: z.boolean().optional(),
  labels: z.record(z.string(), z.string()).optional(),
  response_format: z.strictObject({
    type: z.literal('video'),
    delivery: z.enum(['uri', 'inline']),
    aspect_ratio: z.enum(['16:9', '9:16']),
    resolution: z.enum(['360p', '720p', '1080p', '4k']),
    duration: z.string().regex(/^([3-9]|10)s$/),
  }),
});

type Interaction = { readonly id: string; readonly seconds: number; polls: number; isCancelled: boolean };

type Routed = StandInState<GeminiFault, Interaction, VendorServer> & {
  readonly film: Uint8Array;
  readonly pollsRunning: number;
};

/**
 * `film` is what every purchase delivers, after `pollsRunning` polls that say `in_progress`. Its `host` is another
 * origin, to which a download may be sent on.
 */
export async function openGeminiServer({
  film,
  pollsRunning = 1,
}: {
  film: Uint8Array;
  pollsRunning?: number;
}) {
  const storage = await openTlsVendorServer('other.test', () => ({ status: 200, bytes: film }));
  return await openStandIn<GeminiFault, Interaction, VendorServer>(storage, (state) => {
    if (state.request.headers['x-goog-api-key'] !== GEMINI_KEY)
      return problem(403, 'permission_denied', 'no key');
    return answer({ ...state, film, pollsRunning });
  });
}

function answer(routed: Routed): VendorAnswer {
  const { method, path } = routed.request;
  if (method === 'POST' && path === '/v1beta/interactions') return create(routed);
  const id = /^\/v1beta\/interactions\/([^/]+?)(\/cancel)?$/.exec(path);
  if (id) return interact(routed, decodeURIComponent(id[1] ?? ''), id[2] !== undefined);
  if (method === 'GET' && /^\/v1beta\/files\/[^/:]+$/.test(path)) return fileState(routed);
  if (method === 'GET' && path.endsWith(':download')) return download(routed);
  if (method === 'GET' && path === '/v1beta/models/gemini-omni-1.1-flash') {
    return { status: 200, json: { name: 'models/gemini-omni-1.1-flash' } };
  }
  return problem(404, 'not_found', 'no such route');
}

function create({ request, faults, bought }: Routed): VendorAnswer {
  if (faults.strikes('spend-limit')) {
    return {
      ...problem(429, 'RESOURCE_EXHAUSTED', 'spend limit reached'),
      headers: { 'retry-after': '120' },
    };
  }
  if (faults.strikes('refused')) return problem(400, 'invalid_request', 'duration is out of range');
  if (faults.strikes('safety')) return problem(400, 'SAFETY', 'The prompt was blocked for safety reasons.');
  const body = createBody.safeParse(request.json);
  if (!body.success) return problem(400, 'invalid_request', body.error.message);
  if (body.data.background && body.data.store === false) {
    return problem(400, 'invalid_request', 'background requires store');
  }
  const seconds = Number.parseInt(body.data.response_format.duration, 10);
  const interaction = { id: `v1_${bought.length + 1}`, seconds, polls: 0, isCancelled: false };
  bought.push(interaction);
  if (faults.strikes('error-after-create')) return problem(500, 'internal', 'internal error');
  if (faults.strikes('cut-after-create')) return 'cut';
  // Without `background` the answer comes when the film is done, which no client of ours waits for.
  if (faults.strikes('silent-after-create') || body.data.background !== true) return 'silence';
  if (faults.strikes('unreadable-create')) return { status: 200, json: { object: 'interaction' } };
  return { status: 200, json: { id: interaction.id, object: 'interaction', status: 'in_progress' } };
}

function interact(routed: Routed, id: string, isCancel: boolean): VendorAnswer {
  const { request, faults, bought, pollsRunning } = routed;
  if (faults.strikes('poll-error')) return problem(503, 'unavailable', 'try again');
  if (faults.strikes('poll-rejected')) return problem(400, 'invalid_request', 'Invalid authentication state');
  const interaction = bought.find((one) => one.id === id);
  if (!interaction || faults.strikes('lost'))
    return problem(400, 'invalid_request', 'Invalid interaction name');
  if (request.method === 'POST' && isCancel) interaction.isCancelled = true;
  if (interaction.isCancelled) return state(interaction, 'cancelled');
  if (faults.strikes('unknown-status')) return state(interaction, 'rendering_soon');
  interaction.polls += 1;
  if (interaction.polls <= pollsRunning) return state(interaction, 'in_progress');
  if (faults.strikes('failed'))
    return state(interaction, 'failed', { error: { code: 'internal', message: 'sorry' } });
  const updated = faults.strikes('expired') ? LONG_AGO : new Date().toISOString();
  return state(interaction, 'completed', { updated, ...outcome(routed, interaction) });
}

function state(interaction: Interaction, status: string, more: object = {}): VendorAnswer {
  return { status: 200, json: { id: interaction.id, object: 'interaction', status, ...more } };
}

function outcome({ faults, film, origin, host: storage }: Routed, interaction: Interaction): object {
  const output = (content: object) => [
    { type: 'thought', signature: 'x' },
    { type: 'model_output', content: [content] },
  ];
  if (faults.strikes('blocked')) {
    const steps = output({ type: 'text', text: 'I can’t make that.' });
    return { steps, usage: usage({ videoTokens: 0, textTokens: 12 }) };
  }
  const billed = {
    usage: usage({ videoTokens: VIDEO_TOKENS_PER_SECOND * interaction.seconds, textTokens: 100 }),
  };
  if (faults.strikes('unparseable-steps')) return { steps: [{ type: 'model_film', reel: 'x' }], ...billed };
  if (faults.strikes('inline')) {
    const data = Buffer.from(film).toString('base64');
    return { steps: output({ type: 'video', mime_type: 'video/mp4', data }), ...billed };
  }
  const host = faults.strikes('foreign-uri') ? storage.origin : origin;
  const uri = `${host}/v1beta/files/film-${interaction.id}:download?alt=media`;
  return { steps: output({ type: 'video', mime_type: 'video/mp4', uri }), ...billed };
}

function usage({ videoTokens, textTokens }: { videoTokens: number; textTokens: number }): object {
  const total = videoTokens + textTokens;
  return {
    total_input_tokens: 150,
    total_output_tokens: total,
    total_thought_tokens: textTokens,
    total_tokens: total + 150,
    output_tokens_by_modality: videoTokens > 0 ? [{ modality: 'video', tokens: videoTokens }] : [],
  };
}

function fileState({ request, faults }: Routed): VendorAnswer {
  const name = request.path.replace('/v1beta/', '');
  const state = faults.strikes('file-processing')
    ? 'PROCESSING'
    : faults.strikes('file-failed')
      ? 'FAILED'
      : 'ACTIVE';
  if (faults.strikes('expired') || faults.strikes('file-unknown'))
    return problem(404, 'not_found', 'the file is unknown');
  return { status: 200, json: { name, state, mimeType: 'video/mp4' } };
}

function download({ request, faults, film, host }: Routed): VendorAnswer {
  if (request.query.get('alt') !== 'media') return problem(400, 'invalid_request', 'alt=media is missing');
  if (faults.strikes('redirect')) {
    return { status: 302, headers: { location: `${host.origin}/film.mp4` } };
  }
  if (faults.strikes('bytes-gone')) return problem(410, 'gone', 'no such bytes');
  if (faults.strikes('json-content'))
    return { ...problem(200, 'internal', 'not a film'), headers: { 'content-type': 'video/mp4' } };
  if (faults.strikes('truncated')) return { status: 200, bytes: film, cutAtByte: film.byteLength >> 1 };
  return { status: 200, bytes: film };
}

function problem(status: number, code: string, message: string) {
  return { status, json: { error: { code, message } } };
}
