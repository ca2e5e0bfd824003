import pino from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/embedded-database.ts';
import { type FilmWorld, openFilmWorld } from '../../../test/factories/film-world.ts';
import { consentingMember, memberUseCases } from '../../../test/factories/member-stores.ts';
import type { Caller } from '../../identity/authorize.ts';
import { readSlotMedia } from '../../video/slot-media.ts';
import { createHttpServer, type HttpServer } from '../server.ts';
import { registerVideoRoutes } from './video-routes.ts';

const memberId = 'casey';
const casey: Caller = { role: 'member', memberId, name: 'Casey' };
const olga: Caller = { role: 'operator', memberId: null, name: 'Olga' };
const shown = { persona: 'high_utilization', topic: 'credit_utilization' };
const another = { persona: 'savings_builder', topic: 'cd_basics' };

let database: TestDatabase;
let world: FilmWorld;
let server: HttpServer;
let caller: Caller | null;
beforeAll(async () => {
  database = await testDatabase();
  const members = memberUseCases(database.db);
  await consentingMember(members, { memberId });
  server = await createHttpServer({
    logger: pino({ level: 'silent' }),
    cookieSecret: 'x'.repeat(32),
    isSecure: false,
    callerOf: async () => caller,
  });
  registerVideoRoutes(server, {
    ...members,
    get jobs() {
      return world.jobs;
    },
    get queue() {
      return world.dependencies.queue;
    },
    get chain() {
      return world.chain;
    },
    readMedia: (slots) => readSlotMedia(world, slots),
  });
});
afterAll(async () => {
  await server.app.close();
  await database.close();
});
beforeEach(async () => {
  world = await openFilmWorld(database.db);
  caller = casey;
});

const ask = async (lesson: object) => {
  const answer = await server.app.inject({ method: 'POST', url: '/api/videos/generate', payload: lesson });
  return [answer.statusCode, answer.json().status] as const;
};
/** Jobs that were begun, by track. */
const begun = async () => {
  const rows = await database.db.selectFrom('video_jobs').select(['track', 'topic']).execute();
  return rows.map(({ track, topic }) => `${track} ${topic}`).toSorted();
};

test('a member’s own lesson is ordered as their page would order it', async () => {
  expect(await ask(shown)).toEqual([202, 'enqueued']);
  expect(await begun()).toEqual(['provider credit_utilization', 'studio credit_utilization']);
});

test('for a lesson that the member isn’t shown no money is spent, whatever their program sends', async () => {
  expect(await ask(another)).toEqual([202, 'enqueued']);
  expect(await begun()).toEqual(['studio cd_basics']);
  expect(await world.attempts.budget()).toMatchObject({ reservedMicroUsd: 0 });
});

test('a member can’t order again what has just failed; an operator can', async () => {
  await ask(shown);
  for (const { jobId } of await world.jobs.workable()) {
    const job = await world.jobs.claim(jobId, 60_000);
    if (job) await world.jobs.fail(job, { code: 'X', message: 'x' });
  }
  expect(await ask(shown)).toEqual([202, 'skipped']);
  expect(await begun()).toHaveLength(2);
  caller = olga;
  expect(await ask(shown)).toEqual([202, 'enqueued']);
  expect(await begun()).toHaveLength(3);
});

test('an operator orders any lesson; nobody orders what isn’t in the catalogue, or without a session', async () => {
  caller = olga;
  expect(await ask(another)).toEqual([202, 'enqueued']);
  expect(await begun()).toEqual(['provider cd_basics']);
  expect((await ask({ ...another, topic: 'astrology' }))[0]).toBe(404);
  caller = null;
  expect((await ask(shown))[0]).toBe(401);
});
