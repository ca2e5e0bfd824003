import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import OpenAI, { toFile } from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256Hex } from '../src/kernel/hash.ts';
import { probeUpload } from '../src/videos-api/source-video.ts';
import {
  ended,
  purchasesOf,
  quickVideo,
  type RunningServer,
  raw,
  rawCreate,
  startVideosApi,
  under,
} from './factories/videos-api-server.ts';

let running: RunningServer;
let client: OpenAI;
beforeAll(async () => {
  running = await startVideosApi();
  client = running.client;
});
afterAll(() => running.stop());

async function completed(): Promise<OpenAI.Video> {
  return ended(client, (await client.videos.create(quickVideo)).id);
}

async function bytesOf(answer: Response): Promise<Buffer> {
  return Buffer.from(await answer.arrayBuffer());
}

describe('the real client library', () => {
  test('creates a video and sees it queued, then rising, then completed with its expiry', async () => {
    const slow = await startVideosApi({ timing: { queuedMs: 600, runningMs: 1200 } });
    try {
      const created = await slow.client.videos.create(quickVideo);
      expect(created).toMatchObject({
        object: 'video',
        status: 'queued',
        progress: 0,
        model: 'quick',
        size: '160x90',
        seconds: '1',
        error: null,
        completed_at: null,
        expires_at: null,
        remixed_from_video_id: null,
      });
      expect(created.id).toMatch(/^video_[0-9a-f]{32}$/);
      const seen: OpenAI.Video[] = [];
      do {
        await new Promise((resolve) => setTimeout(resolve, 40));
        seen.push(await slow.client.videos.retrieve(created.id));
      } while (seen.length < 100 && seen.at(-1)?.status !== 'completed');
      expect([...new Set(seen.map(({ status }) => status))]).toEqual(['queued', 'in_progress', 'completed']);
      const progress = seen.map((video) => video.progress);
      expect(progress).toEqual(progress.toSorted((a, b) => a - b));
      expect(new Set(progress).size).toBeGreaterThan(4);
      const last = seen.at(-1);
      expect(last?.progress).toBe(100);
      expect((last?.expires_at ?? 0) - (last?.completed_at ?? 0)).toBe(3600);
    } finally {
      await slow.stop();
    }
  });

  test('downloads the film, the thumbnail and the spritesheet', async () => {
    const { id } = await completed();
    const film = await client.videos.downloadContent(id);
    expect(film.headers.get('content-type')).toBe('video/mp4');
    const bytes = await bytesOf(film);
    expect(Number(film.headers.get('content-length'))).toBe(bytes.length);
    expect(await probeUpload(bytes)).toEqual({ size: '160x90', seconds: 1 });
    const thumbnail = await client.videos.downloadContent(id, { variant: 'thumbnail' });
    expect(thumbnail.headers.get('content-type')).toBe('image/webp');
    expect(await loadImage(await bytesOf(thumbnail))).toMatchObject({ width: 160, height: 90 });
    const sheet = await client.videos.downloadContent(id, { variant: 'spritesheet' });
    expect(sheet.headers.get('content-type')).toBe('image/jpeg');
    expect(await loadImage(await bytesOf(sheet))).toMatchObject({ width: 800, height: 180 });
  });

  test('walks the whole list by cursor, in both orders, page after page', async () => {
    const own = await startVideosApi();
    try {
      const ids: string[] = [];
      for (let made = 0; made < 7; made += 1) ids.push((await own.client.videos.create(quickVideo)).id);
      for (const order of ['asc', 'desc'] as const) {
        const listed: string[] = [];
        for await (const video of own.client.videos.list({ limit: 3, order })) listed.push(video.id);
        expect(listed).toEqual(order === 'asc' ? ids : ids.toReversed());
      }
      const page = await own.client.videos.list({ limit: 3, order: 'asc' });
      expect(page).toMatchObject({ has_more: true, last_id: ids[2] });
      expect(await (await raw(own, '/videos?limit=0')).json()).toMatchObject({ data: [], last_id: null });
      // Paging and deleting go together: a deleted cursor still marks its place.
      await ended(own.client, ids[2] ?? '');
      await own.client.videos.delete(ids[2] ?? '');
      const next = await own.client.videos.list({ limit: 2, order: 'asc', after: ids[2] ?? '' });
      expect(next.data.map(({ id }) => id)).toEqual(ids.slice(3, 5));
    } finally {
      await own.stop();
    }
  });

  test('deletes a finished video, which is then unknown to every route, and not one under way', async () => {
    const { id } = await completed();
    expect(await client.videos.delete(id)).toEqual({ id, object: 'video.deleted', deleted: true });
    await expect(client.videos.retrieve(id)).rejects.toThrow(OpenAI.NotFoundError);
    await expect(client.videos.downloadContent(id)).rejects.toThrow(OpenAI.NotFoundError);
    await expect(client.videos.delete(id)).rejects.toThrow(OpenAI.NotFoundError);
    const slow = await client.videos.create(quickVideo, under('stuck'));
    await expect(client.videos.delete(slow.id)).rejects.toThrow(OpenAI.ConflictError);
  });

  test('remixes, edits and extends a completed video, and pays for the new seconds', async () => {
    const { id } = await completed();
    const before = (await purchasesOf(running)).totalMicroUsd;
    const remix = await client.videos.remix(id, { prompt: 'the same at night' });
    expect(remix).toMatchObject({ remixed_from_video_id: id, seconds: '1', size: '160x90', model: 'quick' });
    const edit = await client.videos.edit({ prompt: 'with snow', video: { id } });
    expect(edit).toMatchObject({ remixed_from_video_id: id, seconds: '1' });
    const longer = await client.videos.extend({ prompt: 'and on', seconds: '2' as never, video: { id } });
    expect(longer).toMatchObject({ seconds: '3' });
    expect((await purchasesOf(running)).totalMicroUsd - before).toBe(100_000 + 100_000 + 200_000);
    await ended(client, longer.id);
    const film = await bytesOf(await client.videos.downloadContent(longer.id));
    expect(await probeUpload(film)).toEqual({ size: '160x90', seconds: 3 });
    const waiting = await client.videos.create(quickVideo, under('stuck'));
    await expect(client.videos.remix(waiting.id, { prompt: 'too early' })).rejects.toThrow(/not completed/);
  });

  test('edits and extends a film that it uploads', async () => {
    const { id } = await completed();
    const film = await bytesOf(await client.videos.downloadContent(id));
    const video = () => toFile(film, 'film.mp4', { type: 'video/mp4' });
    expect(await client.videos.edit({ prompt: 'snow', video: await video() })).toMatchObject({
      size: '160x90',
      seconds: '1',
      remixed_from_video_id: null,
    });
    const text = await toFile(Buffer.from('not a film'), 'film.mp4');
    await expect(client.videos.edit({ prompt: 'snow', video: text })).rejects.toThrow(/expected an MP4/);
  });

  test('makes a character of a film and finds it again; a create may name it', async () => {
    const { id } = await completed();
    const film = await bytesOf(await client.videos.downloadContent(id));
    const video = await toFile(film, 'fox.mp4', { type: 'video/mp4' });
    const character = await client.videos.createCharacter({ name: 'Fox', video });
    expect(character).toMatchObject({ name: 'Fox', id: expect.stringMatching(/^char_/) });
    expect(await client.videos.getCharacter(character.id ?? '')).toEqual(character);
    const request = { ...(quickVideo as object), characters: [{ id: character.id }] };
    expect(await client.videos.create(request as never)).toMatchObject({ status: 'queued' });
    const stranger = { ...(quickVideo as object), characters: [{ id: 'char_unknown' }] };
    await expect(client.videos.create(stranger as never)).rejects.toThrow(OpenAI.NotFoundError);
  });

  test('sends a reference picture as a file or a data URL; its size must be the film’s', async () => {
    const picture = (width: number, height: number) => createCanvas(width, height).encodeSync('png');
    const file = await toFile(picture(160, 90), 'first.png', { type: 'image/png' });
    const withReference = (input_reference: unknown) =>
      client.videos.create({ ...(quickVideo as object), input_reference } as never);
    expect(await withReference(file)).toMatchObject({ status: 'queued' });
    const dataUrl = `data:image/png;base64,${picture(160, 90).toString('base64')}`;
    expect(await withReference({ image_url: dataUrl })).toMatchObject({ status: 'queued' });
    const wrongSize = await toFile(picture(100, 90), 'first.png', { type: 'image/png' });
    await expect(withReference(wrongSize)).rejects.toMatchObject({ status: 400, param: 'input_reference' });
    await expect(withReference({ file_id: 'file-1' })).rejects.toMatchObject({ param: 'input_reference' });
  });
});

describe('the wire', () => {
  test('takes JSON as well as forms, and answers 200 with a request id', async () => {
    const answer = await rawCreate(running);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-request-id')).toMatch(/^req_/);
    expect(await answer.json()).toMatchObject({ object: 'video', status: 'queued' });
  });

  test.each([
    ['no prompt', { prompt: undefined }, 400, 'missing_required_parameter', 'prompt'],
    [
      'a prompt over 32,000 characters',
      { prompt: 'x'.repeat(32_001) },
      400,
      'string_above_max_length',
      'prompt',
    ],
    ['seconds as a number', { seconds: 1 }, 400, 'invalid_type', 'seconds'],
    ['seconds that are not offered', { seconds: '7' }, 400, 'invalid_value', 'seconds'],
    ['a size that is not offered', { size: '640x480' }, 400, 'invalid_value', 'size'],
    ['a field of another dialect', { n: 2 }, 400, 'unknown_parameter', 'n'],
    ['a reference of class L', { client_reference: 'k1' }, 400, 'unknown_parameter', 'client_reference'],
    ['an unknown model', { model: 'sora-9' }, 404, 'model_not_found', 'model'],
  ])('refuses %s in the error envelope, and sells nothing', async (_what, change, status, code, param) => {
    const { count } = await purchasesOf(running);
    const answer = await rawCreate(running, {}, { ...(quickVideo as object), ...change });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({
      error: { message: expect.any(String), type: 'invalid_request_error', param, code },
    });
    expect((await purchasesOf(running)).count).toBe(count);
  });

  test('takes a prompt of exactly 32,000 characters', async () => {
    const answer = await rawCreate(running, {}, { ...(quickVideo as object), prompt: 'x'.repeat(32_000) });
    expect(answer.status).toBe(200);
  });

  test('asks for a key, and for a right one where the scenario names them', async () => {
    const bare = await fetch(`${running.server.baseUrl}/videos`);
    expect(bare.status).toBe(401);
    const keyed = await startVideosApi({ apiKeys: ['sk-right'] });
    try {
      await expect(keyed.client.videos.list()).rejects.toMatchObject({
        status: 401,
        code: 'invalid_api_key',
      });
      const right = new OpenAI({ apiKey: 'sk-right', baseURL: keyed.server.baseUrl });
      expect((await right.videos.list()).data).toEqual([]);
    } finally {
      await keyed.stop();
    }
  });

  test('answers 404 for content until the film is there, and for an unknown variant 400', async () => {
    const waiting = await client.videos.create(quickVideo, under('stuck'));
    const early = await raw(running, `/videos/${waiting.id}/content`);
    expect(early.status).toBe(404);
    expect(await early.json()).toMatchObject({
      error: { message: expect.stringContaining('not ready yet') },
    });
    const { id } = await completed();
    expect((await raw(running, `/videos/${id}/content?variant=gif`)).status).toBe(400);
    expect((await raw(running, `/videos/${id}/content`)).status).toBe(200);
  });

  test('serves parts of a film by range, the same bytes for its ETag, and 416 past its end', async () => {
    const { id } = await completed();
    const whole = await bytesOf(await raw(running, `/videos/${id}/content`));
    const part = await raw(running, `/videos/${id}/content`, { headers: { range: 'bytes=100-199' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 100-199/${whole.length}`);
    const etag = part.headers.get('etag') ?? '';
    expect(await bytesOf(part)).toEqual(whole.subarray(100, 200));
    const stale = await raw(running, `/videos/${id}/content`, {
      headers: { range: 'bytes=0-9', 'if-range': '"other"' },
    });
    expect(stale.status).toBe(200);
    const same = await raw(running, `/videos/${id}/content`, {
      headers: { range: 'bytes=0-9', 'if-range': etag },
    });
    expect(same.status).toBe(206);
    const past = await raw(running, `/videos/${id}/content`, { headers: { range: 'bytes=99999999-' } });
    expect(past.status).toBe(416);
    expect(sha256Hex(whole)).toBe(sha256Hex(await bytesOf(await raw(running, `/videos/${id}/content`))));
  });

  test('content is gone after its hour, while the video stays completed', async () => {
    const brief = await startVideosApi({ timing: { queuedMs: 0, runningMs: 0, contentLivesMs: 1500 } });
    try {
      const { id } = await brief.client.videos.create(quickVideo);
      await ended(brief.client, id);
      expect((await raw(brief, `/videos/${id}/content`)).status).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 1600));
      const gone = await raw(brief, `/videos/${id}/content`);
      expect(gone.status).toBe(404);
      expect(await gone.json()).toMatchObject({ error: { message: expect.stringContaining('expired') } });
      expect((await brief.client.videos.retrieve(id)).status).toBe('completed');
    } finally {
      await brief.stop();
    }
  });

  test('a redirect leads to the bytes without the key, and only with its own token', async () => {
    const redirecting = await startVideosApi({ content: 'redirect' });
    try {
      const { id } = await redirecting.client.videos.create(quickVideo);
      await ended(redirecting.client, id);
      const answer = await raw(redirecting, `/videos/${id}/content`);
      expect(answer.status).toBe(302);
      const link = new URL(answer.headers.get('location') ?? '', redirecting.server.baseUrl);
      expect((await fetch(link)).status).toBe(200);
      link.searchParams.set('token', 'guessed');
      expect((await fetch(link)).status).toBe(404);
      const followed = await redirecting.client.videos.downloadContent(id);
      expect(followed.headers.get('content-type')).toBe('video/mp4');
    } finally {
      await redirecting.stop();
    }
  });

  test('servers without optional routes, without cursors and without a list can be had', async () => {
    const poor = await startVideosApi({ hasOptionalRoutes: false, list: 'bare' });
    try {
      const { id } = await poor.client.videos.create(quickVideo);
      await expect(poor.client.videos.remix(id, { prompt: 'x' })).rejects.toThrow(OpenAI.NotFoundError);
      expect(Object.keys((await (await raw(poor, '/videos')).json()) as object)).toEqual(['object', 'data']);
    } finally {
      await poor.stop();
    }
    const mute = await startVideosApi({ list: 'none' });
    try {
      expect((await raw(mute, '/videos')).status).toBe(404);
    } finally {
      await mute.stop();
    }
  });

  test.each([
    ['bodies that are not JSON', 'application/json', '{"prompt":', 400],
    ['bodies that are no object', 'application/json', '["prompt"]', 400],
    ['forms that end in the middle', 'multipart/form-data; boundary=x', '--x\r\nContent-Disp', 400],
    ['forms without a boundary', 'multipart/form-data', 'prompt=a', 400],
    ['bodies of another kind', 'application/xml', '<prompt/>', 415],
    ['bodies over the limit', 'application/json', JSON.stringify({ prompt: 'x'.repeat(70_000) }), 413],
  ])('refuses %s with an envelope', async (_what, contentType, body, status) => {
    const small = await startVideosApi({ limits: { bodyBytesMax: 65_536 } });
    try {
      const answer = await raw(small, '/videos', {
        method: 'POST',
        headers: { 'content-type': contentType },
        body,
      });
      expect(answer.status).toBe(status);
      expect(await answer.json()).toMatchObject({ error: { message: expect.any(String) } });
    } finally {
      await small.stop();
    }
  });
});

test('a form over a limit is answered 413 in words, however much of it is still to come, and nothing is bought', async () => {
  const small = await startVideosApi({ limits: { bodyBytesMax: 65_536 } });
  try {
    const form = new FormData();
    form.append('prompt', 'sea');
    form.append('input_reference', new Blob([new Uint8Array(4_000_000)]), 'first.png');
    const answer = await raw(small, '/videos', { method: 'POST', body: form });
    expect(answer.status).toBe(413);
    const many = new FormData();
    for (let part = 0; part < 100; part += 1) many.append(`field${part}`, 'x');
    expect((await raw(small, '/videos', { method: 'POST', body: many })).status).toBe(413);
    expect((await purchasesOf(small)).count).toBe(0);
  } finally {
    await small.stop();
  }
});

test('a prompt that names a lesson gets the lesson, drawn by the studio in the length asked for', async () => {
  const { id } = await client.videos.create({
    prompt: 'A short film. [lesson:high_utilization/credit_utilization]',
    model: 'sora-2',
    size: '1280x720',
    seconds: '4',
  });
  await ended(client, id);
  const film = await bytesOf(await client.videos.downloadContent(id));
  expect(await probeUpload(film)).toEqual({ size: '1280x720', seconds: 4 });
  const path = join(running.folder, 'film.mp4');
  writeFileSync(path, film);
  const title = execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'format_tags=title', path], {
    encoding: 'utf8',
  });
  expect(title).toContain('How much of your limit you use');
}, 60_000);
