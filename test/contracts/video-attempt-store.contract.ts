import { describe, expect, test } from 'vitest';
import type { AttemptStore } from '../../src/video/attempt-store-port.ts';
import type { VideoJob } from '../../src/video/job.ts';
import type { VideoJobStore } from '../../src/video/job-store-port.ts';
import { claimed, freshIntent, planOf, renditionOf } from '../factories/video-rows.ts';

const CAP = 1_000_000;
const PLENTY = { capMicroUsd: 1e12 };
const freely = { startsPerMinute: 1e6, inFlightMax: 1e6 };
const handle = { id: 'film-1' };
const started = { handle, deadlineMs: 60_000, quotedMicroUsd: 80 };
const failure = { code: 'X', message: 'x' };
const person = { name: 'Ada', role: 'operator', reason: 'read the invoice', at: new Date(0) } as const;

export type AttemptStoreUnderTest = {
  readonly attempts: AttemptStore;
  readonly jobs: VideoJobStore;
  /** The budget row and the entries, added up apart from each other, however old. */
  ledger(): Promise<{ reserved: number; spent: number; reservedByEntries: number; spentByEntries: number }>;
  /** What the log of decisions says since `clear`, in its order. */
  decisions(): Promise<readonly string[]>;
  /** So many days have passed since the money row was written; less than none: the clock was put back. */
  turnDay(days: number): Promise<void>;
  /** As if nothing had ever been bought. */
  clear(): Promise<void>;
};

/** What every journal of provider calls promises. */
export function videoAttemptStoreContract(adapter: string, open: () => Promise<AttemptStoreUnderTest>): void {
  const order = async ({ attempts, jobs }: AttemptStoreUnderTest, microUsd: number | null = 100) => {
    const job = await claimed(jobs);
    const made = await attempts.open(job, planOf(microUsd), PLENTY);
    if (made.kind !== 'opened') throw new TypeError('there is money');
    return { job, attemptId: made.attempt.attemptId };
  };
  const balanced = async ({ ledger }: AttemptStoreUnderTest): Promise<void> => {
    const { reserved, spent, reservedByEntries, spentByEntries } = await ledger();
    expect({ reserved, spent }).toEqual({ reserved: reservedByEntries, spent: spentByEntries });
  };
  const onlyOf = async ({ attempts }: AttemptStoreUnderTest, { jobId }: VideoJob) =>
    (await attempts.attemptsOf(jobId))[0];

  describe(`AttemptStore on ${adapter}`, () => {
    test('thirty-two openers at once never get past the cap, not by a millionth of a dollar', async () => {
      const under = await open();
      await under.clear();
      const jobs = await Promise.all(Array.from({ length: 32 }, () => claimed(under.jobs)));
      const outcomes = await Promise.all(
        jobs.map((job) => under.attempts.open(job, planOf(70_001), { capMicroUsd: CAP })),
      );
      expect(outcomes.filter(({ kind }) => kind === 'opened')).toHaveLength(14);
      expect(outcomes.filter(({ kind }) => kind === 'over_budget')).toHaveLength(18);
      expect((await under.attempts.budget()).reservedMicroUsd).toBe(14 * 70_001);
      await balanced(under);
    });

    test('a job that is over budget from its beginning leaves nothing behind', async () => {
      const under = await open();
      const before = await under.attempts.budget();
      const intent = freshIntent();
      const beginning = { kind: 'ordered', plan: planOf(5), capMicroUsd: 4 } as const;
      expect(await under.jobs.open(intent, { priority: 1, beginning })).toEqual({ kind: 'over_budget' });
      expect((await under.jobs.slotJobs([intent.slotKey])).get(intent.slotKey)?.provider.latest).toBeNull();
      expect(await under.attempts.budget()).toEqual(before);
    });

    test('a worker that was thought dead changes nothing, by no method that takes a fence', async () => {
      const under = await open();
      const { attempts, jobs } = under;
      const { job: late, attemptId } = await order(under);
      await attempts.beginCall(late, attemptId, freely);
      await jobs.giveBack(late);
      await jobs.claim(late.jobId, 60_000);
      const before = { ...(await onlyOf(under, late)), sinceCallMs: 0 };
      const budget = await attempts.budget();
      const steps: Record<string, () => Promise<unknown>> = {
        open: async () => (await attempts.open(late, planOf(1), PLENTY)).kind !== 'fenced',
        beginCall: async () => (await attempts.beginCall(late, attemptId, freely)).kind !== 'fenced',
        callCameToNothing: () => attempts.callCameToNothing(late, attemptId),
        keepHandle: () => attempts.keepHandle(late, attemptId, started),
        noteRunning: () => attempts.noteRunning(late, attemptId, 0.5),
        noteMiss: () => attempts.noteMiss(late, attemptId),
        noteLookUp: () => attempts.noteLookUp(late, attemptId),
        noteDelivery: () => attempts.noteDelivery(late, attemptId, null),
        fail: () => attempts.fail(late, attemptId, { failure, money: { kind: 'release' } }),
        becomeUnknown: () => attempts.becomeUnknown(late, attemptId, failure, 0),
      };
      for (const [name, step] of Object.entries(steps)) {
        expect(await step(), name).toBe(false);
        expect({ ...(await onlyOf(under, late)), sinceCallMs: 0 }, name).toEqual(before);
      }
      expect(await attempts.budget()).toEqual(budget);
    });

    test('money is given back or spent exactly once, also above what was set aside', async () => {
      const under = await open();
      await under.clear();
      const { attempts, jobs } = under;
      const given = await order(under);
      const end = { failure, money: { kind: 'release' } } as const;
      expect(await attempts.fail(given.job, given.attemptId, end)).toBe(true);
      expect(await attempts.fail(given.job, given.attemptId, end)).toBe(false);
      const dear = await order(under);
      await attempts.beginCall(dear.job, dear.attemptId, freely);
      await attempts.keepHandle(dear.job, dear.attemptId, started);
      const attempt = { attemptId: dear.attemptId, settleMicroUsd: 250, delivered: {}, differences: [] };
      const publication = { rendition: renditionOf(dear.job), failure: null, attempt };
      expect(await jobs.publish(dear.job, publication)).toMatchObject({ state: 'ready' });
      expect(await jobs.publish(dear.job, publication)).toBeNull();
      expect(await attempts.budget()).toMatchObject({ reservedMicroUsd: 0, spentTodayMicroUsd: 250 });
      await balanced(under);
    });

    test('a new day forgets what was spent and keeps what is set aside, also for what is unknown', async () => {
      const under = await open();
      await under.clear();
      const { attempts } = under;
      const spent = await order(under, 40);
      await attempts.fail(spent.job, spent.attemptId, { failure, money: { kind: 'settle', microUsd: 40 } });
      const open100 = await order(under, 100);
      await attempts.beginCall(open100.job, open100.attemptId, freely);
      await attempts.becomeUnknown(open100.job, open100.attemptId, failure, 60_000);
      await under.turnDay(1);
      expect(await attempts.budget()).toMatchObject({ reservedMicroUsd: 100, spentTodayMicroUsd: 0 });
      const next = await claimed(under.jobs);
      expect(await attempts.open(next, planOf(51), { capMicroUsd: 150 })).toEqual({ kind: 'over_budget' });
      expect((await attempts.open(next, planOf(50), { capMicroUsd: 150 })).kind).toBe('opened');
    });

    test('a clock that steps back over midnight doesn’t give the day’s money twice', async () => {
      const under = await open();
      await under.clear();
      const { attempts } = under;
      const spent = await order(under, 40);
      await attempts.fail(spent.job, spent.attemptId, { failure, money: { kind: 'settle', microUsd: 40 } });
      await under.turnDay(-1);
      expect(await attempts.budget()).toMatchObject({ spentTodayMicroUsd: 40 });
      const next = await claimed(under.jobs);
      expect(await attempts.open(next, planOf(61), { capMicroUsd: 100 })).toEqual({ kind: 'over_budget' });
      expect((await attempts.open(next, planOf(60), { capMicroUsd: 100 })).kind).toBe('opened');
      await under.turnDay(2);
      expect(await attempts.budget()).toMatchObject({ spentTodayMicroUsd: 0, reservedMicroUsd: 60 });
    });

    test.each([
      ['bought', { kind: 'bought', handle, deadlineMs: 1_000 }, 'started', null, { reserved: 100, spent: 0 }],
      ['not bought', { kind: 'not_bought' }, 'failed', 'NOT_BOUGHT', { reserved: 0, spent: 0 }],
      ['lost', { kind: 'lost' }, 'abandoned', 'GIVEN_UP', { reserved: 0, spent: 100 }],
    ] as const)(
      'an unknown purchase that turns out %s is settled once, and its job goes on',
      async (_, finding, state, code, money) => {
        const under = await open();
        await under.clear();
        const { attempts, jobs } = under;
        const { job, attemptId } = await order(under);
        expect(await attempts.becomeUnknown(job, attemptId, failure, 0), 'nothing was called yet').toBe(
          false,
        );
        await attempts.beginCall(job, attemptId, freely);
        expect(await attempts.becomeUnknown(job, attemptId, failure, 0)).toBe(true);
        expect(await jobs.find(job.jobId)).toMatchObject({ state: 'unknown' });
        expect((await attempts.toReconcile()).map((one) => one.attemptId)).toContain(attemptId);
        const words = await Promise.all([1, 2].map(() => attempts.settleUnknown(attemptId, finding, person)));
        expect(words.toSorted()).toEqual([false, true]);
        expect(await onlyOf(under, job)).toMatchObject({ state, failure: code && { code } });
        expect(await jobs.find(job.jobId)).toMatchObject({ state: 'queued', failure: null });
        expect(await under.ledger()).toMatchObject(money);
        await balanced(under);
      },
    );

    test('of what stays unknown past its deadline a person is told once', async () => {
      const under = await open();
      await under.clear();
      const { attempts } = under;
      const unknown = async (deadlineMs: number): Promise<string> => {
        const { job, attemptId } = await order(under);
        await attempts.beginCall(job, attemptId, freely);
        await attempts.becomeUnknown(job, attemptId, failure, deadlineMs);
        return attemptId;
      };
      const late = await unknown(0);
      await unknown(60_000);
      const told = await Promise.all([1, 2].map(() => attempts.tellOverdueUnknown()));
      expect(told.flat().map(({ attemptId }) => attemptId)).toEqual([late]);
      expect(await attempts.tellOverdueUnknown()).toEqual([]);
      expect(await under.decisions()).toEqual([
        'film_ordered',
        'film_ordered',
        'film_purchase_stays_unknown',
      ]);
    });

    test('what the provider says it takes is kept with its handle', async () => {
      const under = await open();
      const { attempts } = under;
      const { job, attemptId } = await order(under);
      await attempts.beginCall(job, attemptId, freely);
      await attempts.keepHandle(job, attemptId, started);
      expect(await onlyOf(under, job)).toMatchObject({ quotedMicroUsd: 80, reservedMicroUsd: 100 });
    });

    test('a double is spent money, and is counted once', async () => {
      const under = await open();
      await under.clear();
      const { attempts } = under;
      const { job, attemptId } = await order(under);
      await attempts.beginCall(job, attemptId, freely);
      await attempts.keepHandle(job, attemptId, started);
      const doubles = [handle, { id: 'film-2' }];
      const found = await Promise.all([1, 2, 3].map(() => attempts.keepDoubles(attemptId, doubles, 100)));
      expect(found.toSorted()).toEqual([0, 0, 1]);
      expect(await under.ledger()).toMatchObject({ reserved: 100, spent: 100 });
      await balanced(under);
    });

    test('no more calls go out than the provider bears, however many workers there are', async () => {
      const under = await open();
      await under.clear();
      const { attempts } = under;
      const orders = await Promise.all(Array.from({ length: 6 }, () => order(under)));
      const begin = async (limits: typeof freely) =>
        (
          await Promise.all(orders.map(({ job, attemptId }) => attempts.beginCall(job, attemptId, limits)))
        ).filter(({ kind }) => kind === 'begun').length;
      expect(await begin({ ...freely, inFlightMax: 2 })).toBe(2);
      expect(await begin({ ...freely, startsPerMinute: 2 })).toBeLessThanOrEqual(2);
    });

    test('after any sequence the entries add up to what the money row says', async () => {
      const under = await open();
      await under.clear();
      let seed = 20_261_125;
      const next = (below: number): number => {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        return Math.floor((seed / 2_147_483_648) * below);
      };
      for (let round = 0; round < 30; round += 1) {
        const { job, attemptId } = await order(under, next(1_000));
        if (next(4) === 0) continue;
        await under.attempts.beginCall(job, attemptId, freely);
        const ends = [
          () => under.attempts.fail(job, attemptId, { failure, money: { kind: 'release' } }),
          () =>
            under.attempts.fail(job, attemptId, {
              failure,
              money: { kind: 'settle', microUsd: next(2_000) },
            }),
          () => under.attempts.keepDoubles(attemptId, [{ id: `${round}` }], next(500)),
          async () => {
            await under.attempts.becomeUnknown(job, attemptId, failure, 0);
            const kind = next(2) === 0 ? 'lost' : 'not_bought';
            return await under.attempts.settleUnknown(attemptId, { kind }, person);
          },
        ];
        await ends[next(ends.length)]?.();
        await balanced(under);
      }
    });
  });
}
