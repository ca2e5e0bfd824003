import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { routeTable } from '../../identity/route-table.ts';
import { registerRoute } from '../route.ts';
import { createHttpServer, type HttpServer } from '../server.ts';
import { registerSystemRoutes } from './system-routes.ts';

let server: HttpServer;
let away: readonly string[] = [];
beforeAll(async () => {
  server = await createHttpServer({
    logger: pino({ level: 'silent' }),
    cookieSecret: 'x'.repeat(32),
    isSecure: false,
    callerOf: async () => null,
  });
  registerSystemRoutes(server, { notReady: async () => null, degraded: async () => away });
  const body = z.object({ persona: z.string(), locale: z.string().default('en') });
  const answer = z.object({ status: z.enum(['<enqueued>', 'cached']) });
  registerRoute(server, 'generateVideo', { body, answer, answerStatus: 202 }, async () => undefined);
});
afterAll(() => server.app.close());

test('the API can be read: every route of the table with its sentence, caller, body and answer', async () => {
  const { statusCode, headers, body } = await server.app.inject('/docs');
  expect(statusCode).toBe(200);
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  const paths = Object.values(routeTable).map(({ path }) => path.replace(/:(\w+)/g, '{$1}'));
  expect(paths.filter((path) => !body.includes(`<code>${path}</code>`))).toEqual([]);
  expect(body).toContain('locale?: string = &quot;en&quot;');
  expect(body).toContain('status: &quot;&lt;enqueued&gt;&quot; | &quot;cached&quot;');
  expect(body).toContain('Who may call: The member in the path, or an operator.');
});

test('the page runs nothing and asks nothing of other hosts', async () => {
  const { headers, body } = await server.app.inject('/docs');
  expect(body).not.toMatch(/<script|\son\w+=|https?:\/\//);
  expect(headers['content-security-policy']).toContain("script-src 'self'");
});

test('a part that is away is named, and the process counts as healthy and ready all the same', async () => {
  away = ['job queue'];
  const health = await server.app.inject('/healthz');
  expect([health.statusCode, health.json()]).toEqual([200, { status: 'degraded', degraded: ['job queue'] }]);
  expect((await server.app.inject('/readyz')).json()).toEqual({ status: 'ok' });
  away = [];
  expect((await server.app.inject('/healthz')).json()).toEqual({ status: 'ok' });
});
