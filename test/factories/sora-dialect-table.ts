import type { Dialect, DialectContext, DialectJob, DialectName, Fields } from './sora-dialects.ts';
import { filmBytes, hasEnded, plainVideo } from './sora-dialects.ts';
import type { VendorAnswer } from './vendor-server.ts';

const ordinary = new Set(['prompt', 'model', 'seconds', 'size']);
const SIZE = /^\d+x\d+$/;

const detail = (status: number, message: string): VendorAnswer => ({ status, json: { detail: message } });
const envelope = (status: number, message: string): VendorAnswer => ({
  status,
  json: { error: { message, type: 'invalid_request_error', param: null, code: status } },
});
const sentence = (status: number, message: string): VendorAnswer => ({ status, json: { error: message } });

/** What every server wants, said as FastAPI says it. */
function commonProblem({ prompt, size }: Fields): string | null {
  if (typeof prompt !== 'string' || prompt === '') return 'prompt: Field required';
  return typeof size === 'string' && SIZE.test(size) ? null : 'size: expected WIDTHxHEIGHT';
}

function contentOf(
  job: DialectJob,
  context: DialectContext,
  dialect: Pick<Dialect, 'problem'>,
): VendorAnswer {
  if (!hasEnded(job)) return dialect.problem(404, 'Video is not ready yet');
  return job.isFailed ? dialect.problem(422, 'the generation failed') : filmBytes(context);
}

const deleted = ({ id }: DialectJob): VendorAnswer => ({
  status: 200,
  json: { id, object: 'video.deleted', deleted: true },
});

const fullList = (data: readonly object[]): VendorAnswer => ({
  status: 200,
  json: { object: 'list', data, first_id: null, last_id: null, has_more: false },
});

const vllmOmni: Dialect = {
  orderProblem: (fields, encoding) => {
    if (encoding !== 'form')
      return { status: 422, json: { detail: [{ loc: ['body', 'prompt'], msg: 'Field required' }] } };
    const wrong =
      commonProblem(fields) ?? (/^[1-9]\d*$/.test(String(fields['seconds'])) ? null : 'seconds: pattern');
    return wrong === null ? null : detail(422, wrong);
  },
  problem: detail,
  idOf: (ordinal) => `video_gen_${ordinal.toString(16).padStart(32, '0')}`,
  video: (job) => ({
    ...plainVideo(job),
    file_name: 'out.mp4',
    inference_time_s: 1.5,
    error: hasEnded(job) && job.isFailed ? { code: 'OutOfMemoryError', message: 'CUDA out of memory' } : null,
  }),
  content: (job, context) => contentOf(job, context, { problem: detail }),
  remove: (job) => {
    job.isDeleted = true;
    return deleted(job);
  },
  list: fullList,
  hasStatusRoute: true,
};

const sglang: Dialect = {
  ...vllmOmni,
  orderProblem: (fields) => {
    const wrong = commonProblem(fields);
    if (wrong) return detail(422, wrong);
    return Number.isInteger(Number(fields['seconds']))
      ? null
      : detail(422, 'seconds: Input should be a valid integer');
  },
  idOf: (ordinal) => `${ordinal}f0e1d2c-3b4a-5968-7786-95a4b3c2d1e0`,
  video: (job, { origin, faults }) => ({
    ...plainVideo(job),
    num_outputs: 1,
    url: hasEnded(job) && !job.isFailed && faults.strikes('in-the-cloud') ? `${origin}/film.mp4` : null,
    error: hasEnded(job) && job.isFailed ? { message: 'worker died' } : null,
  }),
  content: (job, context) => {
    if (!context.faults.strikes('in-the-cloud')) return contentOf(job, context, { problem: detail });
    return detail(400, `Video has been uploaded to cloud storage: ${context.origin}/film.mp4`);
  },
  remove: (job) => ({ status: 200, json: { ...plainVideo(job), status: 'deleted' } }),
  list: (data) => ({ status: 200, json: { object: 'list', data } }),
};

const fastvideo: Dialect = {
  ...vllmOmni,
  orderProblem: (fields) => {
    const unknown = Object.keys(fields).find((name) => !ordinary.has(name));
    const wrong = unknown === undefined ? commonProblem(fields) : `Unknown field: ${unknown}`;
    if (wrong !== null) return envelope(400, wrong);
    return fields['model'] === 'quick' ? null : envelope(400, `Unknown model: ${fields['model']}`);
  },
  problem: envelope,
  video: (job) => ({
    ...plainVideo(job),
    error: hasEnded(job) && job.isFailed ? { code: 'generation_failed', message: 'no GPU' } : null,
  }),
  content: (job, context) => contentOf(job, context, { problem: envelope }),
};

const dynamo: Dialect = {
  ...vllmOmni,
  orderProblem: (fields, encoding) => {
    if (encoding !== 'json') return sentence(415, 'Expected request with `Content-Type: application/json`');
    const wrong =
      commonProblem(fields) ?? (Number.isInteger(fields['seconds']) ? null : 'seconds: invalid type: string');
    return wrong === null ? null : sentence(400, wrong);
  },
  problem: sentence,
  idOf: (ordinal) => `req-${ordinal}`,
  video: (job, { origin, film, faults }) => {
    const { id } = job;
    const common = { id, object: 'video', model: 'quick', created: 1_795_000_000, progress: 100 };
    if (job.isFailed) return { ...common, status: 'failed', data: [], error: 'the worker is gone' };
    const isInline = faults.strikes('base64');
    const base64 = isInline ? Buffer.from(film).toString('base64') : null;
    const url = isInline ? null : `${origin}/film.mp4`;
    return {
      ...common,
      status: 'completed',
      data: [{ url, b64_json: base64, output_format: 'mp4', fps: 24 }],
    };
  },
  list: null,
  hasStatusRoute: false,
};

/** Ids hold the route to the vendor; answers to polls spell them anew, without it. */
const litellm: Dialect = {
  ...fastvideo,
  orderProblem: (fields) => {
    const wrong =
      commonProblem(fields) ?? (typeof fields['seconds'] === 'string' ? null : 'seconds: expected a string');
    return wrong === null ? null : envelope(400, wrong);
  },
  idOf: (ordinal) =>
    `video_${Buffer.from(`litellm:custom_llm_provider:openai;model_id:quick;video_id:video_${ordinal}/=+`).toString('base64')}`,
  video: (job, _context, isPoll) => {
    const plain = plainVideo(job);
    const status = plain['status'] === 'in_progress' ? 'processing' : plain['status'];
    const id = isPoll ? `video_${Buffer.from('without route').toString('base64')}` : job.id;
    return {
      ...plain,
      id,
      status,
      usage: { duration_seconds: 1 },
      error: hasEnded(job) && job.isFailed ? { code: '500', message: 'upstream failed' } : null,
    };
  },
};

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  'vllm-omni': vllmOmni,
  sglang,
  fastvideo,
  dynamo,
  litellm,
};
