import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

const DURATION_BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
/** It lasts as long as a page is open, which says nothing about how fast we are. */
const ENDLESS_ROUTES: ReadonlySet<string> = new Set(['/api/events']);

/**
 * What Prometheus is told of any server: this process, its requests by route. Routes are named by their pattern,
 * so no label names anybody.
 */
export function createMetrics(app: FastifyInstance): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'spendsense_http_request_duration_seconds',
    help: 'From the request’s headers to the end of the answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: DURATION_BUCKETS_S,
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    // Addresses that strangers make up share one name.
    const route = request.routeOptions.url ?? 'none';
    if (ENDLESS_ROUTES.has(route)) return;
    durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  return registry;
}
