import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { filmProviderContract } from '../../../test/contracts/film-provider.contract.ts';
import { filmOrder } from '../../../test/factories/film-order.ts';
import { anotherHouse } from '../../../test/fixtures/another-house.ts';
import { assert } from '../../kernel/assert.ts';
import { hasFfmpeg } from '../../media/film-fixture.ts';
import { probeMedia } from '../../media/probe-media.ts';
import type { ProviderHandle } from '../film-provider-port.ts';
import { createStudioFilmProvider } from './studio.ts';

const local = 'there is no server: the film is drawn here';

filmProviderContract(
  'studio',
  async () => ({
    provider: createStudioFilmProvider(),
    order: filmOrder({ model: 'studio' }),
    secrets: [],
    purchaseCount: () => null,
    filmOf: drawnElsewhere,
    switchOn: () => undefined,
    close: () => undefined,
  }),
  {
    refused: 'every lesson is known',
    busy: local,
    'answer-lost': local,
    failed: local,
    forgotten: 'its handle says all there is to know',
    truncated: local,
    'not-a-film': local,
    down: local,
  },
);

/** The same handle in another process's hands: the same bytes. */
async function drawnElsewhere(handle: ProviderHandle): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'studio-film-'));
  try {
    const path = join(folder, 'film.mp4');
    const { signal } = new AbortController();
    await createStudioFilmProvider().download(handle, { path, signal, onProgress: () => undefined });
    return await readFile(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const { signal } = new AbortController();
const provider = createStudioFilmProvider();
const order = filmOrder({ model: 'studio' });

async function begun(): Promise<ProviderHandle> {
  const outcome = await provider.start(order, { reference: 'attempt-1', signal });
  if (outcome.kind !== 'started') throw new TypeError(JSON.stringify(outcome));
  return outcome.handle;
}

describe('the studio as a provider', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'studio-provider-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const draw = (handle: ProviderHandle, more: { signal?: AbortSignal; onProgress?: () => void } = {}) =>
    provider.download(handle, {
      path: join(folder, 'film.mp4'),
      signal,
      onProgress: () => undefined,
      ...more,
    });

  test.each([
    ['UNKNOWN_LOCALE', { locale: 'de' }],
    ['UNKNOWN_SIZE', { widthPx: 640, heightPx: 360 }],
    ['UNKNOWN_DURATION', { durationSeconds: 9 }],
    ['UNKNOWN_LESSON', { lesson: { ...order.lesson, version: order.lesson.version + 1 } }],
  ])('refuses what it can’t draw, for good: %s', async (code, changes) => {
    const outcome = await provider.start({ ...order, ...changes }, { reference: 'attempt-1', signal });
    expect(outcome).toMatchObject({ kind: 'refused', code, isPassing: false });
  });

  test.each([
    ['of another lesson version', { version: 0 }],
    ['of no lesson', { topic: 'nothing' }],
    ['of a size that it no longer draws', { size: '640x360' }],
    ['in another theme', { look: '0123456789abcdef' }],
    ['of somebody else', null],
  ])('a handle %s is lost, and leaves nothing', async (_, changes) => {
    const handle = changes === null ? { id: 'video_1' } : { ...(await begun()), ...changes };
    expect(await provider.status(handle, signal)).toMatchObject({ kind: 'lost' });
    expect(await draw(handle)).toMatchObject({ kind: 'lost', code: 'LESSON_CHANGED' });
    expect(await readdir(folder)).toEqual([]);
  });

  test('a house’s theme is another film under another name, and no other house’s', async () => {
    const house = createStudioFilmProvider({ theme: anotherHouse });
    const outcome = await house.start(order, { reference: 'attempt-1', signal });
    assert(outcome.kind === 'started', JSON.stringify(outcome));
    expect(outcome.handle.id).not.toBe((await begun()).id);
    expect(await provider.status(outcome.handle, signal)).toMatchObject({ kind: 'lost' });
    const to = { signal, onProgress: () => undefined };
    const theirs = await house.download(outcome.handle, { ...to, path: join(folder, 'theirs.mp4') });
    const ours = await provider.download(await begun(), { ...to, path: join(folder, 'ours.mp4') });
    assert(theirs.kind === 'downloaded' && ours.kind === 'downloaded', JSON.stringify([theirs, ours]));
    expect(theirs.sha256).not.toBe(ours.sha256);
  });

  test('cancelling has nothing to stop but the download, which its signal ends and which may be had again', async () => {
    const handle = await begun();
    expect(await provider.cancel(handle, signal)).toBe(true);
    const stop = new AbortController();
    const drawing = draw(handle, {
      signal: stop.signal,
      onProgress: () => stop.abort(new RangeError('stop')),
    });
    await expect(drawing).rejects.toThrow('stop');
    expect(await readdir(folder)).toEqual([]);
    expect(await provider.status(handle, signal)).toMatchObject({ kind: 'completed' });
  });

  test('killed in the middle it leaves no file, whole or half', async () => {
    const script = fileURLToPath(new URL('../../../test/harness/drawing-provider.ts', import.meta.url));
    const child = spawn(process.execPath, [script, join(folder, 'film.mp4')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    expect((await ended)[1]).toBe('SIGKILL');
    expect(await readdir(folder)).toEqual([]);
  });

  test.skipIf(!hasFfmpeg)('where an ffmpeg is configured, that encodes the film', async () => {
    const ffmpegPath = join(folder, 'ffmpeg');
    await writeFile(ffmpegPath, `#!/bin/sh\necho asked > ${folder}/asked\nexec ffmpeg "$@"\n`, {
      mode: 0o755,
    });
    const path = join(folder, 'film.mp4');
    const withFfmpeg = createStudioFilmProvider({ ffmpegPath });
    const made = await withFfmpeg.download(await begun(), { path, signal, onProgress: () => undefined });
    expect(made).toMatchObject({ kind: 'downloaded' });
    expect((await readdir(folder)).sort()).toEqual(['asked', 'ffmpeg', 'film.mp4']);
    expect(await probeMedia(path)).toMatchObject({ video: { codec: 'h264', frameCount: 240 } });
  });

  test('an ffmpeg that has gone since the start is a film that isn’t ready, not one that is lost', async () => {
    const gone = createStudioFilmProvider({ ffmpegPath: join(folder, 'no-ffmpeg') });
    const to = { path: join(folder, 'film.mp4'), signal, onProgress: () => undefined };
    expect(await gone.download(await begun(), to)).toMatchObject({
      kind: 'not_ready',
      code: 'RENDER_FAILED',
      message: expect.stringContaining('no-ffmpeg'),
    });
    expect(await readdir(folder)).toEqual([]);
  });
});
