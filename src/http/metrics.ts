import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { CacheCounts } from '../video/video-cache-port.ts';
import type { VideoJobCounts } from '../video/video-job-counts-port.ts';

export type MetricsSources = {
  readonly jobCounts: VideoJobCounts;
  /** Null while the cache is away. */
  readonly cache: { counts(): Promise<CacheCounts | null> };
};

const DURATION_BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
/** It lasts as long as a page is open, which says nothing about how fast we are. */
const ENDLESS_ROUTES: ReadonlySet<string> = new Set(['/api/events']);

/**
 * What Prometheus is told: this process, its requests by route, and what all processes share: jobs by state, what
 * became of questions to the cache. Routes are named by their pattern, so no label names anybody.
 */
export function createMetrics(app: FastifyInstance, sources: MetricsSources): Registry {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'spendsense_http_request_duration_seconds',
    help: 'From the request’s headers to the end of the answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: DURATION_BUCKETS_S,
    registers,
  });
  app.addHook('onResponse', async (request, reply) => {
    // Addresses that strangers make up share one name.
    const route = request.routeOptions.url ?? 'none';
    if (ENDLESS_ROUTES.has(route)) return;
    durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  gaugeJobs(sources, registers);
  countCacheOutcomes(sources, registers);
  return registry;
}

function gaugeJobs({ jobCounts }: MetricsSources, registers: Registry[]): void {
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

function countCacheOutcomes({ cache }: MetricsSources, registers: Registry[]): void {
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
