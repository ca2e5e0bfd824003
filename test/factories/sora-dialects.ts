/**
 * Stand-ins for five servers that speak the Videos protocol in dialects of their own, built from their sources
 * and documentation as noted on 2026-11-22. None was ever compared with the vendor's software.
 */
import { fieldsOfForm } from './form-fields.ts';
import { Faults, openVendorServer, type VendorAnswer, type VendorRequest } from './vendor-server.ts';

export type DialectName = 'vllm-omni' | 'sglang' | 'fastvideo' | 'dynamo' | 'litellm';
export type DialectFault =
  | 'refused'
  | 'busy'
  | 'cut-after-create'
  | 'failed'
  | 'forgotten'
  | 'truncated'
  | 'json-content'
  /** The content route has the film elsewhere, and only the job says where. */
  | 'in-the-cloud'
  /** The answer holds the film itself. */
  | 'base64'
  /** The order is answered with a video that has ended already. */
  | 'done-at-once';

export type DialectJob = {
  readonly id: string;
  polls: number;
  isDeleted: boolean;
  readonly isFailed: boolean;
};

/** What a dialect knows of the server it runs in. */
export type DialectContext = {
  readonly request: VendorRequest;
  readonly origin: string;
  readonly film: Uint8Array;
  readonly faults: Faults<DialectFault>;
  readonly jobs: readonly DialectJob[];
};

/** How one server answers. */
export type Dialect = {
  /** Why the order's fields are refused; null where they are taken. */
  readonly orderProblem: (fields: Fields, encoding: Encoding) => VendorAnswer | null;
  readonly problem: (status: number, message: string) => VendorAnswer;
  readonly idOf: (ordinal: number) => string;
  /** The video as this server shows it, on its create answer (`isPoll` false) and later. */
  readonly video: (job: DialectJob, context: DialectContext, isPoll: boolean) => object;
  readonly content: (job: DialectJob, context: DialectContext) => VendorAnswer;
  readonly remove: (job: DialectJob) => VendorAnswer;
  readonly list: ((videos: readonly object[]) => VendorAnswer) | null;
  readonly hasStatusRoute: boolean;
};

export type Fields = Readonly<Record<string, unknown>>;
export type Encoding = 'form' | 'json' | 'other';

/** Each job is queued once and running once before it has ended. */
const POLLS_UNTIL_ENDED = 2;
export const hasEnded = ({ polls }: DialectJob): boolean => polls > POLLS_UNTIL_ENDED;

export type DialectServer = Awaited<ReturnType<typeof openDialect>>;

/** A server of one dialect that sells `film`. */
export async function openDialect(dialect: Dialect, film: Uint8Array) {
  const faults = new Faults<DialectFault>();
  const jobs: DialectJob[] = [];
  const server = await openVendorServer((request, origin) => {
    const context: DialectContext = { request, origin, film, faults, jobs };
    if (request.path === '/film.mp4') return filmBytes(context);
    if (request.path === '/v1/models') return { status: 200, json: { object: 'list', data: [] } };
    return answer(dialect, context, jobs);
  });
  return { origin: server.origin, requests: server.requests, faults, jobs, stop: server.stop };
}

function answer(dialect: Dialect, context: DialectContext, jobs: DialectJob[]): VendorAnswer {
  const { method, path } = context.request;
  if (path === '/v1/videos' && method === 'POST') return create(dialect, context, jobs);
  if (!dialect.hasStatusRoute) return { status: 404, bytes: Buffer.from('') };
  if (path === '/v1/videos' && method === 'GET') {
    return (
      dialect.list?.(jobs.map((job) => dialect.video(job, context, true))) ??
      dialect.problem(404, 'Not Found')
    );
  }
  const [, id = '', content] = /^\/v1\/videos\/([^/]+)(\/content)?$/.exec(path) ?? [];
  const job = jobs.find((one) => one.id === decodeURIComponent(id) && !one.isDeleted);
  if (!job || context.faults.strikes('forgotten')) return dialect.problem(404, 'Video not found');
  if (content !== undefined) return dialect.content(job, context);
  if (method === 'DELETE') return dialect.remove(job);
  job.polls += 1;
  return { status: 200, json: dialect.video(job, context, true) };
}

function create(dialect: Dialect, context: DialectContext, jobs: DialectJob[]): VendorAnswer {
  const { request, faults } = context;
  if (faults.strikes('busy'))
    return { status: 429, json: { detail: 'busy' }, headers: { 'retry-after': '4' } };
  if (faults.strikes('refused')) return dialect.problem(400, 'this prompt is not allowed');
  const type = String(request.headers['content-type']);
  const encoding = type.startsWith('multipart/') ? 'form' : type === 'application/json' ? 'json' : 'other';
  const fields = encoding === 'form' ? fieldsOfForm(request.text) : ((request.json ?? {}) as Fields);
  const problem = dialect.orderProblem(fields, encoding);
  if (problem) return problem;
  const isDone = faults.strikes('done-at-once');
  const job = {
    id: dialect.idOf(jobs.length + 1),
    polls: isDone ? POLLS_UNTIL_ENDED + 1 : 0,
    isDeleted: false,
    isFailed: faults.strikes('failed'),
  };
  jobs.push(job);
  if (faults.strikes('cut-after-create')) return 'cut';
  return { status: 200, json: dialect.video(job, context, false) };
}

/** The film, or what a fault makes of it. */
export function filmBytes({ film, faults }: DialectContext): VendorAnswer {
  if (faults.strikes('json-content')) {
    return { status: 200, bytes: Buffer.from('{"error":{"message":"Upstream returned 404"}}') };
  }
  if (faults.strikes('truncated')) return { status: 200, bytes: film, cutAtByte: film.byteLength >> 1 };
  return { status: 200, bytes: film };
}

/** The four words of the protocol, and the fields that all of these servers share. */
export function plainVideo(job: DialectJob): Record<string, unknown> {
  const ended = job.isFailed ? 'failed' : 'completed';
  const status = hasEnded(job) ? ended : job.polls > 1 ? 'in_progress' : 'queued';
  return {
    id: job.id,
    object: 'video',
    status,
    progress: status === 'completed' ? 100 : 0,
    created_at: 1_795_000_000,
  };
}
