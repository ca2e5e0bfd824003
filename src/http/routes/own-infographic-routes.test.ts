import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/embedded-database.ts';
import {
  consentingMember,
  type MemberUseCases,
  memberUseCases,
} from '../../../test/factories/member-stores.ts';
import { createDrawOwnInfographic } from '../../app/draw-own-infographic.ts';
import type { Caller } from '../../identity/authorize.ts';
import { changeConsent } from '../../members/change-consent.ts';
import type { OwnInfographicOrder } from '../../members/own-infographic-port.ts';
import { shownRecommendations } from '../../members/shown-recommendations.ts';
import { darkTheme, lightTheme } from '../../studio/theme.ts';
import { problemSchema } from '../contract.ts';
import { createHttpServer, type HttpServer } from '../server.ts';
import { registerOwnInfographicRoutes } from './own-infographic-routes.ts';

const callers: Readonly<Record<string, Caller>> = {
  ana: { role: 'member', memberId: 'ana', name: 'Ana' },
  bob: { role: 'member', memberId: 'bob', name: 'Bob' },
  olga: { role: 'operator', memberId: null, name: 'Olga' },
};

let database: TestDatabase;
let use: MemberUseCases;
let server: HttpServer;
let drawn: OwnInfographicOrder[];

beforeAll(async () => {
  database = await testDatabase();
  use = memberUseCases(database.db);
  drawn = [];
  server = await createHttpServer({
    logger: pino({ level: 'silent' }),
    cookieSecret: 'x'.repeat(32),
    isSecure: false,
    callerOf: async ({ headers }) => callers[String(headers['x-caller'])] ?? null,
  });
  registerOwnInfographicRoutes(server, {
    ...use,
    drawOwnInfographic: (order) => {
      drawn.push(order);
      return createDrawOwnInfographic(null)(order);
    },
  });
  await consentingMember(use, { memberId: 'ana' });
  await consentingMember(use, { memberId: 'bob', balanceCents: 420_000 });
});
afterAll(async () => {
  await server.app.close();
  await database.close();
});

function ask(path: string, caller?: string) {
  return server.app.inject({
    url: `/api/members/${path}`,
    ...(caller ? { headers: { 'x-caller': caller } } : {}),
  });
}

const ofAna = 'ana/infographics/credit_utilization.svg';

test('the member and an operator see it, nobody else', async () => {
  expect((await ask(ofAna, 'ana')).statusCode).toBe(200);
  expect((await ask(ofAna, 'olga')).statusCode).toBe(200);
  expect((await ask(ofAna, 'bob')).statusCode).toBe(403);
  expect((await ask(ofAna)).statusCode).toBe(401);
});

test('its numbers are those of the evidence, and of nobody else', async () => {
  const shown = await shownRecommendations(use, 'ana', 'en');
  const item = shown?.view.run?.recommendations.find(({ value }) => value.topic === 'credit_utilization');
  const cited = new Map(item?.value.evidence.map(({ name, value }) => [name, value]));
  drawn.length = 0;
  const { body } = await ask(ofAna, 'ana');
  expect(drawn[0]?.own.given).toMatchObject({
    limit: cited.get('limitCents'),
    balanceBefore: cited.get('balanceCents'),
  });
  expect(body).toContain('>$3,400<');
  expect(body).toContain('>$1,900<');
  expect(body).not.toContain('$4,200');
  expect((await ask('bob/infographics/credit_utilization.svg', 'bob')).body).toContain('>$4,200<');
});

test('the recommendations say the same in words, for whoever doesn’t see it', async () => {
  const shown = await shownRecommendations(use, 'ana', 'es');
  const words = shown?.pictures.find(({ topic }) => topic === 'credit_utilization');
  expect(words?.facts[0]).toEqual({ label: 'Límite de crédito', value: '$5,000', isOwn: true });
  const { body } = await ask(`${ofAna}?locale=es`, 'ana');
  for (const { label, value } of words?.facts ?? []) expect(body).toContain(`${label}: ${value}.`);
});

test('it speaks the language and wears the colours that are asked for, and knows no others', async () => {
  const spanish = await ask(`${ofAna}?locale=es&theme=dark`, 'ana');
  expect(spanish.body).toMatch(/^<svg [^>]*lang="es"/);
  expect(spanish.body).toContain('Con tus cifras');
  expect(spanish.body).toContain(darkTheme.palette.ground[0]);
  expect((await ask(`${ofAna}?theme=light`, 'ana')).body).toContain(lightTheme.palette.ground[0]);
  for (const query of ['locale=fr', 'theme=neon']) {
    expect((await ask(`${ofAna}?${query}`, 'ana')).statusCode, query).toBe(400);
  }
});

test('nobody keeps it, and opened alone it can do nothing', async () => {
  const { headers, body } = await ask(ofAna, 'ana');
  expect(headers).toMatchObject({
    'cache-control': 'private, no-store',
    'content-type': 'image/svg+xml',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect(headers['content-security-policy']).toMatch(/^default-src 'none';.*sandbox$/);
  expect(body.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|<script|<image|\son\w+=/);
  expect(body).not.toContain('ana');
});

test.each([
  ['a lesson of another persona', 'ana/infographics/goal_setting.svg', 404, 'NOT_RECOMMENDED'],
  ['an offer', 'ana/infographics/free_credit_monitoring.svg', 404, 'NOT_RECOMMENDED'],
  ['no lesson at all', 'ana/infographics/%3Cscript%3E.svg', 404, 'NOT_RECOMMENDED'],
  ['a lesson that keeps its example', 'ana/infographics/autopay_setup.svg', 409, 'OWN_NUMBERS_UNKNOWN'],
  ['nobody', 'zoe/infographics/credit_utilization.svg', 404, 'UNKNOWN_MEMBER'],
])('%s is refused with a code, and never shown with the example’s numbers', async (_, path, status, code) => {
  const response = await ask(path, 'olga');
  expect(response.statusCode).toBe(status);
  expect(problemSchema.parse(response.json()).error.code).toBe(code);
  expect(response.headers['cache-control']).toBe('private, no-store');
});

test('what is taken back hides it at once', async () => {
  await consentingMember(use, { memberId: 'cleo' });
  const path = 'cleo/infographics/credit_utilization.svg';
  expect((await ask(path, 'olga')).statusCode).toBe(200);
  const actor = { role: 'member', name: 'cleo' } as const;
  await changeConsent(use, { memberId: 'cleo', action: 'revoke', actor, reason: '' });
  const refused = await ask(path, 'olga');
  expect(refused.statusCode).toBe(409);
  expect(problemSchema.parse(refused.json()).error.code).toBe('NO_CONSENT');
  expect(refused.body).not.toContain('$');
});
