import { afterAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import {
  consentingMember,
  importCard,
  type MemberUseCases,
  memberUseCases,
} from '../../test/factories/member-stores.ts';
import { changeConsent } from './change-consent.ts';
import { giveFeedback } from './give-feedback.ts';
import { memberView, memberViewToday } from './member-view.ts';
import { refreshMember } from './refresh-member.ts';

let database: TestDatabase;
let use: MemberUseCases;
beforeEach(async () => {
  await database?.close();
  database = await testDatabase();
  use = memberUseCases(database.db);
  await consentingMember(use, { memberId: 'ana' });
});
afterAll(() => database.close());

const ana = { role: 'member', name: 'Ana' } as const;
const olga = { role: 'operator', name: 'Olga' } as const;

/** A look that read everything and is held up before it saves: `meanwhile` happens then, once. */
function heldUp(meanwhile: () => Promise<unknown>): MemberUseCases {
  let isFirst = true;
  const profiles = new Proxy(use.profiles, {
    get: (store, name: keyof MemberUseCases['profiles']) => {
      if (name !== 'saveRun') return store[name].bind(store);
      return async (...args: Parameters<typeof store.saveRun>) => {
        if (isFirst) await meanwhile();
        isFirst = false;
        return store.saveRun(...args);
      };
    },
  });
  return { ...use, profiles };
}

const shownTopics = async () =>
  (await memberView(use, 'ana'))?.run?.recommendations.map(({ value }) => value.topic) ?? [];

async function dismissFirst(): Promise<string> {
  const first = (await memberView(use, 'ana'))?.run?.recommendations[0]?.value;
  const said = { recommendationId: first?.id ?? '', kind: 'dismissed', speakerMemberId: 'ana' } as const;
  await giveFeedback(use, { ...said, actor: ana });
  return first?.topic ?? '';
}

test('a slow look never brings back an idea that was dismissed meanwhile', async () => {
  let dismissed = '';
  const slow = heldUp(async () => {
    dismissed = await dismissFirst();
  });
  expect(await refreshMember(slow, 'ana', 'new_day')).toMatchObject({ kind: 'refreshed' });
  expect(dismissed).not.toBe('');
  expect(await shownTopics()).not.toContain(dismissed);
});

test('a slow look never shows data as it was before an import that came meanwhile', async () => {
  const slow = heldUp(() => importCard(use, { memberId: 'ana', balanceCents: 50_000 }));
  await refreshMember(slow, 'ana', 'new_day');
  const view = await memberView(use, 'ana');
  expect(view?.run?.windows['180d'].credit?.maxUtilizationRatio).toBe(0.1);
});

test('a look that a revocation overtook is not kept, also where consent is given again before it saves', async () => {
  const change = { memberId: 'ana', actor: olga, reason: 'by phone' } as const;
  const slow = heldUp(async () => {
    await changeConsent(use, { ...change, action: 'revoke' });
  });
  expect(await refreshMember(slow, 'ana', 'new_day')).toEqual({ kind: 'no_consent' });
  expect((await memberView(use, 'ana'))?.run).toBeNull();
  await changeConsent(use, { ...change, action: 'grant' });
  const saved: string[] = [];
  const overtaken = heldUp(async () => {
    await changeConsent(use, { ...change, action: 'revoke' });
    await use.consents.record({ ...change, action: 'grant', scope: ['analysis'], at: use.clock.now() });
    saved.push(String((await memberView(use, 'ana'))?.run));
  });
  await refreshMember(overtaken, 'ana', 'new_day');
  expect(saved).toEqual(['null']);
  const runs = await database.db.selectFrom('member_runs').select(['basis', 'hidden_at']).execute();
  const basis = await use.profiles.basis('ana');
  expect(runs.filter(({ hidden_at }) => hidden_at === null).map((run) => run.basis)).toEqual([basis]);
});

test('where everything changes again and again the look gives up: whoever changes it looks anew', async () => {
  let count = 0;
  const profiles = new Proxy(use.profiles, {
    get: (store, name: keyof MemberUseCases['profiles']) => {
      if (name !== 'saveRun') return store[name].bind(store);
      return async () => {
        count += 1;
        return 'outdated';
      };
    },
  });
  expect(await refreshMember({ ...use, profiles }, 'ana', 'new_day')).toEqual({ kind: 'superseded' });
  expect(count).toBe(5);
});

test('what came in before a process ended is looked at with the next view, not with the next day', async () => {
  const noLook = { ...use, films: use.films };
  const first = (await memberView(use, 'ana'))?.run?.recommendations[0]?.value;
  // As if the process had ended between the word and the look.
  await noLook.feedback.record({
    memberId: 'ana',
    recommendationId: first?.id ?? '',
    topic: first?.topic ?? '',
    kind: 'dismissed',
    actor: ana,
    at: use.clock.now(),
  });
  expect(await shownTopics()).toContain(first?.topic);
  const view = await memberViewToday(use, 'ana');
  expect(view?.run?.recommendations.map(({ value }) => value.topic)).not.toContain(first?.topic);
  const runId = view?.run?.runId;
  expect((await memberViewToday(use, 'ana'))?.run?.runId).toBe(runId);
});
