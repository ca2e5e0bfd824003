import type { Ratio } from '../../kernel/units.ts';
import { isObject } from './http/server-error.ts';

export type SoraState = 'queued' | 'running' | 'completed' | 'failed' | 'cancelled' | 'expired';

/** A video as its server described it, in whatever dialect. */
export type SoraVideo = {
  /** Null where the answer names none. */
  readonly id: string | null;
  readonly state: SoraState;
  /** The server's word for the state, where nobody knows it; null else. */
  readonly unknownWord: string | null;
  readonly progress: Ratio | null;
  readonly expiresAt: Date | null;
  readonly failure: { readonly code: string; readonly message: string };
  /** Where its film may be, in the order to try. */
  readonly links: readonly string[];
};

const words: Readonly<Record<SoraState, readonly string[]>> = {
  queued: ['queued', 'pending', 'submitted', 'created', 'throttled'],
  running: ['in_progress', 'processing', 'running', 'generating', 'cancelling'],
  completed: ['completed', 'succeeded', 'success', 'done'],
  failed: ['failed', 'error', 'failure'],
  cancelled: ['cancelled', 'canceled', 'deleted'],
  expired: ['expired'],
};
const stateOfWord = new Map(
  Object.entries(words).flatMap(([state, said]) => said.map((word) => [word, state as SoraState] as const)),
);

const MS_PER_SECOND = 1000;
const PERCENT = 100;

/** JSON → a video; null where it is none. Unknown fields are ignored, missing ones count as null. */
export function readSoraVideo(json: unknown): SoraVideo | null {
  if (!isObject(json)) return null;
  const body = isObject(json['data']) ? json['data'] : json;
  const links = linksIn(body);
  const id = idIn(body);
  const status = body['status'];
  const known = typeof status === 'string' ? stateOfWord.get(status.toLowerCase()) : 'completed';
  if (typeof status !== 'string' && links.length === 0) return null;
  return {
    id,
    // A word that nobody knows yet is one more way to say that it isn't done.
    state: known ?? 'running',
    unknownWord: known ? null : String(status),
    progress: progressIn(body['progress']),
    expiresAt: momentIn(body['expires_at']),
    failure: failureIn(body, String(status)),
    links,
  };
}

function idIn(body: Record<string, unknown>): string | null {
  const id = body['id'] ?? body['video_id'] ?? body['task_id'];
  if (typeof id === 'number') return String(id);
  return typeof id === 'string' && id !== '' ? id : null;
}

function progressIn(value: unknown): Ratio | null {
  const isNumber = typeof value === 'number' && Number.isFinite(value);
  return isNumber ? Math.min(1, Math.max(0, value / PERCENT)) : null;
}

function momentIn(value: unknown): Date | null {
  if (typeof value !== 'number' || value <= 0) return null;
  const moment = new Date(value * MS_PER_SECOND);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

/** `{code, message}`, `{message}`, a code that is a number, or a plain sentence. */
function failureIn({ error }: Record<string, unknown>, status: string): { code: string; message: string } {
  const code = isObject(error) ? error['code'] : null;
  const message = isObject(error) ? error['message'] : error;
  return {
    code: typeof code === 'string' || typeof code === 'number' ? String(code) : status.toUpperCase(),
    message: typeof message === 'string' && message !== '' ? message : `the server says ${status}`,
  };
}

function linksIn(body: Record<string, unknown>): readonly string[] {
  const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : undefined);
  const field = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);
  const data = first(body['data']);
  const base64 = field(data, 'b64_json') ?? body['b64_json'];
  const candidates = [
    body['url'],
    first(body['urls']),
    body['video_url'],
    first(body['unsigned_urls']),
    field(data, 'url'),
    field(first(body['output']), 'url') ?? first(body['output']) ?? body['output'],
    field(body['metadata'], 'url'),
    field(body['meta_data'], 'url'),
    typeof base64 === 'string' && base64 !== '' ? `data:video/mp4;base64,${base64}` : null,
  ];
  const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
  return [...new Set(candidates.filter(isText))];
}
