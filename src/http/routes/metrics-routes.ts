import { createMetrics, type MetricsSources } from '../metrics.ts';
import { registerRoute } from '../route.ts';
import type { HttpServer } from '../server.ts';

/** To be registered before the routes whose durations are to be told. */
export function registerMetricsRoutes(server: HttpServer, sources: MetricsSources): void {
  const registry = createMetrics(server.app, sources);
  registerRoute(server, 'metrics', {}, async ({ reply }) =>
    reply
      .header('cache-control', 'no-store')
      .type(registry.contentType)
      .send(await registry.metrics()),
  );
}
