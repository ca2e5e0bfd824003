import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lessons } from '../src/lessons/catalogue.ts';
import type { IdempotencyClass } from '../src/video/film-provider-port.ts';
import { type TestDatabase, testDatabase } from './embedded-database.ts';
import { opened } from './factories/video-rows.ts';
import { startVideosApi } from './factories/videos-api-server.ts';
import { type CheckReport, check, purchasesAt } from './harness/checker.ts';
import { type DeathPoint, Died, dyingWorker, workThrough } from './harness/dying-worker.ts';
import { openStack, type Stack } from './harness/film-stack.ts';
import type { PlantedBug } from './harness/planted-bugs.ts';

const SETTLES_WITHIN_MS = 30_000;
/** More calls than a film takes: a worker that reaches the end of its work doesn't die. */
const CALLS_MAX = 40;

type Life = { readonly diedAt: string | null; readonly state: string };

/** One worker for each call that making a film takes, dying before or after it; then another, who lives. */
async function dieEverywhere(
  idempotency: IdempotencyClass,
  bug: PlantedBug | null = null,
): Promise<{ lives: readonly Life[]; report: CheckReport }> {
  const database = await testDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'spendsense-deaths-'));
  const api = await startVideosApi({ idempotency });
  const stack = openStack(stackOptions(database, dataDir, api.server.baseUrl, idempotency, bug));
  try {
    const points = Array.from({ length: CALLS_MAX }, (_, index) =>
      (['before', 'after'] as const).map((side) => ({ callNumber: index + 1, side })),
    ).flat();
    const lives = await Promise.all(points.map((point, index) => liveTwice(stack, point, index)));
    const purchases = await purchasesAt(api.server.controlUrl);
    return { lives, report: await check(stack, { purchases, idempotency, freezes: 0, dataDir }) };
  } finally {
    await stack.close();
    await api.stop();
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const stackOptions = (
  database: TestDatabase,
  dataDir: string,
  videosApiUrl: string,
  idempotency: IdempotencyClass,
  bug: PlantedBug | null,
) => ({ connection: database.connection, dataDir, videosApiUrl, idempotency, bug, capMicroUsd: 1e12 });

async function liveTwice(stack: Stack, point: DeathPoint, index: number): Promise<Life> {
  const lesson = lessons[index % lessons.length];
  if (!lesson) throw new TypeError('the catalogue holds lessons');
  const { persona, topic, version: lessonVersion } = lesson;
  const slotKey = randomUUID().replaceAll('-', '').slice(0, 16);
  const intent = { persona, topic, locale: 'en', lessonVersion, slotKey, track: 'provider' as const };
  const { jobId } = await opened(stack.jobs, intent);
  const { work, diedAt } = dyingWorker(stack, point);
  await workThrough(work, stack.jobs, jobId, SETTLES_WITHIN_MS).catch((error: unknown) => {
    if (!(error instanceof Died)) throw error;
  });
  const state = await workThrough(stack, stack.jobs, jobId, SETTLES_WITHIN_MS);
  return { diedAt: diedAt(), state };
}

/** The points from the journal of the call to the handle in the row: what is known is that nobody knows. */
const inTheDark = [
  'after attempts.beginCall',
  'before provider.start',
  'after provider.start',
  'before attempts.keepHandle',
];

test.each(['K', 'L', 'N'] as const)(
  'class %s: a worker that dies at any of its calls costs no second purchase, and the film comes',
  { timeout: 90_000 },
  async (idempotency) => {
    const { lives, report } = await dieEverywhere(idempotency);
    expect(report.violations).toEqual([]);
    const deaths = lives.flatMap(({ diedAt }) => diedAt ?? []);
    expect(deaths, 'each step of the way is among them').toEqual(
      expect.arrayContaining([
        'before jobs.claim',
        'after attempts.open',
        'after attempts.beginCall',
        'after attempts.keepHandle',
        'after provider.status',
        'before provider.download',
        'after attempts.noteDelivery',
        'after media.put',
        'before jobs.publish',
        'after jobs.publish',
      ]),
    );
    expect(
      lives.some(({ diedAt }) => diedAt === null),
      'the last ones lived',
    ).toBe(true);
    const unknown = lives.filter(({ state }) => state === 'unknown').map(({ diedAt }) => diedAt);
    expect(unknown.toSorted()).toEqual(idempotency === 'N' ? inTheDark.toSorted() : []);
  },
);

test('the harness sees a call that is journalled too late', { timeout: 90_000 }, async () => {
  const { report } = await dieEverywhere('N', 'journal_after_the_call');
  expect(report.violations.join()).toContain('double purchases');
});
