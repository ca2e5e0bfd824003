import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { openFilmWorld } from '../../test/factories/film-world.ts';
import { opened } from '../../test/factories/video-rows.ts';
import { noteOnce } from './note-once.ts';
import type { WorkNote } from './video-work.ts';
import { workOnJob } from './work-on-job.ts';

const never = new AbortController().signal;
const note = (onceFor?: string): WorkNote => ({
  level: 'warn',
  message: 'm',
  jobId: 'j',
  ...(onceFor === undefined ? {} : { onceFor }),
});

test('a note comes each time, and one for the same thing once', () => {
  const told: WorkNote[] = [];
  const say = noteOnce((one) => told.push(one));
  for (const onceFor of [undefined, undefined, 'a', 'b', 'a']) say(note(onceFor));
  expect(told).toEqual([note(), note(), note(), note()]);
});

test('what was told long ago is forgotten', () => {
  const told: WorkNote[] = [];
  const say = noteOnce((one) => told.push(one));
  for (let key = 0; key <= 1000; key += 1) say(note(String(key)));
  say(note('1000'));
  expect(told).toHaveLength(1001);
  say(note('0'));
  expect(told).toHaveLength(1002);
});

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('a status that nobody knows is told once for a film, however often it is said, and the film is waited for', async () => {
  const world = await openFilmWorld(database.db);
  const told: WorkNote[] = [];
  world.dependencies.note = noteOnce((one) => told.push(one));
  const said = ['warming_up', 'warming_up', 'warming_up', 'cooling_down', 'warming_up'];
  world.acme.status = async () => {
    const word = said.shift();
    if (word === undefined) return { kind: 'completed', expiresAt: null, costMicroUsd: null };
    return { kind: 'running', progress: null, pollAfterMs: 0, said: word };
  };
  const { jobId } = await opened(world.jobs, world.intent);
  while ((await workOnJob(world.dependencies, jobId, never)).kind === 'parked');
  expect(await world.jobs.find(jobId)).toMatchObject({ state: 'ready' });
  expect(told.map(({ message }) => message)).toEqual([expect.stringContaining('acme says “warming_up”')]);
  expect(told).toMatchObject([{ level: 'warn', jobId, provider: 'acme' }]);
});
