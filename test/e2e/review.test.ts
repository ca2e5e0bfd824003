import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../embedded-database.ts';
import { type ApiClient, apiClient } from './api.ts';
import { FILM_MICRO_USD, type FilmServer, startFilmServer } from './film-server.ts';
import {
  databaseUrlOf,
  eventually,
  type Finished,
  freshDataDir,
  type RunningProgram,
  runProgram,
  signInBy,
  startProgram,
} from './program.ts';

/** Both gates, the command line at them, and a provider that sells, through the program as people run it. */

const gated = { persona: 'savings_builder', topic: 'goal_setting' };
const lostCall = { persona: 'variable_income', topic: 'cash_buffer' };
const nobody = '00000000-0000-4000-8000-000000000000';

let folder: Awaited<ReturnType<typeof freshDataDir>>;
let database: TestDatabase;
let films: FilmServer;
let program: RunningProgram;
let api: ApiClient;
let options: { dataDir: string; extra: Record<string, string> };

beforeAll(async () => {
  folder = await freshDataDir();
  database = await testDatabase();
  films = await startFilmServer({ idempotency: 'N' });
  const DATABASE_URL = databaseUrlOf(database.connection);
  options = {
    dataDir: folder.path,
    extra: { ...films.settings, SAMPLE_MEMBERS: 'off', REVIEW: 'both', DATABASE_URL },
  };
  program = await startProgram(options);
  api = apiClient(program.url, await signInBy(program.operatorLink));
}, 120_000);
afterAll(async () => {
  await program?.stop();
  await films?.stop();
  await database?.close();
  await folder.remove();
});

const video = (...args: readonly string[]): Promise<Finished> => runProgram(['video', ...args], options);
const by = ['--by', 'Olga'] as const;

type Status = {
  jobs: readonly { jobId: string; filmPath: string | null }[];
  budget: { reservedMicroUsd: number; spentTodayMicroUsd: number };
};

async function status(): Promise<Status> {
  return JSON.parse((await video('status', '--json')).stdout) as Status;
}

/** The latest order of a lesson, once it stands where it should. */
async function orderThat(
  lesson: { topic: string },
  stands: { state: string; gate?: string },
): Promise<{ jobId: string; failure: string | null }> {
  const read = async () =>
    await database.db
      .selectFrom('video_jobs')
      .select(['job_id as jobId', 'state', 'gate', 'failure_code as failure'])
      .where('track', '=', 'provider')
      .where('topic', '=', lesson.topic)
      .orderBy('created_at', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
  const job = await eventually(
    read,
    ({ state, gate }) => state === stands.state && (gate ?? undefined) === stands.gate,
    120_000,
  );
  expect(job).toMatchObject(stands);
  return job;
}

const money = async () => {
  const row = await database.db.selectFrom('video_budget').selectAll().executeTakeFirstOrThrow();
  return { reserved: row.reserved_micro_usd, spent: row.spent_today_micro_usd };
};

const decisions = async (): Promise<readonly string[]> =>
  (
    await database.db
      .selectFrom('audit_entries')
      .select('action')
      .where('action', 'like', 'film%')
      .orderBy('position')
      .execute()
  ).map(({ action }) => action);

async function studioIsShown(lesson: typeof gated): Promise<string> {
  const media = await eventually(
    () => api.videoStatus(lesson),
    (found) => found.status === 'ready',
    120_000,
  );
  expect(media).toMatchObject({ status: 'ready', provider: 'studio', isAiGenerated: false });
  return media.url ?? '';
}

describe('a prompt and a film at their gates', () => {
  test('asking costs nothing: the prompt waits, the member gets the studio’s film', async () => {
    expect((await api.generate(gated)).outcome).toBe('awaiting_approval');
    await orderThat(gated, { state: 'awaiting_approval', gate: 'spend' });
    await studioIsShown(gated);
    expect([await films.purchases(), await money()]).toEqual([[], { reserved: 0, spent: 0 }]);
  }, 300_000);

  test('a prompt that is turned down is never bought, and retrying puts it to the gate again', async () => {
    const { jobId } = await orderThat(gated, { state: 'awaiting_approval', gate: 'spend' });
    const said = await video('reject', jobId, ...by, '--reason', 'the card looks like a bank’s');
    expect([said.code, said.stdout]).toEqual([
      0,
      `${jobId}: rejected at the spend gate by Olga, now rejected\n`,
    ]);
    const retried = await video('retry', jobId, '--json');
    expect(JSON.parse(retried.stdout)).toMatchObject({ status: 'awaiting_approval' });
    expect((await orderThat(gated, { state: 'awaiting_approval', gate: 'spend' })).jobId).not.toBe(jobId);
    expect(await films.purchases()).toEqual([]);
  }, 300_000);

  test('an approved prompt is bought once; its film waits, and nobody sees it', async () => {
    const shown = await studioIsShown(gated);
    const { jobId } = await orderThat(gated, { state: 'awaiting_approval', gate: 'spend' });
    const said = await video('approve', jobId, ...by, '--json');
    expect(JSON.parse(said.stdout)).toEqual({
      jobId,
      gate: 'spend',
      verdict: 'approved',
      by: 'Olga',
      status: 'queued',
    });
    await orderThat(gated, { state: 'awaiting_approval', gate: 'show' });
    expect(await films.purchases()).toHaveLength(1);
    expect(await money()).toEqual({ reserved: 0, spent: FILM_MICRO_USD });
    const { jobs, budget } = await status();
    expect(budget).toMatchObject({ reservedMicroUsd: 0, spentTodayMicroUsd: FILM_MICRO_USD });
    const { filmPath } = jobs.find((job) => job.jobId === jobId) ?? {};
    const name = filmPath?.split('/').at(-1);
    expect(name).toMatch(/^[0-9a-f]{16}\.mp4$/);
    expect((await fetch(`${program.url}/videos/${name}`)).status).toBe(404);
    expect((await api.videoStatus(gated)).url).toBe(shown);
  }, 300_000);

  test('a film that is turned down is never served; what it cost stays spent, the studio’s stays shown', async () => {
    const shown = await studioIsShown(gated);
    const { jobId } = await orderThat(gated, { state: 'awaiting_approval', gate: 'show' });
    expect((await video('reject', jobId, ...by, '--reason', 'there is lettering in it')).code).toBe(0);
    expect(await money()).toEqual({ reserved: 0, spent: FILM_MICRO_USD });
    expect((await api.videoStatus(gated)).url).toBe(shown);
    await video('retry', jobId);
    // The prompt was approved before: only the film waits this time.
    await orderThat(gated, { state: 'awaiting_approval', gate: 'show' });
    expect(await films.purchases()).toHaveLength(2);
  }, 300_000);

  test('an approved film is served, marked as made by a model', async () => {
    const { jobId } = await orderThat(gated, { state: 'awaiting_approval', gate: 'show' });
    expect((await video('approve', jobId, ...by)).stdout).toContain(
      'approved at the show gate by Olga, now ready',
    );
    const media = await eventually(
      () => api.videoStatus(gated),
      ({ provider }) => provider === 'sora',
      30_000,
    );
    expect(media).toMatchObject({ status: 'ready', provider: 'sora', isAiGenerated: true });
    const served = await fetch(program.url + media.url);
    expect([served.status, served.headers.get('content-type')]).toEqual([200, 'video/mp4']);
    const bytes = new Uint8Array(await served.arrayBuffer());
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    expect(media.url).toBe(`/videos/${digest}.mp4`);
    expect(Buffer.from(bytes).includes('trainedAlgorithmicMedia')).toBe(true);
    expect(await money()).toEqual({ reserved: 0, spent: 2 * FILM_MICRO_USD });
  }, 300_000);
});

test('a film that is shown can be taken back: the studio’s stands there again, and its link is dead', async () => {
  const { jobId } = await orderThat(gated, { state: 'ready' });
  const { url } = await api.videoStatus(gated);
  expect((await video('reject', jobId, ...by, '--reason', 'a viewer saw a logo')).code).toBe(0);
  expect(await studioIsShown(gated)).not.toBe(url);
  expect((await fetch(program.url + url)).status).toBe(404);
}, 300_000);

describe('a call whose answer was lost, at a provider that can’t be asked', () => {
  const cut = { faults: [{ apply: ['cut-after-create'], timesMax: 1 }] };

  test('is not made again: its money stays aside, and reconciling says that a person has to decide', async () => {
    await films.rule(cut);
    await api.generate(lostCall);
    const { jobId } = await orderThat(lostCall, { state: 'awaiting_approval', gate: 'spend' });
    expect((await video('approve', jobId, ...by)).code).toBe(0);
    await orderThat(lostCall, { state: 'unknown' });
    expect(await films.purchases()).toHaveLength(3);
    expect(await money()).toMatchObject({ reserved: FILM_MICRO_USD });
    const { code, stdout } = await video('reconcile');
    expect(code).toBe(1);
    expect(stdout).toContain(jobId);
    await studioIsShown(lostCall);
  }, 300_000);

  test('found not to be bought: the money comes back, the chain ends, and a retry orders anew', async () => {
    const { jobId } = await orderThat(lostCall, { state: 'unknown' });
    const resolved = await video(
      'resolve',
      jobId,
      '--as',
      'not-bought',
      ...by,
      '--reason',
      'not on the bill',
    );
    expect([resolved.code, resolved.stdout]).toEqual([0, `${jobId}: not_bought\n`]);
    await orderThat(lostCall, { state: 'failed' });
    expect(await money()).toMatchObject({ reserved: 0 });
    await films.rule(cut);
    await video('retry', jobId);
    expect((await orderThat(lostCall, { state: 'unknown' })).jobId).not.toBe(jobId);
    expect(await films.purchases()).toHaveLength(4);
  }, 300_000);

  test('found in the provider’s console: looked after under its id, paid once, and put to the gate', async () => {
    const { jobId } = await orderThat(lostCall, { state: 'unknown' });
    const sold = (await films.purchases()).at(-1)?.videoId ?? '';
    const found = ['--as', 'bought', '--provider-id', sold, ...by, '--reason', 'seen in the console'];
    expect((await video('resolve', jobId, ...found)).code).toBe(0);
    await orderThat(lostCall, { state: 'awaiting_approval', gate: 'show' });
    expect((await video('approve', jobId, ...by)).code).toBe(0);
    expect(await api.videoStatus(lostCall)).toMatchObject({ provider: 'sora', isAiGenerated: true });
    expect(await films.purchases()).toHaveLength(4);
    expect(await money()).toEqual({ reserved: 0, spent: 3 * FILM_MICRO_USD });
    expect((await video('reconcile')).code).toBe(0);
  }, 300_000);
});

describe.concurrent('refusals', () => {
  test.each([
    ['approve', ['approve', nobody, ...by]],
    ['reject', ['reject', nobody, ...by]],
    ['retry', ['retry', nobody]],
    ['resolve', ['resolve', nobody, '--as', 'lost', ...by, '--reason', 'gone']],
  ])('%s of a job that is not there says where ids come from', async (_, args) => {
    const { code, stdout, stderr } = await video(...args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toBe(
      `There is no job "${nobody}". \`npx spendsense video status\` lists those that wait.\n`,
    );
  });

  test.each([
    ['no name', ['approve', nobody], /--by/],
    ['a blank name', ['reject', nobody, '--by', ' '], /--by: say who decides/],
    ['no reason for a finding', ['resolve', nobody, '--as', 'lost', ...by], /--reason/],
    [
      'another finding',
      ['resolve', nobody, '--as', 'maybe', ...by, '--reason', 'x'],
      /found "maybe".*not-bought/,
    ],
    [
      'bought without an id',
      ['resolve', nobody, '--as', 'bought', ...by, '--reason', 'x'],
      /needs --provider-id/,
    ],
  ])(
    '%s is wrong usage',
    async (_, args, said) => {
      const { code, stderr } = await video(...args);
      expect(code).toBe(2);
      expect(stderr).toMatch(said);
    },
    120_000,
  );

  test('an id that is none is answered like one that is not there', async () => {
    const { code, stderr } = await video('approve', 'the-last-one', ...by);
    expect([code, stderr.split('\n')[0]]).toEqual([
      1,
      'There is no job "the-last-one". `npx spendsense video status` lists those that wait.',
    ]);
  }, 120_000);

  test('what nobody waits for can’t be approved, resolved or retried, and nothing is written', async () => {
    const before = await decisions();
    const { jobId } = await orderThat(lostCall, { state: 'ready' });
    const twice = await video('approve', jobId, ...by);
    expect([twice.code, twice.stderr]).toEqual([1, `Job ${jobId} is ready: it waits for nobody’s word.\n`]);
    const known = await video('resolve', jobId, '--as', 'lost', ...by, '--reason', 'x');
    expect([known.code, known.stderr]).toEqual([1, expect.stringContaining(`Job ${jobId} is ready: `)]);
    expect(await decisions()).toEqual(before);
  }, 120_000);
});

test('every word at a gate and every step of the money stands in the log, and the log is whole', async () => {
  const counted = Map.groupBy(await decisions(), (action) => action);
  const times = Object.fromEntries([...counted].map(([action, all]) => [action, all.length]));
  expect(times).toMatchObject({ film_approved: 4, film_rejected: 3, film_purchase_clarified: 2 });
  expect((await runProgram(['audit', 'verify'], options)).code).toBe(0);
}, 120_000);
