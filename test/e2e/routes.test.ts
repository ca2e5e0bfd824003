import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { importListSchema, problemSchema, sessionSchema } from '../../src/http/contract.ts';
import { type RouteEntry, routeTable } from '../../src/identity/route-table.ts';
import { freshDataDir, type RunningProgram, runProgram, signInBy, startProgram } from './program.ts';

const METRICS_TOKEN = 'a-token-for-the-metrics';

let folder: Awaited<ReturnType<typeof freshDataDir>>;
let program: RunningProgram;
let member: { cookie: string; id: string };
let operator: string;
let importId: string;

beforeAll(async () => {
  folder = await freshDataDir();
  program = await startProgram({ dataDir: folder.path, extra: { METRICS_TOKEN } });
  const cookie = await signInBy(program.memberLink);
  const response = await fetch(`${program.url}/api/session`, { headers: { cookie } });
  const session = sessionSchema.parse(await response.json());
  member = { cookie, id: session.memberId ?? '' };
  operator = await signInBy(program.operatorLink);
  const imports = await fetch(`${program.url}/api/operator/imports`, { headers: { cookie: operator } });
  importId = importListSchema.parse(await imports.json()).imports[0]?.importId ?? '';
}, 60_000);
afterAll(async () => {
  await program.stop();
  await folder.remove();
});

const openapiSchema = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});

const routes: readonly RouteEntry[] = Object.values(routeTable);
const guarded = routes.filter(({ access }) => access !== 'public');

function call({ method, path }: RouteEntry, memberId: string, cookie?: string): Promise<Response> {
  const address = path
    .replace(':id', memberId)
    .replace(':importId', importId)
    .replace(':persona', 'general')
    .replace(':topic', 'none');
  return fetch(program.url + address, {
    method,
    headers: {
      ...(cookie ? { cookie } : {}),
      ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
    },
    ...(method === 'POST' ? { body: '{}' } : {}),
  });
}

test('the table guards something', () => {
  expect(guarded.length).toBeGreaterThan(6);
  const unguarded = routes.filter(({ access }) => access === 'public').map(({ path }) => path);
  expect(unguarded).toEqual([
    '/api/sign-in',
    '/videos/:file',
    '/healthz',
    '/readyz',
    '/api/openapi.json',
    '/docs',
  ]);
  expect(
    routes
      .filter(({ path }) => /^\/api\/(members|operator)\//.test(path))
      .every(({ access }) => access !== 'public'),
  ).toBe(true);
});

test.each(guarded)('$method $path answers 401 without a session', async (route) => {
  const response = await call(route, member.id);
  expect(response.status).toBe(401);
  expect(problemSchema.parse(await response.json()).error.code).toBe('UNAUTHENTICATED');
});

test.each(guarded)('$method $path answers 401 to a cookie that somebody made up', async (route) => {
  expect((await call(route, member.id, 'spendsense_session=aaaa.bbbb')).status).toBe(401);
  const [name, value = ''] = member.cookie.split('=');
  const tampered = `${name}=${value.startsWith('a') ? 'b' : 'a'}${value.slice(1)}`;
  expect((await call(route, member.id, tampered)).status).toBe(401);
});

test.each(guarded.filter(({ access }) => access === 'member_self'))(
  '$method $path answers 403 to another member',
  async (route) => {
    const response = await call(route, 'somebody-else', member.cookie);
    expect(response.status).toBe(403);
    expect((await call(route, member.id, member.cookie)).status).not.toBe(403);
  },
);

test.each(guarded.filter(({ access }) => access === 'operator'))(
  '$method $path answers 403 to a member and serves an operator',
  async (route) => {
    expect((await call(route, member.id, member.cookie)).status).toBe(403);
    expect((await call(route, member.id, operator)).status).toBe(200);
  },
);

test('the metrics are for operators and for whoever bears their token, and name no member', async () => {
  const ask = (headers: Record<string, string>) => fetch(`${program.url}/metrics`, { headers });
  expect((await ask({ cookie: member.cookie })).status).toBe(403);
  expect((await ask({ cookie: operator })).status).toBe(200);
  expect((await ask({ authorization: 'Bearer some-other-token-here' })).status).toBe(401);
  const response = await ask({ authorization: `Bearer ${METRICS_TOKEN}` });
  expect(response.headers.get('content-type')).toContain('text/plain');
  const text = await response.text();
  expect(text).toMatch(/^spendsense_video_jobs\{track="studio",state="\w+"\} \d+$/m);
  expect(text).toMatch(/_duration_seconds_count\{method="GET",route="\/api\/session",status="200"\} \d+/);
  expect(text).toMatch(/^spendsense_video_cache_questions_total\{outcome="hit"\} \d+$/m);
  expect(text).toMatch(/^spendsense_video_slots\{link="\w+",provider="\w+"\} \d+$/m);
  expect(text).toMatch(/^spendsense_video_budget_micro_usd\{kind="cap"\} \d+$/m);
  // Recommendations were asked for above.
  expect(text).toMatch(/^spendsense_video_answers_total\{link="\w+",provider="\w+"\} \d+$/m);
  expect(text).toContain('process_cpu_seconds_total');
  expect(text).not.toContain(member.id);
  const elsewhere = { authorization: `Bearer ${METRICS_TOKEN}` };
  const members = await fetch(`${program.url}/api/operator/members`, { headers: elsewhere });
  expect(members.status).toBe(401);
});

test('a sign-in link works once', async () => {
  await expect(signInBy(program.memberLink)).rejects.toThrow(/401.*SIGN_IN_LINK_SPENT/s);
});

test('the session cookie is out of reach of scripts and of other sites', async () => {
  const { code, stdout } = await runProgram(['sign-in', '--operator', 'Olga', '--json'], {
    dataDir: folder.path,
  });
  expect(code).toBe(0);
  const token = new URL(JSON.parse(stdout).url).hash.slice(1);
  const response = await fetch(`${program.url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  const cookie = response.headers.getSetCookie()[0] ?? '';
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Lax/i);
});

test('a request that changes something is refused when it comes from another site', async () => {
  const response = await fetch(`${program.url}/api/members/${member.id}/consent`, {
    method: 'POST',
    headers: { cookie: member.cookie, 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' },
    body: JSON.stringify({ action: 'revoke' }),
  });
  expect(response.status).toBe(403);
  expect(problemSchema.parse(await response.json()).error.code).toBe('OTHER_SITE');
});

test('signing out ends the session for good', async () => {
  const { stdout } = await runProgram(['sign-in', '--operator', 'Olga', '--json'], {
    dataDir: folder.path,
  });
  const cookie = await signInBy(JSON.parse(stdout).url.replace(/^http:\/\/[^/]+/, program.url));
  const headers = { cookie, 'content-type': 'application/json' };
  expect((await fetch(`${program.url}/api/session`, { headers })).status).toBe(200);
  await fetch(`${program.url}/api/sign-out`, { method: 'POST', headers, body: '{}' });
  expect((await fetch(`${program.url}/api/session`, { headers })).status).toBe(401);
});

test('the API describes every route of the table under /api', async () => {
  const response = await fetch(`${program.url}/api/openapi.json`);
  const description = openapiSchema.parse(await response.json());
  expect(description.openapi).toMatch(/^3\.1/);
  for (const { method, path } of routes) {
    const address = path.replace(/:(\w+)/g, '{$1}');
    expect(description.paths[address]?.[method.toLowerCase()], `${method} ${address}`).toBeDefined();
  }
});

test('a request with a wrong field says which one', async () => {
  const response = await fetch(`${program.url}/api/videos/generate`, {
    method: 'POST',
    headers: { cookie: member.cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ persona: 5 }),
  });
  expect(response.status).toBe(400);
  expect(problemSchema.parse(await response.json()).error).toMatchObject({
    code: 'INVALID_REQUEST',
    place: expect.stringContaining('persona'),
  });
});
