import type { Problem } from '../../src/http/contract.ts';

/** Why a call to the API gave no answer that the page can show. Crosses into React Query, which wants throws. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
  /** HTTP status; 0 where the server could not be reached at all. */
  readonly status: number;
  readonly code: string;

  constructor(failure: { status: number; code: string; message: string }) {
    super(failure.message);
    this.status = failure.status;
    this.code = failure.code;
  }
}

export function isRefusedAs(error: unknown, status: number): boolean {
  return error instanceof RequestFailed && error.status === status;
}

/** True where the same call may well succeed later: no connection, too many calls, a server in trouble. */
export function isPassing(error: unknown): boolean {
  return (
    error instanceof RequestFailed && (error.status === 0 || error.status === 429 || error.status >= 500)
  );
}

export function getJson<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return requestJson<Answer>(path, signal ? { signal } : {});
}

export function postJson<Answer>(path: string, body: unknown): Promise<Answer> {
  return requestJson<Answer>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** The answer as text, for transcripts. */
export async function getText(path: string): Promise<string> {
  const response = await reach(path, {});
  if (!response.ok) throw await failureOf(response);
  return response.text();
}

async function requestJson<Answer>(path: string, init: RequestInit): Promise<Answer> {
  const response = await reach(path, init);
  if (!response.ok) throw await failureOf(response);
  const text = await response.text();
  if (text === '') return null as Answer;
  const answer = parsed(text);
  if (answer === undefined) {
    throw new RequestFailed({ status: response.status, code: 'NOT_JSON', message: '' });
  }
  return answer as Answer;
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { credentials: 'same-origin', ...init });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new RequestFailed({ status: 0, code: 'UNREACHABLE', message: '' });
  }
}

async function failureOf(response: Response): Promise<RequestFailed> {
  const answer = parsed(await response.text().catch(() => ''));
  const { code, message } = isProblem(answer) ? answer.error : { code: 'UNKNOWN', message: '' };
  return new RequestFailed({ status: response.status, code, message });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isProblem(answer: unknown): answer is Problem {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return false;
  const { error } = answer;
  return typeof error === 'object' && error !== null && 'message' in error && 'code' in error;
}
