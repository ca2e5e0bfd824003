import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import OpenAI from 'openai';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  ended,
  quickVideo,
  type RunningServer,
  rawCreate,
  startVideosApi,
} from './factories/videos-api-server.ts';

const secret = `whsec_${Buffer.from('a secret of the tests, 32 bytes.').toString('base64')}`;
const verifier = new OpenAI({ apiKey: 'k', webhookSecret: secret });

type Received = { readonly headers: IncomingHttpHeaders; readonly body: string; readonly videoId: string };

let receiver: Server;
let received: Received[];
let answers: number[];
let url: string;
let running: RunningServer;

beforeEach(async () => {
  received = [];
  answers = [];
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const event = JSON.parse(body) as { data: { id: string } };
    received.push({ headers: request.headers, body, videoId: event.data.id });
    response.writeHead(answers.shift() ?? 204).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  running = await startVideosApi({
    webhooks: [{ url, secret }],
    webhookRetry: { attemptsMax: 3, firstDelayMs: 30 },
  });
});
afterEach(async () => {
  await running.stop();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

async function bought(fault: unknown = []): Promise<string> {
  const answer = await rawCreate(running, { 'x-videos-api-fault': JSON.stringify(fault) });
  return ((await answer.json()) as OpenAI.Video).id;
}

async function arrived(count: number): Promise<void> {
  await expect.poll(() => received.length, { timeout: 5000, interval: 10 }).toBe(count);
}

/** Long enough for a delivery that must not come. */
const quiet = () => new Promise((resolve) => setTimeout(resolve, 250));

async function deliveries(): Promise<{ videoId: string; result: string; attempt: number; detail: string }[]> {
  const answer = await fetch(`${running.server.controlUrl}/webhooks`);
  return ((await answer.json()) as { deliveries: never[] }).deliveries;
}

function unwrap({ body, headers }: Received): Promise<unknown> {
  return verifier.webhooks.unwrap(body, headers as Record<string, string>);
}

describe('webhooks', () => {
  test('tell of completion with the id alone, under a signature that the real library accepts', async () => {
    const { id } = await running.client.videos.create(quickVideo);
    await ended(running.client, id);
    await arrived(1);
    const [only] = received;
    expect(await unwrap(only as Received)).toEqual({
      id: expect.stringMatching(/^evt_[0-9a-f]{32}$/),
      object: 'event',
      created_at: expect.any(Number),
      type: 'video.completed',
      data: { id },
    });
    const changed = { ...(only as Received), body: (only as Received).body.replace('completed', 'failed') };
    await expect(unwrap(changed)).rejects.toThrow(OpenAI.InvalidWebhookSignatureError);
  });

  test('tell of failure', async () => {
    await bought('failed');
    await arrived(1);
    expect(await unwrap(received[0] as Received)).toMatchObject({ type: 'video.failed' });
  });

  test('come again, under the same webhook-id, until they are taken', async () => {
    answers = [500, 503];
    await bought();
    await arrived(3);
    await quiet();
    expect(received).toHaveLength(3);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect((await deliveries()).map(({ result, attempt }) => [attempt, result])).toEqual([
      [1, 'retried'],
      [2, 'retried'],
      [3, 'delivered'],
    ]);
  });

  test('are given up after the last attempt', async () => {
    answers = [500, 500, 500];
    await bought();
    await arrived(3);
    await quiet();
    expect((await deliveries()).at(-1)).toMatchObject({ result: 'given_up', detail: 'answered 500' });
  });

  test('that nobody took are sent after a restart, and those taken are not', async () => {
    const taken = await bought();
    await arrived(1);
    answers = [500];
    const missed = await bought();
    await arrived(2);
    const again = await running.restart();
    running = again;
    await arrived(3);
    await quiet();
    expect(received.map(({ videoId }) => videoId)).toEqual([taken, missed, missed]);
  });
});

describe('faults of webhooks', () => {
  test('webhook-missing never comes, though the video ends', async () => {
    const id = await bought('webhook-missing');
    await ended(running.client, id);
    await quiet();
    expect(received).toEqual([]);
    expect(await deliveries()).toMatchObject([{ videoId: id, result: 'withheld' }]);
  });

  test('webhook-duplicated comes as often as it says, under one webhook-id', async () => {
    await bought({ fault: 'webhook-duplicated', copies: 3 });
    await arrived(3);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  test('webhook-out-of-order waits until a later video’s has gone', async () => {
    const first = await bought('webhook-out-of-order');
    await ended(running.client, first);
    await quiet();
    expect(received).toEqual([]);
    const second = await bought();
    await arrived(2);
    expect(received.map(({ videoId }) => videoId)).toEqual([second, first]);
  });

  test('webhook-early says completed while the video is under way', async () => {
    const id = await bought(['webhook-early', 'stuck']);
    await arrived(1);
    expect(await unwrap(received[0] as Received)).toMatchObject({ type: 'video.completed', data: { id } });
    expect((await running.client.videos.retrieve(id)).status).toBe('in_progress');
    await ended(running.client, await bought('webhook-early'));
    await quiet();
    expect(received).toHaveLength(2);
  });

  test('webhook-bad-signature is refused by the real library', async () => {
    await bought('webhook-bad-signature');
    await arrived(1);
    await expect(unwrap(received[0] as Received)).rejects.toThrow(/does not match/);
  });

  test.each([
    [-600, /too old/],
    [600, /too new/],
  ])('webhook-clock-skew of %i s is refused by the real library', async (skewSeconds, why) => {
    await bought({ fault: 'webhook-clock-skew', skewSeconds });
    await arrived(1);
    await expect(unwrap(received[0] as Received)).rejects.toThrow(why);
  });
});
