import { describe, expect, test } from 'vitest';
import type { VideoJobStore } from '../../src/video/job-store-port.ts';
import type { ReviewStore, ReviewVerdict } from '../../src/video/review-port.ts';
import { claimed, freshIntent, opened, renditionOf } from '../factories/video-rows.ts';

export type ReviewStoreUnderTest = {
  readonly reviews: ReviewStore;
  readonly jobs: VideoJobStore;
  /** Whether the log of decisions is whole, and who is named in its last entry. */
  log(): Promise<{ readonly kind: string; readonly lastName: string | undefined }>;
};

const word = (verdict: ReviewVerdict, byName = 'Ada') => ({ verdict, byName, reason: null, at: new Date(0) });

/** What every keeper of the two gates promises. */
export function videoReviewStoreContract(adapter: string, open: () => Promise<ReviewStoreUnderTest>): void {
  const atSpend = async ({ jobs }: ReviewStoreUnderTest) => {
    const planned = { provider: 'acme', model: 'acme-1', promptDigest: crypto.randomUUID() };
    const { jobId } = await opened(jobs, freshIntent(), { kind: 'awaiting_spend', planned });
    return { jobId, planned };
  };
  const atShow = async ({ jobs }: ReviewStoreUnderTest) => {
    const intent = freshIntent();
    const rendition = renditionOf(intent, { provider: 'acme', review: 'awaiting' });
    const { jobId } = await claimed(jobs, intent);
    await jobs.publish({ jobId, claim: 1 }, { rendition, failure: null, attempt: null });
    return { jobId, slotKey: intent.slotKey, hash: rendition.files[0]?.hash ?? '' };
  };

  describe(`ReviewStore on ${adapter}`, () => {
    test('at the spend gate a yes sets the job free, a no ends it, and the latest word counts', async () => {
      const under = await open();
      const first = await atSpend(under);
      expect(await under.reviews.spendVerdict(first.planned)).toBeNull();
      expect(await under.reviews.decide(first.jobId, word('approved'))).toMatchObject({
        gate: 'spend',
        job: { state: 'queued', gate: null, planned: null },
      });
      expect(await under.reviews.spendVerdict(first.planned)).toBe('approved');
      const { planned } = first;
      const again = await opened(under.jobs, freshIntent(), { kind: 'awaiting_spend', planned });
      expect(await under.reviews.decide(again.jobId, word('rejected'))).toMatchObject({
        job: { state: 'rejected', failure: { code: 'PROMPT_REJECTED' } },
      });
      expect(await under.reviews.spendVerdict(planned)).toBe('rejected');
      expect(await under.reviews.spendVerdict({ ...planned, model: 'acme-2' })).toBeNull();
    });

    test('a shown film is taken back by a no: the studio’s takes its place, or nothing', async () => {
      const under = await open();
      const { jobs, reviews } = under;
      const { jobId, slotKey, hash } = await atShow(under);
      await reviews.decide(jobId, word('approved'));
      expect(await reviews.decide(jobId, word('rejected', 'Grace'))).toMatchObject({
        kind: 'decided',
        gate: 'show',
        job: { state: 'rejected', failure: { code: 'FILM_REJECTED' } },
      });
      expect(await jobs.current(slotKey)).toBeNull();
      expect(await jobs.findFile(hash, 'mp4')).toBeNull();
      expect(await under.log()).toMatchObject({ kind: 'intact', lastName: 'Grace' });
      expect(await reviews.decide(jobId, word('rejected'))).toMatchObject({ kind: 'not_waiting' });
      expect(await reviews.decide(jobId, word('approved'))).toMatchObject({ kind: 'not_waiting' });
    });

    test('where the studio’s film is still there, a film that is taken back leaves it in sight', async () => {
      const under = await open();
      const { jobs, reviews } = under;
      const intent = freshIntent();
      const publish = async (track: 'studio' | 'provider', other: object) => {
        const { jobId } = await claimed(jobs, { ...intent, track });
        const rendition = renditionOf(intent, other);
        await jobs.publish({ jobId, claim: 1 }, { rendition, failure: null, attempt: null });
        return { jobId, rendition };
      };
      const own = await publish('studio', {});
      const ordered = await publish('provider', { provider: 'acme', model: 'acme-1' });
      expect(await jobs.current(intent.slotKey)).toMatchObject({ provider: 'acme' });
      expect(await reviews.decide(own.jobId, word('rejected'))).toMatchObject({ kind: 'not_waiting' });
      await reviews.decide(ordered.jobId, word('rejected'));
      expect(await jobs.current(intent.slotKey)).toMatchObject({ renditionId: own.rendition.renditionId });
    });

    test('at the show gate a yes shows the film, a no never will', async () => {
      const under = await open();
      const [liked, disliked] = [await atShow(under), await atShow(under)];
      expect(await under.reviews.decide(liked.jobId, word('approved'))).toMatchObject({
        gate: 'show',
        job: { state: 'ready' },
      });
      expect(await under.jobs.current(liked.slotKey)).toMatchObject({ review: 'approved' });
      expect(await under.jobs.findFile(liked.hash, 'mp4')).toMatchObject({ hash: liked.hash });
      expect(await under.reviews.decide(disliked.jobId, word('rejected'))).toMatchObject({
        job: { state: 'rejected', failure: { code: 'FILM_REJECTED' } },
      });
      expect(await under.jobs.current(disliked.slotKey)).toBeNull();
      expect(await under.jobs.findFile(disliked.hash, 'mp4')).toBeNull();
    });

    test('of several people who decide at once one does; a no to the film stands, whoever was first; the log is whole', async () => {
      const under = await open();
      const waiting = await Promise.all([1, 2, 3, 4].flatMap(() => [atSpend(under), atShow(under)]));
      for (const { jobId } of waiting) {
        const words = ['Ada', 'Bo', 'Cy'].map((name) => word(name === 'Bo' ? 'rejected' : 'approved', name));
        const outcomes = await Promise.all(words.map((one) => under.reviews.decide(jobId, one)));
        const winners = words.filter((_, index) => outcomes[index]?.kind === 'decided');
        const wasTakenBack = winners.length === 2;
        expect(winners.length - (wasTakenBack ? 1 : 0)).toBe(1);
        expect(outcomes.filter(({ kind }) => kind === 'not_waiting')).toHaveLength(3 - winners.length);
        const lastName = wasTakenBack ? 'Bo' : winners[0]?.byName;
        expect(await under.log()).toEqual({ kind: 'intact', lastName });
        const gate = outcomes.find((one) => one.kind === 'decided')?.gate;
        if (gate === 'show') expect(await under.jobs.find(jobId)).toMatchObject({ state: 'rejected' });
        else expect(wasTakenBack).toBe(false);
      }
    });

    test('what doesn’t wait isn’t decided, nor what nobody knows', async () => {
      const under = await open();
      const { jobId } = await opened(under.jobs, freshIntent());
      expect(await under.reviews.decide(jobId, word('approved'))).toMatchObject({ kind: 'not_waiting' });
      expect(await under.reviews.decide('nobody', word('approved'))).toEqual({ kind: 'unknown_job' });
    });
  });
}
