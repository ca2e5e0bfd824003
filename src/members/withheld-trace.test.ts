import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { consentingMember, type MemberUseCases, memberUseCases } from '../../test/factories/member-stores.ts';
import { changeConsent } from './change-consent.ts';
import { exportMember } from './export-member.ts';
import { giveFeedback } from './give-feedback.ts';
import { memberTrace } from './member-trace.ts';
import { memberView } from './member-view.ts';

let database: TestDatabase;
let use: MemberUseCases;
beforeAll(async () => {
  database = await testDatabase();
  use = memberUseCases(database.db);
});
afterAll(() => database.close());

const olga = { role: 'operator', name: 'Olga' } as const;

/** Words that only an analysis or what was said about it can have brought. */
const MADE_FROM_DATA = /high_utilization|credit_utilization|0\.68|helpful|recommendations/;

test('a revoked consent withholds from traces what was made from the data; granting again tells it', async () => {
  await consentingMember(use, { memberId: 'ines' });
  const shown = (await memberView(use, 'ines'))?.run?.recommendations[0]?.value;
  const actor = { role: 'member', name: 'Ines' } as const;
  const said = { recommendationId: shown?.id ?? '', kind: 'helpful', speakerMemberId: 'ines' } as const;
  await giveFeedback(use, { ...said, actor });
  expect(JSON.stringify(await memberTrace(use, 'ines'))).toMatch(MADE_FROM_DATA);

  await changeConsent(use, { memberId: 'ines', action: 'revoke', actor: olga, reason: 'asked by phone' });
  const withheld = await memberTrace(use, 'ines');
  expect(JSON.stringify(withheld)).not.toMatch(MADE_FROM_DATA);
  expect(withheld?.isWithheld).toBe(true);
  expect(withheld?.decisions.map(({ action }) => action)).toEqual([
    'bank_file_imported',
    'consent_granted',
    'member_analysed',
    'feedback_given',
    'member_analysed',
    'consent_revoked',
  ]);
  expect(withheld?.decisions.at(-1)?.detail).toEqual({ reason: 'asked by phone', actorName: 'Olga' });

  await changeConsent(use, { memberId: 'ines', action: 'grant', actor: olga, reason: 'asked by phone' });
  const told = await memberTrace(use, 'ines');
  expect(told?.isWithheld).toBe(false);
  expect(JSON.stringify(told)).toMatch(MADE_FROM_DATA);
});

test('the member’s own copy tells all of it, whatever was agreed to', async () => {
  await consentingMember(use, { memberId: 'jon' });
  await changeConsent(use, { memberId: 'jon', action: 'revoke', actor: olga, reason: 'asked by phone' });
  const exported = await exportMember(use, { memberId: 'jon', actor: { role: 'member', name: 'Jon' } });
  expect(JSON.stringify(exported)).toMatch(MADE_FROM_DATA);
});
