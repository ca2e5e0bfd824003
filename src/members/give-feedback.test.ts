import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { consentingMember, type MemberUseCases, memberUseCases } from '../../test/factories/member-stores.ts';
import { changeConsent } from './change-consent.ts';
import type { FeedbackKind } from './feedback-store-port.ts';
import { giveFeedback } from './give-feedback.ts';
import { memberView } from './member-view.ts';

let database: TestDatabase;
let use: MemberUseCases;
beforeAll(async () => {
  database = await testDatabase();
  use = memberUseCases(database.db);
});
afterAll(() => database.close());

async function shownTo(memberId: string) {
  const view = await memberView(use, memberId);
  return (view?.run?.recommendations ?? []).map(({ value }) => value);
}

function say(memberId: string, recommendationId: string, kind: FeedbackKind) {
  const actor = { role: 'member', name: memberId } as const;
  return giveFeedback(use, { recommendationId, kind, actor, speakerMemberId: memberId });
}

test('a dismissed recommendation is not repeated, and comes back once the word is withdrawn', async () => {
  await consentingMember(use, { memberId: 'dora' });
  const [first] = await shownTo('dora');
  expect(await say('dora', first?.id ?? '', 'dismissed')).toEqual({ kind: 'recorded' });
  expect((await shownTo('dora')).map(({ topic }) => topic)).not.toContain(first?.topic);
  expect(await say('dora', first?.id ?? '', 'withdrawn')).toEqual({ kind: 'recorded' });
  expect((await shownTo('dora')).map(({ topic }) => topic)).toContain(first?.topic);
});

test('what wasn’t helpful falls behind what nobody spoke about', async () => {
  await consentingMember(use, { memberId: 'nils' });
  const [first] = await shownTo('nils');
  await say('nils', first?.id ?? '', 'not_helpful');
  expect((await shownTo('nils'))[0]?.topic).not.toBe(first?.topic);
});

test('feedback on what nobody was shown is unknown, on another member’s it is foreign; neither is kept', async () => {
  await consentingMember(use, { memberId: 'eva' });
  await consentingMember(use, { memberId: 'finn' });
  const [ofEva] = await shownTo('eva');
  expect(await say('finn', '0123456789abcdef', 'helpful')).toEqual({ kind: 'unknown_recommendation' });
  expect(await say('finn', ofEva?.id ?? '', 'helpful')).toEqual({ kind: 'foreign_recommendation' });
  expect(await use.feedback.history('eva')).toEqual([]);
  expect(await use.feedback.history('finn')).toEqual([]);
});

test('a word said twice is kept once and leads to one look; so is a withdrawal of nothing', async () => {
  await consentingMember(use, { memberId: 'greta' });
  const [shown] = await shownTo('greta');
  const id = shown?.id ?? '';
  const runs = async () => (await use.profiles.currentRun('greta'))?.runId;
  const first = await runs();
  expect(await say('greta', id, 'withdrawn')).toEqual({ kind: 'recorded' });
  expect(await runs()).toBe(first);
  await say('greta', id, 'saved');
  const second = await runs();
  expect(second).not.toBe(first);
  await Promise.all(Array.from({ length: 8 }, () => say('greta', id, 'saved')));
  expect(await runs()).toBe(second);
  expect(await use.feedback.history('greta')).toHaveLength(1);
});

test('a word that a revocation overtook is not kept', async () => {
  await consentingMember(use, { memberId: 'gil' });
  const [shown] = await shownTo('gil');
  const actor = { role: 'member', name: 'gil' } as const;
  const entry = { memberId: 'gil', recommendationId: shown?.id ?? '', topic: shown?.topic ?? '' };
  await changeConsent(use, { memberId: 'gil', action: 'revoke', actor, reason: '' });
  const recorded = await use.feedback.record({ ...entry, kind: 'saved', actor, at: use.clock.now() });
  expect(recorded).toBe('not_shown');
  expect(await use.feedback.history('gil')).toEqual([]);
});

test('an operator passes a word on for whoever was shown it, under their own name', async () => {
  await consentingMember(use, { memberId: 'gus' });
  const [shown] = await shownTo('gus');
  const actor = { role: 'operator', name: 'Olga' } as const;
  const recommendationId = shown?.id ?? '';
  await giveFeedback(use, { recommendationId, kind: 'saved', actor, speakerMemberId: null });
  expect(await use.feedback.history('gus')).toMatchObject([{ kind: 'saved', topic: shown?.topic, actor }]);
});

test('a revoked consent hides what could be spoken about', async () => {
  await consentingMember(use, { memberId: 'hana' });
  const [shown] = await shownTo('hana');
  const actor = { role: 'member', name: 'hana' } as const;
  await changeConsent(use, { memberId: 'hana', action: 'revoke', actor, reason: '' });
  expect(await say('hana', shown?.id ?? '', 'helpful')).toEqual({ kind: 'unknown_recommendation' });
});

test('a recommendation has the same id in every language, its words in that language', async () => {
  await consentingMember(use, { memberId: 'ida' });
  const view = await memberView(use, 'ida');
  const spanish = view?.run?.translations['es'] ?? [];
  const english = view?.run?.recommendations ?? [];
  expect(spanish.map(({ value }) => value.id)).toEqual(english.map(({ value }) => value.id));
  expect(spanish[0]?.value.rationale).toMatch(/^Tu tarjeta/);
});

test.each(["update feedback set kind = 'helpful'", 'delete from feedback', 'truncate feedback'])(
  'feedback only grows, even for whoever holds the database: %s',
  async (statement) => {
    await expect(sql.raw(statement).execute(database.db)).rejects.toThrow('only grows');
  },
);
