import type { ReadSlotMedia } from '../../video/media-status.ts';
import { createMetrics } from '../metrics.ts';
import { registerRoute } from '../route.ts';
import type { HttpServer } from '../server.ts';
import { countAnswers, shareVideoMetrics, type VideoMetricsSources } from '../video-metrics.ts';

/**
 * To be registered before the routes whose durations are to be told. Answers a door for reading media by which
 * what is read is counted: for the routes that tell it to somebody.
 */
export function registerMetricsRoutes(
  server: HttpServer,
  sources: VideoMetricsSources,
): { readonly counting: (read: ReadSlotMedia) => ReadSlotMedia } {
  const registry = createMetrics(server.app);
  shareVideoMetrics(sources, registry);
  registerRoute(server, 'metrics', {}, async ({ reply }) =>
    reply
      .header('cache-control', 'no-store')
      .type(registry.contentType)
      .send(await registry.metrics()),
  );
  return { counting: countAnswers(registry) };
}
