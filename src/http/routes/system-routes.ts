import { z } from 'zod';
import { routeTable } from '../../identity/route-table.ts';
import { apiReferencePage } from '../api-reference-page.ts';
import { sendProblem } from '../problem.ts';
import { registerRoute } from '../route.ts';
import type { HttpServer } from '../server.ts';

/** Whether the process can do its work: null when it can, else why not. */
export type ReadinessProbe = () => Promise<string | null>;

/** What is away without anybody being turned away for it, in words for an operator; empty when all is there. */
export type DegradedProbe = () => Promise<readonly string[]>;

export function registerSystemRoutes(
  server: HttpServer,
  { notReady, degraded }: { notReady: ReadinessProbe; degraded: DegradedProbe },
): void {
  const answer = z.object({ status: z.literal('ok') });
  const health = z.object({ status: z.enum(['ok', 'degraded']), degraded: z.array(z.string()).optional() });
  registerRoute(server, 'healthy', { answer: health }, async () => {
    const parts = await degraded();
    return parts.length === 0 ? { status: 'ok' } : { status: 'degraded', degraded: [...parts] };
  });
  registerRoute(server, 'ready', { answer }, async ({ reply }) => {
    const reason = await notReady();
    if (reason === null) return { status: 'ok' };
    return sendProblem(reply, 503, { code: 'NOT_READY', message: reason });
  });
  registerRoute(server, 'openapi', {}, async () => server.app.swagger());
  let page: string | null = null;
  registerRoute(server, 'docs', {}, async ({ reply }) => {
    page ??= apiReferencePage(server.app.swagger(), Object.values(routeTable));
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page);
  });
}
