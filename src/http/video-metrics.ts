import { Counter, Gauge, type Registry } from 'prom-client';
import type { AttemptStore } from '../video/attempt-store-port.ts';
import type { FilmChain } from '../video/film-chain.ts';
import type { ReadSlotMedia } from '../video/media-status.ts';
import type { CacheCounts } from '../video/video-cache-port.ts';
import type { VideoJobCounts } from '../video/video-job-counts-port.ts';

export type VideoMetricsSources = {
  readonly jobCounts: VideoJobCounts;
  readonly attempts: Pick<AttemptStore, 'budget'>;
  readonly chain: Pick<FilmChain, 'capMicroUsd'>;
  /** Null while the cache is away. */
  readonly cache: { counts(): Promise<CacheCounts | null> };
};

/** Who made what is only words. */
const NOBODY = 'none';

/** What all processes share: each tells the same, and a graph takes the highest, not the sum. */
export function shareVideoMetrics(sources: VideoMetricsSources, registry: Registry): void {
  const registers = [registry];
  gaugeJobs(sources, registers);
  gaugeServedLinks(sources, registers);
  gaugeMoney(sources, registers);
  countPurchases(sources, registers);
  countCacheOutcomes(sources, registers);
}

/** Counts what this process answers about films, by the link of the chain that serves and who made it. */
export function countAnswers(registry: Registry): (read: ReadSlotMedia) => ReadSlotMedia {
  const answers = new Counter({
    name: 'spendsense_video_answers_total',
    help: 'Lessons in this process’s answers about their films, by the link that served and who made it.',
    labelNames: ['link', 'provider'],
    registers: [registry],
  });
  return (read) => async (slots) => {
    const media = await read(slots);
    for (const { link, provider } of media) {
      answers.inc({ link: link ?? 'text', provider: provider ?? NOBODY });
    }
    return media;
  };
}

function gaugeJobs({ jobCounts }: VideoMetricsSources, registers: Registry[]): void {
  new Gauge({
    name: 'spendsense_video_jobs',
    help: 'Jobs for films, by track and state, over all processes.',
    labelNames: ['track', 'state'],
    registers,
    async collect() {
      this.reset();
      for (const { track, state, count } of await jobCounts.countJobs()) this.set({ track, state }, count);
    },
  });
}

function gaugeServedLinks({ jobCounts }: VideoMetricsSources, registers: Registry[]): void {
  new Gauge({
    name: 'spendsense_video_slots',
    help: 'Lessons, each in a language, that were ever asked for, by the link that serves now and who made it.',
    labelNames: ['link', 'provider'],
    registers,
    async collect() {
      this.reset();
      for (const { link, provider, count } of await jobCounts.countServedLinks()) {
        this.set({ link, provider: provider ?? NOBODY }, count);
      }
    },
  });
}

function gaugeMoney({ attempts, chain }: VideoMetricsSources, registers: Registry[]): void {
  new Gauge({
    name: 'spendsense_video_budget_micro_usd',
    help: 'Money for films in millionths of a dollar: set aside, spent since midnight UTC, and what a day may take.',
    labelNames: ['kind'],
    registers,
    async collect() {
      const { reservedMicroUsd, spentTodayMicroUsd } = await attempts.budget();
      this.set({ kind: 'reserved' }, reservedMicroUsd);
      this.set({ kind: 'spent_today' }, spentTodayMicroUsd);
      this.set({ kind: 'cap' }, chain.capMicroUsd);
    },
  });
}

function countPurchases({ jobCounts }: VideoMetricsSources, registers: Registry[]): void {
  new Gauge({
    name: 'spendsense_video_unknown_purchases',
    help: 'Orders of which nobody knows whether they were bought; overdue ones wait for a person’s word.',
    labelNames: ['overdue'],
    registers,
    async collect() {
      const { unknownInTime, unknownOverdue } = await jobCounts.countPurchases();
      this.set({ overdue: 'false' }, unknownInTime);
      this.set({ overdue: 'true' }, unknownOverdue);
    },
  });
  new Counter({
    name: 'spendsense_video_double_purchases_total',
    help: 'Films that were found to be bought more than once, over all processes.',
    registers,
    async collect() {
      this.reset();
      this.inc((await jobCounts.countPurchases()).doubles);
    },
  });
}

function countCacheOutcomes({ cache }: VideoMetricsSources, registers: Registry[]): void {
  new Counter({
    name: 'spendsense_video_cache_questions_total',
    help: 'What became of questions to the cache of films’ states, over all processes.',
    labelNames: ['outcome'],
    registers,
    async collect() {
      this.reset();
      const counts = await cache.counts();
      if (!counts) return;
      for (const [outcome, count] of Object.entries(counts)) this.inc({ outcome }, count);
    },
  });
}
