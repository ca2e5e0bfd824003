import { expect, test } from 'vitest';
import type { ProviderAnswer, ProviderReply } from './http/provider-client.ts';
import { polledJob } from './poll-outcome.ts';

const answer = (status: number, json: unknown): ProviderReply & ProviderAnswer => ({
  kind: 'answer',
  status,
  isOk: status < 300,
  contentType: 'application/json',
  bytes: Buffer.from(''),
  json,
  error: status < 300 ? null : { code: null, type: null, message: 'Invalid name' },
  retryAfterMs: null,
  pollAfterMs: null,
  isUncertain: false,
});
const ask = (reply: ProviderReply) =>
  polledJob(reply, {
    read: (json) => (typeof json === 'string' ? json : null),
    isUnknownJob: ({ status, error }) => status === 400 && error?.message === 'Invalid name',
  });

test('only the vendor’s own word ends the asking about a job that was paid for', () => {
  expect(ask(answer(200, 'job'))).toEqual({ kind: 'job', job: 'job' });
  expect(ask(answer(404, { error: {} }))).toMatchObject({ kind: 'lost' });
  expect(ask(answer(410, {}))).toMatchObject({ kind: 'lost' });
  expect(ask(answer(400, {}))).toMatchObject({ kind: 'lost' });
});

test('a blip, a proxy’s page and an answer that can’t be read say nothing about the job', () => {
  expect(ask(answer(200, { status: 7 }))).toMatchObject({ kind: 'unreachable' });
  expect(ask(answer(200, undefined))).toMatchObject({ kind: 'unreachable' });
  expect(ask(answer(404, undefined))).toMatchObject({ kind: 'unreachable' });
  expect(ask(answer(500, {}))).toMatchObject({ kind: 'unreachable' });
  expect(ask({ kind: 'cut', code: 'timeout', message: 'no answer', isUncertain: true })).toMatchObject({
    kind: 'unreachable',
  });
});
