import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { probeUpload } from '../src/videos-api/source-video.ts';
import {
  ended,
  purchasesOf,
  quickVideo,
  type RunningServer,
  raw,
  rawCreate,
  scenarioOf,
  startVideosApi,
} from './factories/videos-api-server.ts';

let running: RunningServer;
let client: OpenAI;
beforeAll(async () => {
  running = await startVideosApi();
  client = running.client;
});
afterAll(() => running.stop());

const fault = (value: unknown) => ({
  'x-videos-api-fault': typeof value === 'string' ? value : JSON.stringify(value),
});

/** A video that was created under a fault. */
async function bought(value: unknown): Promise<string> {
  const answer = await rawCreate(running, fault(value));
  expect(answer.status).toBe(200);
  return ((await answer.json()) as OpenAI.Video).id;
}

async function salesOf(work: () => Promise<unknown>): Promise<number> {
  const before = (await purchasesOf(running)).count;
  await work();
  return (await purchasesOf(running)).count - before;
}

describe('faults of a request: nothing is bought', () => {
  test('rate-limited answers 429 with both waiting headers', async () => {
    const sold = await salesOf(async () => {
      const answer = await rawCreate(running, fault({ fault: 'rate-limited', retryAfterMs: 1500 }));
      expect(answer.status).toBe(429);
      expect(answer.headers.get('retry-after')).toBe('2');
      expect(answer.headers.get('retry-after-ms')).toBe('1500');
      expect(await answer.json()).toMatchObject({
        error: { type: 'rate_limit_error', code: 'rate_limit_exceeded' },
      });
    });
    expect(sold).toBe(0);
    expect((await raw(running, '/videos', { headers: fault('rate-limited') })).status).toBe(429);
  });

  test.each([
    ['insufficient-quota', 429, 'insufficient_quota'],
    ['sentinel-block', 400, 'sentinel_block'],
    [{ fault: 'server-error', status: 503 }, 503, 'server_error'],
  ])('%j answers with its status and code', async (value, status, code) => {
    const sold = await salesOf(async () => {
      const answer = await rawCreate(running, fault(value));
      expect(answer.status).toBe(status);
      expect(await answer.json()).toMatchObject({ error: { code } });
    });
    expect(sold).toBe(0);
  });

  test('cut-before-create ends the connection without an answer', async () => {
    const sold = await salesOf(() =>
      expect(rawCreate(running, fault('cut-before-create'))).rejects.toThrow(TypeError),
    );
    expect(sold).toBe(0);
  });

  test.each([
    ['without-code', { error: { message: expect.any(String) } }],
    ['string', { error: expect.any(String) }],
    ['detail', { detail: expect.any(String) }],
  ])('error-shape %s bends every error of the request', async (shape, body) => {
    const bent = fault({ fault: 'error-shape', shape });
    const answer = await raw(running, '/videos/video_unknown', { headers: bent });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual(body);
    const { code } = (
      (await (await rawCreate(running, bent, { prompt: '' })).json()) as { error?: { code?: 1 } }
    ).error ?? { code: undefined };
    expect(code).toBeUndefined();
  });

  test('a whole server may speak another error shape', async () => {
    const other = await startVideosApi({ errorShape: 'detail' });
    try {
      const answer = await raw(other, '/videos/video_unknown');
      expect(await answer.json()).toEqual({ detail: "Video with id 'video_unknown' not found." });
    } finally {
      await other.stop();
    }
  });

  test('an unknown fault is refused with those that there are, and nothing is bought', async () => {
    const sold = await salesOf(async () => {
      const answer = await rawCreate(running, fault('explode'));
      expect(answer.status).toBe(400);
      expect(await answer.text()).toMatch(/unknown fault; allowed are .*stuck.*content-late/);
      expect((await rawCreate(running, fault('{"fault":'))).status).toBe(400);
      const wrong = await rawCreate(running, fault({ fault: 'stuck', progress: 101 }));
      expect(await wrong.text()).toContain('[0].progress');
    });
    expect(sold).toBe(0);
  });
});

describe('faults after a purchase', () => {
  test('error-after-create answers 500 for a video that was bought and can be listed', async () => {
    const sold = await salesOf(async () => {
      expect((await rawCreate(running, fault('error-after-create'))).status).toBe(500);
    });
    expect(sold).toBe(1);
    const listed = await client.videos.list({ limit: 1 });
    const { purchases } = await purchasesOf(running);
    expect(listed.data[0]?.id).toBe(purchases.at(-1)?.['videoId']);
  });

  test('cut-after-create ends the connection for a video that was bought', async () => {
    const sold = await salesOf(() =>
      expect(rawCreate(running, fault('cut-after-create'))).rejects.toThrow(TypeError),
    );
    expect(sold).toBe(1);
  });

  test('late-answer buys at once and answers later; late-purchase buys later, though the client has gone', async () => {
    const sold = await salesOf(async () => {
      const startedAt = performance.now();
      expect((await rawCreate(running, fault({ fault: 'late-answer', forMs: 150 }))).status).toBe(200);
      expect(performance.now() - startedAt).toBeGreaterThan(140);
      const gone = AbortSignal.timeout(60);
      const headers = { authorization: 'Bearer test-key', 'content-type': 'application/json' };
      const late = { ...headers, ...fault({ fault: 'late-purchase', forMs: 250 }) };
      const body = JSON.stringify(quickVideo);
      const call = fetch(`${running.server.baseUrl}/videos`, {
        method: 'POST',
        headers: late,
        body,
        signal: gone,
      });
      await expect(call).rejects.toThrow();
      expect((await purchasesOf(running)).purchases.at(-1)?.['faults']).toEqual([
        { fault: 'late-answer', forMs: 150 },
      ]);
      await vi.waitFor(async () => {
        expect((await purchasesOf(running)).purchases.at(-1)?.['faults']).toMatchObject([
          { fault: 'late-purchase' },
        ]);
      });
    });
    expect(sold).toBe(2);
  });

  test('the client library’s own retries buy again and again', async () => {
    const rules = [{ apply: ['error-after-create'], timesMax: 2 }];
    const own = await startVideosApi({ faults: rules });
    try {
      const eager = new OpenAI({ apiKey: 'k', baseURL: own.server.baseUrl });
      await eager.videos.create(quickVideo);
      const { count, totalMicroUsd, purchases } = await purchasesOf(own);
      expect([count, totalMicroUsd]).toEqual([3, 300_000]);
      expect(purchases.map((one) => one['clientRetryCount'])).toEqual(['0', '1', '2']);
    } finally {
      await own.stop();
    }
  }, 15_000);
});

describe('faults of a video’s course', () => {
  test('stuck stays in progress at its mark; frozen-progress at 99', async () => {
    const [stuck, frozen] = [await bought({ fault: 'stuck', progress: 30 }), await bought('frozen-progress')];
    await ended(client, await bought([]));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await client.videos.retrieve(stuck)).toMatchObject({ status: 'in_progress', progress: 30 });
    expect(await client.videos.retrieve(frozen)).toMatchObject({ status: 'in_progress', progress: 99 });
    expect((await raw(running, `/videos/${stuck}/content`)).status).toBe(404);
  });

  test('failed ends with moderation_blocked, is refunded, and has no content', async () => {
    const before = (await purchasesOf(running)).refundedMicroUsd;
    const id = await bought('failed');
    expect(await ended(client, id)).toMatchObject({
      status: 'failed',
      completed_at: null,
      error: { code: 'moderation_blocked', message: expect.any(String) },
    });
    expect((await raw(running, `/videos/${id}/content`)).status).toBe(404);
    expect((await purchasesOf(running)).refundedMicroUsd - before).toBe(100_000);
  });

  test.each([
    ['without a code', { message: 'out of memory' }],
    ['with a number for a code', { code: 500, message: 'x' }],
    ['as a plain sentence', 'CUDA error'],
  ])('failed may come %s', async (_how, error) => {
    const id = await bought({ fault: 'failed', error });
    expect((await ended(client, id)).error).toEqual(error);
  });

  test('unknown-status shows a word of its own while the video is under way, then ends as usual', async () => {
    const word = { fault: 'unknown-status', status: 'warming_up' };
    expect((await client.videos.retrieve(await bought([word, 'stuck']))).status).toBe('warming_up');
    const id = await bought(word);
    expect((await ended(client, id)).status).toBe('completed');
  });

  test('poll-error refuses the first polls, then answers', async () => {
    const id = await bought({ fault: 'poll-error', status: 502, times: 2 });
    const statuses = [];
    for (let polls = 0; polls < 3; polls += 1) statuses.push((await raw(running, `/videos/${id}`)).status);
    expect(statuses).toEqual([502, 502, 200]);
  });

  test('id-changed polls with an id that leads nowhere; the create’s own id still works', async () => {
    const id = await bought('id-changed');
    await ended(client, id);
    const polled = (await client.videos.retrieve(id)).id;
    expect(polled).not.toBe(id);
    expect((await raw(running, `/videos/${polled}/content`)).status).toBe(404);
    expect((await raw(running, `/videos/${id}/content`)).status).toBe(200);
  });

  test('vanish-after-restart loses the video and keeps the purchase', async () => {
    const first = await startVideosApi();
    const gone = (await (await rawCreate(first, fault('vanish-after-restart'))).json()) as OpenAI.Video;
    const kept = await first.client.videos.create(quickVideo);
    expect((await first.client.videos.retrieve(gone.id)).id).toBe(gone.id);
    const second = await first.restart();
    try {
      await expect(second.client.videos.retrieve(gone.id)).rejects.toThrow(OpenAI.NotFoundError);
      expect((await second.client.videos.list()).data.map(({ id }) => id)).toEqual([kept.id]);
      expect((await purchasesOf(second)).count).toBe(2);
    } finally {
      await second.stop();
    }
  });
});

describe('faults of content', () => {
  test('content-late is 404 for a while after completion', async () => {
    const id = await bought({ fault: 'content-late', forMs: 1500 });
    await ended(client, id);
    expect((await raw(running, `/videos/${id}/content`)).status).toBe(404);
    await new Promise((resolve) => setTimeout(resolve, 1600));
    expect((await raw(running, `/videos/${id}/content`)).status).toBe(200);
  });

  test('content-json is an error under a film’s name', async () => {
    const id = await bought('content-json');
    await ended(client, id);
    const answer = await raw(running, `/videos/${id}/content`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'video/mp4']);
    expect(await answer.json()).toMatchObject({ error: { code: 'not_found' } });
  });

  test('content-truncated ends before the length it announced, or announces too little', async () => {
    const cut = await bought('content-truncated');
    const short = await bought({ fault: 'content-truncated', lengthHeader: 'short' });
    const whole = await bought([]);
    for (const id of [cut, short, whole]) await ended(client, id);
    const full = Buffer.from(await (await raw(running, `/videos/${whole}/content`)).arrayBuffer());
    const broken = await raw(running, `/videos/${cut}/content`);
    expect(Number(broken.headers.get('content-length'))).toBe(full.length);
    await expect(broken.arrayBuffer()).rejects.toThrow(TypeError);
    const half = Buffer.from(await (await raw(running, `/videos/${short}/content`)).arrayBuffer());
    expect(half).toEqual(full.subarray(0, Math.floor(full.length / 2)));
    expect(await probeUpload(full)).not.toBeNull();
  });
});

describe('rules of a scenario', () => {
  test('hold for the requests they name, as often as they say', async () => {
    const faults = [
      { apply: ['server-error'], when: { createRequests: [2, 3] } },
      { apply: ['sentinel-block'], when: { promptIncludes: 'crash', model: 'quick' }, timesMax: 1 },
    ];
    const ruled = await startVideosApi({ faults });
    try {
      const statuses = [];
      for (const prompt of ['a', 'b', 'c', 'a crash', 'a crash']) {
        statuses.push((await rawCreate(ruled, {}, { ...(quickVideo as object), prompt })).status);
      }
      expect(statuses).toEqual([200, 500, 500, 400, 200]);
    } finally {
      await ruled.stop();
    }
  });

  test('a share is drawn by the seed: the same requests each time, near the share', async () => {
    const { FaultPlan } = await import('../src/videos-api/fault-plan.ts');
    const drawn = (seed: string) => {
      const plan = new FaultPlan(
        scenarioOf({ seed, faults: [{ apply: ['stuck'], when: { shareRatio: 0.2 } }] }),
      );
      return Array.from({ length: 1000 }, () => plan.next({ prompt: '', model: '' }).length);
    };
    expect(drawn('a')).toEqual(drawn('a'));
    expect(drawn('a')).not.toEqual(drawn('b'));
    const struck = drawn('a').reduce((sum, one) => sum + one, 0);
    expect(struck).toBeGreaterThan(150);
    expect(struck).toBeLessThan(250);
  });

  test('can be changed while the server runs, and a wrong one changes nothing', async () => {
    const own = await startVideosApi();
    const put = (body: object) =>
      fetch(`${own.server.controlUrl}/scenario`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    try {
      const wrong = await put({ idempotency: 'K', tming: {} });
      expect(wrong.status).toBe(400);
      expect(await wrong.text()).toContain('tming');
      expect((await rawCreate(own)).status).toBe(200);
      expect((await put({ ...scenarioOf(), faults: [{ apply: ['server-error'] }] })).status).toBe(200);
      expect((await rawCreate(own)).status).toBe(500);
    } finally {
      await own.stop();
    }
  });

  test('createsPerMinute refuses the one over it and says how many are left', async () => {
    const limited = await startVideosApi({ createsPerMinute: 2 });
    try {
      const answers = [await rawCreate(limited), await rawCreate(limited), await rawCreate(limited)];
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
      const left = answers.map(({ headers }) => headers.get('x-ratelimit-remaining-requests'));
      expect(left).toEqual(['1', '0', '0']);
      expect(Number(answers[2]?.headers.get('retry-after-ms'))).toBeGreaterThan(50_000);
      expect((await purchasesOf(limited)).count).toBe(2);
    } finally {
      await limited.stop();
    }
  });
});
