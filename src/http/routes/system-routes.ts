import { z } from 'zod';
import { sendProblem } from '../problem.ts';
import { registerRoute } from '../route.ts';
import type { HttpServer } from '../server.ts';

/** Whether the process can do its work: null when it can, else why not. */
export type ReadinessProbe = () => Promise<string | null>;

export function registerSystemRoutes(server: HttpServer, { notReady }: { notReady: ReadinessProbe }): void {
  const answer = z.object({ status: z.literal('ok') });
  registerRoute(server, 'healthy', { answer }, async () => ({ status: 'ok' }));
  registerRoute(server, 'ready', { answer }, async ({ reply }) => {
    const reason = await notReady();
    if (reason === null) return { status: 'ok' };
    return sendProblem(reply, 503, { code: 'NOT_READY', message: reason });
  });
  registerRoute(server, 'openapi', {}, async () => server.app.swagger());
}
