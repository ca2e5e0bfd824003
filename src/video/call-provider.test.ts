import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { scriptedProvider } from '../../test/factories/film-world.ts';
import { jobRig, noAnswer, refusal } from '../../test/factories/job-rig.ts';
import type { IdempotencyClass } from './film-provider-port.ts';

const { attemptList, bought, classIs, db, job, loseFirstAnswer, studioLatest, work, workOn, world } =
  jobRig();

test('a refusal for good gives the money back, the next provider has its turn', async () => {
  world().acme.start = async () => refusal(false);
  world().chain.providers = [world().acme, scriptedProvider('zen')];
  expect(await workOn()).toEqual({ kind: 'done' });
  expect(await attemptList()).toMatchObject([
    { provider: 'acme', state: 'failed', money: 'released' },
    { provider: 'zen', state: 'delivered', money: 'settled' },
  ]);
});

test('a refusal that passes is tried again, four times at most; then the studio stands in', async () => {
  let calls = 0;
  world().acme.start = async () => {
    calls += 1;
    return refusal(true);
  };
  expect(await workOn()).toMatchObject({ kind: 'failed' });
  expect(calls).toBe(4);
  expect(await attemptList()).toMatchObject([{ state: 'failed', money: 'released' }]);
  expect(await studioLatest()).toMatchObject({ state: 'queued' });
});

test('class K: a lost answer is asked for under the same key', async () => {
  classIs('K');
  loseFirstAnswer(noAnswer);
  expect(await workOn()).toEqual({ kind: 'done' });
  expect(world().acme.references).toHaveLength(2);
  expect(bought()).toBe(1);
});

test('class K: a refusal that passes, after a lost answer, is waited out under the same key', async () => {
  classIs('K');
  const { start } = world().acme;
  const answers = [noAnswer, refusal(true), refusal(true)];
  world().acme.start = async (order, call) => {
    const sold = await start(order, call);
    return answers.shift() ?? sold;
  };
  expect(await workOn()).toEqual({ kind: 'done' });
  expect(world().acme.references).toHaveLength(4);
  expect(bought()).toBe(1);
});

test('class K: a refusal after a lost answer says nothing about the first call', async () => {
  classIs('K');
  loseFirstAnswer(noAnswer);
  const first = world().acme.start;
  let calls = 0;
  world().acme.start = async (order, call) => {
    calls += 1;
    return calls === 1 ? await first(order, call) : refusal(false);
  };
  expect(await workOn()).toEqual({ kind: 'parked', until: 'clarified' });
  expect(await attemptList()).toMatchObject([{ state: 'unknown', money: 'reserved' }]);
});

test('class L: a lost answer is looked up, never called again; the doubles are counted', async () => {
  classIs('L');
  loseFirstAnswer(noAnswer);
  world().acme.lookUp = async () => ({ kind: 'found', handles: [{ id: 'one' }, { id: 'two' }] });
  expect(await workOn()).toEqual({ kind: 'done' });
  expect(world().acme.references).toHaveLength(1);
  expect(await attemptList()).toMatchObject([{ state: 'delivered', handle: { id: 'one' } }]);
  expect(await world().attempts.budget()).toMatchObject({ spentTodayMicroUsd: 200 });
});

test('class L: what nobody finds is called again only when the call can no longer be on its way', async () => {
  classIs('L');
  loseFirstAnswer(noAnswer);
  world().acme.lookUp = async () => ({ kind: 'none' });
  expect(await work()).toMatchObject({ until: 'provider' });
  for (const _ of [1, 2]) expect(await work()).toMatchObject({ kind: 'parked', until: 'clarified' });
  expect(world().acme.references).toHaveLength(1);
  world().dependencies.timing = { ...world().dependencies.timing, callSettlesMs: -1 };
  expect(await workOn()).toEqual({ kind: 'done' });
  expect(world().acme.references).toHaveLength(2);
});

test('class L: who can’t be asked for long leaves it to a person', async () => {
  classIs('L');
  loseFirstAnswer(noAnswer);
  world().acme.lookUp = async () => ({ kind: 'unreachable', message: 'away' });
  expect(await work()).toEqual({ kind: 'parked', until: 'provider' });
  expect(await work()).toEqual({ kind: 'parked', until: 'clarified' });
  expect(await job()).toMatchObject({ state: 'waiting' });
  expect(await studioLatest(), 'nobody waits for that').toMatchObject({ state: 'queued' });
  world().dependencies.timing = { ...world().dependencies.timing, callSettlesMs: -1 };
  expect(await workOn()).toEqual({ kind: 'parked', until: 'clarified' });
  expect(await job()).toMatchObject({ state: 'unknown' });
  expect(world().acme.references).toHaveLength(1);
});

test.each<IdempotencyClass>(['K', 'L', 'N'])(
  'class %s: a worker that was thought dead in the middle of a call leaves one purchase behind, and its handle',
  async (idempotency) => {
    classIs(idempotency);
    world().acme.lookUp = async (reference) => ({ kind: 'found', handles: [{ id: `film-${reference}` }] });
    const { start } = world().acme;
    let answerLate: () => void = () => undefined;
    world().acme.start = async (order, call) => {
      const sold = await start(order, call);
      if (world().acme.references.length === 1) await new Promise<void>((resolve) => (answerLate = resolve));
      return sold;
    };
    const late = work();
    while (world().acme.references.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await sql`update video_jobs set leased_until = clock_timestamp()`.execute(db());
    const second = await workOn();
    answerLate();
    expect(await late).toEqual({ kind: 'not_mine' });
    expect(bought()).toBe(1);
    if (idempotency === 'N') {
      expect(second).toEqual({ kind: 'parked', until: 'clarified' });
      // The worker wasn't dead after all, and knew what nobody else could.
      expect(await attemptList()).toMatchObject([{ state: 'started', money: 'reserved' }]);
      expect(await workOn()).toEqual({ kind: 'done' });
    } else {
      expect(second).toEqual({ kind: 'done' });
      expect(await attemptList()).toMatchObject([{ state: 'delivered' }]);
    }
  },
);

test('a handle that comes when the job is lost, and isn’t the one that was found since, is a double', async () => {
  classIs('L');
  world().acme.lookUp = async () => ({ kind: 'found', handles: [{ id: 'found' }] });
  const { start } = world().acme;
  world().acme.start = async (order, call) => {
    await sql`update video_jobs set leased_until = clock_timestamp()`.execute(db());
    await work();
    return await start(order, call);
  };
  expect(await work()).toEqual({ kind: 'not_mine' });
  expect(await attemptList()).toMatchObject([{ state: 'delivered', handle: { id: 'found' } }]);
  expect(await world().attempts.budget()).toMatchObject({ spentTodayMicroUsd: 200, reservedMicroUsd: 0 });
});

test('a database that is away for a moment costs neither the call nor what it bought', async () => {
  let failures = 3;
  const attempts = world().dependencies.attempts;
  world().dependencies.attempts = new Proxy(attempts, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (...given: unknown[]) => {
        if (name === 'keepHandle' && failures-- > 0) throw new TypeError('the database starts anew');
        return await method.apply(target, given);
      };
    },
  });
  let renewals = 0;
  world().dependencies.jobs = new Proxy(world().jobs, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return async (...given: unknown[]) => {
        if (name === 'renew' && renewals++ < 2) throw new TypeError('the database starts anew');
        return await method.apply(target, given);
      };
    },
  });
  world().dependencies.timing = { ...world().dependencies.timing, leaseMs: 2_000 };
  expect(await workOn()).toEqual({ kind: 'done' });
  expect(failures).toBeLessThan(0);
  expect(world().acme.references).toHaveLength(1);
});

test('a provider that is gone before it was called gives its money back; after, it is put aside', async () => {
  world().limits.inFlightMax = 0;
  await work();
  world().chain.providers = [];
  await sql`update video_jobs set next_poll_at = clock_timestamp()`.execute(db());
  expect(await workOn()).toMatchObject({ kind: 'failed', code: 'PROVIDER_GONE' });
  expect(await attemptList()).toMatchObject([{ state: 'failed', money: 'released' }]);
});

test('a prompt that changed since its money was set aside isn’t sent', async () => {
  world().limits.inFlightMax = 0;
  await work();
  world().limits.inFlightMax = 9;
  await sql`update video_jobs set next_poll_at = clock_timestamp()`.execute(db());
  await sql`update video_attempts set prompt_digest = 'another'`.execute(db());
  expect(await workOn()).toMatchObject({ kind: 'failed', code: 'PROMPT_CHANGED' });
  expect(world().acme.references).toEqual([]);
});
