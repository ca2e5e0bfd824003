import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import {
  consentingMember,
  importCard,
  type MemberUseCases,
  memberUseCases,
} from '../../test/factories/member-stores.ts';
import { giveFeedback } from './give-feedback.ts';
import { memberTrace } from './member-trace.ts';
import { memberView } from './member-view.ts';
import { ruleVersion, ruleVersions } from './rule-versions.ts';
import type { RunTrace } from './run-trace.ts';

let database: TestDatabase;
let use: MemberUseCases;
let now = new Date('2026-11-22T12:00:00Z');
beforeAll(async () => {
  database = await testDatabase();
  use = memberUseCases(database.db, () => now);
});
afterAll(() => database.close());

async function runsOf(memberId: string): Promise<readonly RunTrace[]> {
  const trace = await memberTrace(use, memberId);
  return (trace?.decisions ?? [])
    .filter(({ action }) => action === 'member_analysed')
    .map(({ detail }) => detail as RunTrace);
}

test('a run’s trace goes from the digest of the input to each thing shown, and names what decided', async () => {
  await consentingMember(use, { memberId: 'ana' });
  const [run] = await runsOf('ana');
  const view = await memberView(use, 'ana');
  expect(run).toMatchObject({
    runId: view?.run?.runId,
    cause: 'consent',
    inputDigest: view?.run?.inputDigest,
    ruleVersions,
    personaBefore: null,
    signals: { '180d': { credit: { maxUtilizationRatio: 0.68 } } },
    personas: { '180d': { primary: 'high_utilization' } },
  });
  expect(run?.recommendations).toEqual(view?.run?.recommendations.map(({ value }) => value));
  expect(run?.personas['180d'].criteria).toContainEqual({
    persona: 'high_utilization',
    code: 'max_utilization',
    value: 0.68,
    threshold: 0.5,
    met: true,
  });
  const trace = await memberTrace(use, 'ana', run?.runId ?? '');
  expect(trace?.decisions).toMatchObject([{ action: 'member_analysed', reason: 'consent', ruleVersion }]);
});

test('a trace names the imports that the data came with, and each run what of them went in', async () => {
  await consentingMember(use, { memberId: 'dana' });
  await importCard(use, { memberId: 'dana', balanceCents: 340_000 });
  await importCard(use, { memberId: 'dana', balanceCents: 50_000 });
  const trace = await memberTrace(use, 'dana');
  const ids = trace?.imports.map(({ importId }) => importId) ?? [];
  expect(trace?.imports).toMatchObject([1, 2, 3].map(() => ({ fileName: 'dana.json' })));
  const rows = { accounts: 1, transactions: 0, liabilities: 0 };
  // The second file told nothing new: the rows are still those of the first.
  expect((await runsOf('dana')).map(({ imports }) => imports)).toEqual([
    [{ importId: ids[0], ...rows }],
    [{ importId: ids[0], ...rows }],
    [{ importId: ids[2], ...rows }],
  ]);
  const brought = trace?.decisions.filter(({ action }) => action === 'bank_file_imported');
  expect(brought?.map(({ facts }) => facts['importId'])).toEqual(ids);
});

test('every entry of the catalogue is accounted for: shown, or dropped with a code', async () => {
  await consentingMember(use, { memberId: 'ben' });
  const [before] = await runsOf('ben');
  const shown = before?.candidates.filter(({ outcome }) => outcome === 'shown') ?? [];
  const [first] = before?.recommendations ?? [];
  await giveFeedback(use, {
    recommendationId: first?.id ?? '',
    kind: 'dismissed',
    actor: { role: 'member', name: 'ben' },
    speakerMemberId: 'ben',
  });
  const after = (await runsOf('ben')).at(-1);
  expect(shown).toHaveLength(before?.recommendations.length ?? 0);
  expect(after?.candidates).toHaveLength(before?.candidates.length ?? 0);
  expect(after?.feedback).toEqual([{ topic: first?.topic, kind: 'dismissed' }]);
  expect(after?.candidates).toContainEqual({
    kind: 'education',
    topic: first?.topic,
    outcome: 'dropped',
    code: 'CANDIDATE_DISMISSED',
  });
  const codes = new Set(after?.candidates.flatMap((one) => (one.outcome === 'dropped' ? one.code : [])));
  expect([...codes]).toEqual(expect.arrayContaining(['CANDIDATE_WITHOUT_REASON', 'GUARDRAIL_REFUSED']));
});

test('a candidate’s verdict has the numbers that decided: score, place, limit, guardrails', async () => {
  await consentingMember(use, { memberId: 'bo' });
  const [run] = await runsOf('bo');
  const of = (code: string) =>
    run?.candidates.filter((one) => one.outcome === 'dropped' && one.code === code) ?? [];
  const shown = run?.candidates.filter(({ outcome }) => outcome === 'shown') ?? [];
  expect(shown.map((one) => [one.kind, 'place' in one && one.place])).toEqual(
    run?.recommendations.map(({ kind }, index, all) => [
      kind,
      1 + index - all.findIndex((one) => one.kind === kind),
    ]),
  );
  expect(shown[0]).toMatchObject({
    reason: 'card_utilization',
    fit: 1,
    score: expect.any(Number),
    strength: expect.any(Number),
    passed: ['eligibility', 'tone', 'evidence', 'disclosure'],
  });
  expect(of('CANDIDATE_BELOW_THE_LIMIT')[0]).toMatchObject({ kind: 'offer', place: 4, allowed: 3 });
  expect(of('CANDIDATE_OF_OTHER_PERSONA')[0]).toMatchObject({
    found: 'high_utilization',
    allowed: [expect.any(String)],
  });
  expect(of('CANDIDATE_WITHOUT_REASON')[0]).toMatchObject({
    allowed: expect.arrayContaining([expect.any(String)]),
  });
  expect(of('GUARDRAIL_REFUSED')[0]).toMatchObject({
    passed: [],
    refusal: { code: expect.any(String), found: null, allowed: expect.anything() },
  });
});

test('the persona’s history has one entry a change, from the day it changed', async () => {
  await consentingMember(use, { memberId: 'cleo' });
  now = new Date('2026-12-01T12:00:00Z');
  await importCard(use, { memberId: 'cleo', balanceCents: 340_000 });
  now = new Date('2026-12-05T12:00:00Z');
  await importCard(use, { memberId: 'cleo', balanceCents: 50_000 });
  const { personaHistory } = (await memberTrace(use, 'cleo')) ?? {};
  expect(personaHistory).toEqual([
    { persona: 'high_utilization', from: '2026-11-22' },
    { persona: 'general', from: '2026-12-05' },
  ]);
  expect((await runsOf('cleo')).at(-1)).toMatchObject({ cause: 'import', personaBefore: 'high_utilization' });
});

test('nobody has no trace', async () => {
  expect(await memberTrace(use, 'nobody')).toBeNull();
});
