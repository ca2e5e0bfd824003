import { expect, test } from 'vitest';
import { readSoraVideo } from './sora-video.ts';

test.each([
  ['queued', ['queued', 'pending', 'submitted', 'created', 'throttled', 'QUEUED']],
  ['running', ['in_progress', 'processing', 'running', 'generating', 'cancelling', 'In_Progress']],
  ['completed', ['completed', 'succeeded', 'success', 'done', 'Completed']],
  ['failed', ['failed', 'error', 'failure']],
  ['cancelled', ['cancelled', 'canceled', 'deleted']],
  ['expired', ['expired']],
  ['running', ['warming_up', '', 'constructor', '99']],
])('%s is said as %j', (state, words) => {
  for (const status of words) expect(readSoraVideo({ id: 'v', status })).toMatchObject({ state });
});

test.each([
  ['warming_up', 'warming_up'],
  ['Queued', null],
  [undefined, null],
])('a status %j is the unknown word %j', (status, unknownWord) => {
  expect(readSoraVideo({ id: 'v', status, url: 'https://a.test' })).toMatchObject({ unknownWord });
});

test.each([null, undefined, 'text', 7, [], {}, { id: 'v' }, { data: [] }, { error: 'x' }])(
  '%j is no video',
  (json) => {
    expect(readSoraVideo(json)).toBeNull();
  },
);

test('missing is null, and unknown fields are ignored', () => {
  expect(readSoraVideo({ id: 'v', status: 'queued', surprise: [{}] })).toEqual({
    id: 'v',
    state: 'queued',
    unknownWord: null,
    progress: null,
    expiresAt: null,
    failure: { code: 'QUEUED', message: 'the server says queued' },
    links: [],
  });
  expect(readSoraVideo({ status: 'queued', id: 12 })?.id).toBe('12');
  expect(readSoraVideo({ status: 'queued', task_id: 't' })?.id).toBe('t');
  expect(readSoraVideo({ data: { id: 'inner', status: 'done' } })).toMatchObject({
    id: 'inner',
    state: 'completed',
  });
});

test.each([
  [0, 0],
  [40, 0.4],
  [250, 1],
  [-3, 0],
  ['40', null],
  [Number.NaN, null],
])('progress %j is %j', (progress, ratio) => {
  expect(readSoraVideo({ id: 'v', status: 'running', progress })?.progress).toBe(ratio);
});

test.each([
  [1_795_000_000, new Date(1_795_000_000_000)],
  [null, null],
  [0, null],
  ['soon', null],
  [1e300, null],
])('expires_at %j is %j', (expires, moment) => {
  expect(readSoraVideo({ id: 'v', status: 'done', expires_at: expires })?.expiresAt).toEqual(moment);
});

test('links are found wherever a dialect puts them, in one order, each once', () => {
  const video = {
    status: 'completed',
    meta_data: { url: 'i' },
    metadata: { url: 'h' },
    output: [{ url: 'g' }],
    data: [{ url: 'f', b64_json: 'AAAA' }],
    unsigned_urls: ['e'],
    video_url: 'd',
    urls: ['c', 'no'],
    url: 'b',
  };
  const base64 = 'data:video/mp4;base64,AAAA';
  expect(readSoraVideo(video)?.links).toEqual(['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', base64]);
  expect(readSoraVideo({ status: 'done', url: 'x', video_url: 'x', output: 'x' })?.links).toEqual(['x']);
  expect(readSoraVideo({ status: 'done', output: ['y'], url: 5, urls: 'no' })?.links).toEqual(['y']);
  expect(readSoraVideo({ data: [{ url: 'z' }] })).toMatchObject({ state: 'completed', links: ['z'] });
});
