import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  ended,
  purchasesOf,
  quickVideo,
  type RunningServer,
  raw,
  rawCreate,
  startVideosApi,
} from './factories/videos-api-server.ts';

async function withServer(changes: object, work: (running: RunningServer) => Promise<void>): Promise<void> {
  const running = await startVideosApi(changes);
  try {
    await work(running);
  } finally {
    await running.stop();
  }
}

function loggedIds({ server }: RunningServer): string[] {
  const lines = readFileSync(server.purchaseLogPath, 'utf8').trimEnd().split('\n');
  return lines.map((line) => (JSON.parse(line) as { videoId: string }).videoId);
}

describe('purchases', () => {
  test('a hundred creates at once are a hundred purchases, in the log and over the control route', async () => {
    await withServer({}, async (running) => {
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, index) =>
          running.client.videos.create({ ...(quickVideo as object), prompt: `film ${index}` } as never),
        ),
      );
      const ids = answers.map(({ id }) => id);
      expect(new Set(ids).size).toBe(100);
      const { count, totalMicroUsd, purchases } = await purchasesOf(running);
      expect([count, totalMicroUsd]).toEqual([100, 10_000_000]);
      expect(loggedIds(running).toSorted()).toEqual(ids.toSorted());
      expect(purchases.map((one) => one['ordinal'])).toEqual(
        Array.from({ length: 100 }, (_, index) => index + 1),
      );
    });
  });

  test('the price is the model’s, for each second of that size', async () => {
    await withServer(
      { models: undefined, timing: { runningMs: 86_400_000 } },
      async ({ client, ...running }) => {
        const pro = { prompt: 'x', model: 'sora-2-pro', size: '1792x1024', seconds: '12' } as const;
        const { id } = await client.videos.create(pro);
        const { purchases } = await purchasesOf({ client, ...running });
        expect(purchases).toMatchObject([{ videoId: id, priceMicroUsd: 6_000_000, boughtSeconds: 12 }]);
      },
    );
  });

  test('restarts keep purchases, videos and deletions, and bring unfinished videos to their end', async () => {
    const first = await startVideosApi({ timing: { queuedMs: 20, runningMs: 400 } });
    const done = await first.client.videos.create(quickVideo);
    await ended(first.client, done.id);
    const deleted = await first.client.videos.create(quickVideo);
    await ended(first.client, deleted.id);
    await first.client.videos.delete(deleted.id);
    const half = await first.client.videos.create(quickVideo);
    const before = await first.client.videos.retrieve(done.id);
    const second = await first.restart();
    try {
      expect(await second.client.videos.retrieve(done.id)).toEqual(before);
      expect((await ended(second.client, half.id)).status).toBe('completed');
      const listed = (await second.client.videos.list()).data.map(({ id }) => id);
      expect(listed).toEqual([half.id, done.id]);
      expect(loggedIds(second)).toEqual([done.id, deleted.id, half.id]);
    } finally {
      await second.stop();
    }
  });

  test('a line that a kill cut off is taken away; any other damage stops the start and is named', async () => {
    const first = await startVideosApi();
    const { id } = await first.client.videos.create(quickVideo);
    await first.server.close();
    appendFileSync(first.server.purchaseLogPath, '{"kind":"purchase","videoId":"video_ha');
    const second = await startVideosApi({}, first.folder);
    expect(loggedIds(second)).toEqual([id]);
    await second.server.close();
    appendFileSync(second.server.purchaseLogPath, 'scribble\n');
    await expect(startVideosApi({}, first.folder)).rejects.toThrow(/purchases\.ndjson, line 2 can't be read/);
    await first.stop();
  });

  test('two servers never share a folder', async () => {
    await withServer({}, async ({ folder }) => {
      await expect(startVideosApi({}, folder)).rejects.toThrow(/is in use by a server/);
    });
  });

  test('a full folder sells nothing more and says so', async () => {
    await withServer({ limits: { videosMax: 2 } }, async (running) => {
      const statuses = [];
      for (let made = 0; made < 3; made += 1) statuses.push((await rawCreate(running)).status);
      expect(statuses).toEqual([200, 200, 503]);
      expect((await purchasesOf(running)).count).toBe(2);
    });
  });

  test('a page in a browser can’t reach the control routes', async () => {
    await withServer({}, async ({ server }) => {
      const headers = { origin: 'https://example.com' };
      expect((await fetch(`${server.controlUrl}/purchases`, { headers })).status).toBe(403);
    });
  });
});

describe('class K', () => {
  const key = (value: string) => ({ 'idempotency-key': value });

  test('a hundred creates at once under one key buy one video and answer alike', async () => {
    await withServer({ idempotency: 'K' }, async (running) => {
      const answers = await Promise.all(Array.from({ length: 100 }, () => rawCreate(running, key('k-1'))));
      const ids = await Promise.all(answers.map(async (one) => ((await one.json()) as { id: string }).id));
      expect(new Set(ids).size).toBe(1);
      expect((await purchasesOf(running)).count).toBe(1);
    });
  });

  test('the answer that got lost can be had by the same key, after a restart too', async () => {
    const first = await startVideosApi({ idempotency: 'K' });
    const lost = { ...key('k-2'), 'x-videos-api-fault': 'cut-after-create' };
    await expect(rawCreate(first, lost)).rejects.toThrow(TypeError);
    const second = await first.restart();
    try {
      const { id } = (await (await rawCreate(second, key('k-2'))).json()) as { id: string };
      expect(loggedIds(second)).toEqual([id]);
    } finally {
      await second.stop();
    }
  });

  test('another body under the same key is refused; another key buys', async () => {
    await withServer({ idempotency: 'K' }, async (running) => {
      await rawCreate(running, key('k-3'));
      const other = await rawCreate(running, key('k-3'), { ...(quickVideo as object), prompt: 'other' });
      expect(other.status).toBe(422);
      expect(await other.json()).toMatchObject({ error: { code: 'idempotency_key_reused' } });
      expect((await rawCreate(running, key('k-4'))).status).toBe(200);
      expect((await purchasesOf(running)).count).toBe(2);
    });
  });

  test('the same words about another video are another request', async () => {
    await withServer({ idempotency: 'K' }, async (running) => {
      const sources = [
        await running.client.videos.create(quickVideo),
        await running.client.videos.create(quickVideo),
      ];
      const statuses = [];
      for (const { id } of sources) {
        await ended(running.client, id);
        const remix = { prompt: 'at night' };
        const answer = await raw(running, `/videos/${id}/remix`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...key('k-5') },
          body: JSON.stringify(remix),
        });
        statuses.push(answer.status);
      }
      expect(statuses).toEqual([200, 422]);
    });
  });
});

describe('class L', () => {
  test('a lost video is found by its client reference, and by a reference in its prompt', async () => {
    await withServer({ idempotency: 'L' }, async (running) => {
      const request = { ...(quickVideo as object), prompt: 'sea [ref k-7]', client_reference: 'k-7' };
      await expect(rawCreate(running, { 'x-videos-api-fault': 'cut-after-create' }, request)).rejects.toThrow(
        TypeError,
      );
      await rawCreate(running);
      const found = (await (await raw(running, '/videos?client_reference=k-7')).json()) as {
        data: { id: string; client_reference: string }[];
      };
      expect(found.data.map((video) => video.client_reference)).toEqual(['k-7']);
      const byPrompt = (await running.client.videos.list()).data.filter(({ prompt }) =>
        prompt?.includes('[ref k-7]'),
      );
      expect(byPrompt.map(({ id }) => id)).toEqual([found.data[0]?.id]);
    });
  });

  test('does not look at an idempotency key', async () => {
    await withServer({ idempotency: 'L' }, async (running) => {
      await rawCreate(running, { 'idempotency-key': 'k' });
      await rawCreate(running, { 'idempotency-key': 'k' });
      expect((await purchasesOf(running)).count).toBe(2);
    });
  });
});

describe('class N', () => {
  test('buys again under the same key, and a lost video can’t be told from another', async () => {
    await withServer({}, async (running) => {
      await rawCreate(running, { 'idempotency-key': 'k' });
      await rawCreate(running, { 'idempotency-key': 'k' });
      expect((await purchasesOf(running)).count).toBe(2);
      const { data } = await running.client.videos.list();
      expect(data.map(({ prompt }) => prompt)).toEqual([null, null]);
      expect(data.some((video) => 'client_reference' in video)).toBe(false);
      const unfiltered = (await (await raw(running, '/videos?client_reference=k')).json()) as {
        data: unknown[];
      };
      expect(unfiltered.data).toHaveLength(2);
    });
  });
});

test('clips beyond the limit are cleared away and made again, byte for byte', async () => {
  await withServer({ limits: { clipsMax: 1 } }, async (running) => {
    const one = await running.client.videos.create(quickVideo);
    await ended(running.client, one.id);
    const bytes = async (id: string) =>
      Buffer.from(await (await raw(running, `/videos/${id}/content`)).arrayBuffer());
    const before = await bytes(one.id);
    const two = await running.client.videos.create({ ...(quickVideo as object), seconds: '2' } as never);
    await ended(running.client, two.id);
    const { readdirSync } = await import('node:fs');
    const films = () => readdirSync(join(running.folder, 'clips')).filter((name) => name.endsWith('.mp4'));
    expect(films()).toHaveLength(1);
    expect(await bytes(one.id)).toEqual(before);
    expect(films()).toHaveLength(1);
  });
});
