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

    test('of several people who decide at once one does, and the log names that one and stays whole', async () => {
      const under = await open();
      const waiting = await Promise.all([1, 2, 3, 4].flatMap(() => [atSpend(under), atShow(under)]));
      for (const { jobId } of waiting) {
        const words = ['Ada', 'Bo', 'Cy'].map((name) => word(name === 'Bo' ? 'rejected' : 'approved', name));
        const outcomes = await Promise.all(words.map((one) => under.reviews.decide(jobId, one)));
        const winners = words.filter((_, index) => outcomes[index]?.kind === 'decided');
        expect(winners).toHaveLength(1);
        expect(outcomes.filter(({ kind }) => kind === 'not_waiting')).toHaveLength(2);
        expect(await under.log()).toEqual({ kind: 'intact', lastName: winners[0]?.byName });
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
