import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  type FilmProviderRig,
  type FilmTrouble,
  filmProviderContract,
} from '../../../test/contracts/film-provider.contract.ts';
import { smallFilm } from '../../../test/factories/film-order.ts';
import { dialects } from '../../../test/factories/sora-dialect-table.ts';
import {
  type DialectFault,
  type DialectName,
  type DialectServer,
  openDialect,
} from '../../../test/factories/sora-dialects.ts';
import { quickOrder, SORA_KEY, soraAt } from '../../../test/factories/sora-rig.ts';
import { sha256Hex } from '../../kernel/hash.ts';
import { FilesystemMediaStore } from '../../storage/filesystem-media-store.ts';
import type { FilmProvider, ProviderHandle, StatusOutcome } from '../film-provider-port.ts';
import type { MediaName } from '../media-store-port.ts';

const never = new AbortController().signal;
const names = Object.keys(dialects) as DialectName[];
const folder = mkdtempSync(join(tmpdir(), 'sora-dialects-'));
let film: Uint8Array;
let server: DialectServer;

beforeAll(async () => {
  film = await smallFilm();
});
afterEach(() => server?.stop());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const faultOf: Readonly<Record<Exclude<FilmTrouble, 'down'>, DialectFault>> = {
  refused: 'refused',
  busy: 'busy',
  'answer-lost': 'cut-after-create',
  failed: 'failed',
  forgotten: 'forgotten',
  truncated: 'truncated',
  'not-a-film': 'json-content',
};

/** Each with its own memory, as another process has it; the store is theirs together. */
const films = () => new FilesystemMediaStore(folder);

async function openRig(name: DialectName, ...faults: DialectFault[]): Promise<FilmProviderRig> {
  const opened = await openDialect(dialects[name], film);
  for (const fault of faults) opened.faults.switchOn(fault);
  return {
    provider: soraAt(opened.origin, { profile: name, films: films() }),
    order: quickOrder,
    secrets: [SORA_KEY],
    switchOn: (trouble) => (trouble === 'down' ? opened.stop() : opened.faults.switchOn(faultOf[trouble])),
    purchaseCount: () => opened.jobs.length,
    filmOf: () => film,
    close: () => opened.stop(),
  };
}

for (const name of names) {
  const cannot = name === 'dynamo' ? { forgotten: 'it remembers nothing: its answer is the film' } : {};
  filmProviderContract(
    `sora with a server like ${name}, built from its documentation`,
    () => openRig(name),
    cannot,
  );
}

async function under(name: DialectName, ...faults: DialectFault[]): Promise<FilmProvider> {
  server = await openDialect(dialects[name], film);
  for (const fault of faults) server.faults.switchOn(fault);
  return soraAt(server.origin, { profile: name, films: films() });
}

filmProviderContract(
  'sora with a server like dynamo whose answer holds the film itself',
  () => openRig('dynamo', 'base64'),
  {
    forgotten: 'it remembers nothing: its answer is the film',
    truncated: 'the answer is read whole or not at all',
    'not-a-film': 'asked below: it is known with the order',
    down: 'the film is here already',
  },
);

async function begun(provider: FilmProvider): Promise<ProviderHandle> {
  const outcome = await provider.start(quickOrder, { reference: 'attempt-1', signal: never });
  if (outcome.kind !== 'started') throw new TypeError(JSON.stringify(outcome));
  return outcome.handle;
}

async function ended(provider: FilmProvider, handle: ProviderHandle): Promise<StatusOutcome> {
  for (;;) {
    const status = await provider.status(handle, never);
    if (status.kind !== 'running') return status;
  }
}

const fetched = (provider: FilmProvider, handle: ProviderHandle) =>
  provider.download(handle, { path: join(folder, 'film.mp4'), signal: never, onProgress: () => undefined });

test.each(names)(
  'an order goes out to %s in its own form, with no field that it doesn’t know',
  async (name) => {
    await begun(await under(name));
    const sent = server.requests[0];
    if (!sent) throw new TypeError('an order was sent');
    const { headers, text, json } = sent;
    const form = { prompt: quickOrder.prompt.text, model: 'quick', size: '160x90' };
    if (name === 'vllm-omni') {
      expect(headers['content-type']).toMatch(/^multipart\/form-data/);
      expect(text).toMatch(/name="seconds"\r\n\r\n1\r\n/);
      return;
    }
    const seconds = name === 'litellm' ? '1' : 1;
    expect(json).toEqual({ ...form, seconds, ...(name === 'dynamo' ? { response_format: 'url' } : {}) });
    expect(headers['idempotency-key']).toBeUndefined();
  },
);

test.each([[], ['base64']] as const)(
  'dynamo: the answer to the order is the film (%s), and nothing is polled',
  async (...faults) => {
    const provider = await under('dynamo', ...(faults as DialectFault[]));
    const handle = JSON.parse(JSON.stringify(await begun(provider))) as ProviderHandle;
    expect(await provider.status(handle, never)).toEqual({
      kind: 'completed',
      expiresAt: null,
      costMicroUsd: null,
    });
    expect(await fetched(provider, handle)).toMatchObject({ kind: 'downloaded', sizeBytes: film.byteLength });
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/v1/videos',
      ...(faults.length ? [] : ['/film.mp4']),
    ]);
  },
);

test('dynamo: a film inside the answer is kept beside the row, not in it, and found from any process', async () => {
  const handle = await begun(await under('dynamo', 'base64'));
  expect(handle).toEqual({
    id: 'req-1',
    state: 'completed',
    persona: quickOrder.lesson.persona,
    topic: quickOrder.lesson.topic,
    hash: sha256Hex(film).slice(0, 16),
  });
  await server.stop();
  const elsewhere = soraAt(server.origin, { profile: 'dynamo', films: films() });
  const outcome = { kind: 'downloaded', sizeBytes: film.byteLength, sha256: sha256Hex(film) };
  expect(await fetched(elsewhere, handle)).toMatchObject(outcome);
  const kept = { ...handle, extension: 'mp4' } as unknown as MediaName;
  await films().remove(kept);
  expect(await fetched(elsewhere, handle)).toMatchObject({ kind: 'lost', code: 'KEPT_FILM_GONE' });
});

test.each([
  ['text', (bytes: Uint8Array) => Buffer.from('{"error":"sorry"}').subarray(0, bytes.length), 'NOT_A_FILM'],
  ['a cut film', (bytes: Uint8Array) => bytes.subarray(0, bytes.length >> 1), 'film_cut_short'],
])(
  'dynamo: %s under a film’s name inside the answer is a failure that may have cost money',
  async (_, spoilt, code) => {
    server = await openDialect(dialects.dynamo, spoilt(film));
    server.faults.switchOn('base64');
    const provider = soraAt(server.origin, { profile: 'dynamo', films: films() });
    const status = await provider.status(await begun(provider), never);
    expect(status).toMatchObject({ kind: 'failed', code, isCharged: null });
  },
);

test('dynamo: a failure comes with the order’s answer, as a sentence', async () => {
  const provider = await under('dynamo', 'failed');
  expect(await provider.status(await begun(provider), never)).toEqual({
    kind: 'failed',
    code: 'FAILED',
    message: 'the worker is gone',
    isCharged: null,
  });
});

test('sglang: a film in the cloud is fetched from the job’s own link', async () => {
  const provider = await under('sglang', 'in-the-cloud');
  const handle = await begun(provider);
  await ended(provider, handle);
  expect(await fetched(provider, handle)).toMatchObject({ kind: 'downloaded' });
  expect(server.requests.at(-1)?.path).toBe('/film.mp4');
});

test('litellm: the id of the order’s answer is used throughout, whatever polls say', async () => {
  const provider = await under('litellm');
  const handle = await begun(provider);
  await ended(provider, handle);
  await fetched(provider, handle);
  const paths = server.requests.slice(1).map(({ path }) => decodeURIComponent(path).split('/')[3]);
  expect(new Set(paths)).toEqual(new Set([handle.id]));
});

test.each(['vllm-omni', 'sglang', 'fastvideo', 'litellm'] as const)(
  '%s: an order that is done at once isn’t polled',
  async (name) => {
    const provider = await under(name, 'done-at-once');
    const handle = await begun(provider);
    expect(await provider.status(handle, never)).toMatchObject({ kind: 'completed' });
    expect(server.requests).toHaveLength(1);
    expect(await fetched(provider, handle)).toMatchObject({ kind: 'downloaded' });
  },
);

test('only vllm-omni ends the work on a deleted video; no other loses a film by cancelling', async () => {
  for (const name of names) {
    const provider = await under(name);
    const handle = await begun(provider);
    expect([name, await provider.cancel(handle, never)]).toEqual([name, name === 'vllm-omni']);
    expect(server.requests.some(({ method }) => method === 'DELETE')).toBe(name === 'vllm-omni');
    await server.stop();
  }
});

test('words of failure are kept in every shape', async () => {
  const said: Record<string, unknown> = {};
  for (const name of names) {
    const provider = await under(name, 'failed');
    const status = await ended(provider, await begun(provider));
    said[name] = status.kind === 'failed' ? [status.code, status.message] : status;
    await server.stop();
  }
  expect(said).toEqual({
    'vllm-omni': ['OutOfMemoryError', 'CUDA out of memory'],
    sglang: ['FAILED', 'worker died'],
    fastvideo: ['generation_failed', 'no GPU'],
    dynamo: ['FAILED', 'the worker is gone'],
    litellm: ['500', 'upstream failed'],
  });
});
