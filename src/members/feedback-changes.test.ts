import { beforeAll, describe, expect, test } from 'vitest';
import { collect, jsonSource } from '../../test/factories/bank-source.ts';
import type { MemberBank } from '../ingest/bank-record.ts';
import { sampleMembers } from '../ingest/synthetic/sample-members.ts';
import { educationItems } from '../recommendations/catalogue/education-items.ts';
import type { Feedback } from '../recommendations/ranking.ts';
import { analyzeMember } from './analyze-member.ts';

const asOf = '2026-11-20';
let banks: readonly MemberBank[] = [];
beforeAll(async () => {
  const files = await Promise.all(
    sampleMembers(asOf).map(({ memberId, file }) => collect(jsonSource(`${memberId}.json`, file))),
  );
  banks = files.flatMap(({ members }) => members);
});

type Kind = 'education' | 'offer';

function shown(bank: MemberBank, kind: Kind, feedback: readonly Feedback[] = []): readonly string[] {
  return analyzeMember(bank, { asOf, locale: 'en', feedback })
    .recommendations.map(({ value }) => value)
    .filter((value) => value.kind === kind)
    .map(({ topic }) => topic);
}

/** Each thing that each sample member is shown, and what is shown once this was said of it. */
function* saying(kind: Feedback['kind']) {
  for (const bank of banks) {
    for (const of of ['education', 'offer'] as const) {
      const before = shown(bank, of);
      for (const topic of before) yield { topic, before, after: shown(bank, of, [{ topic, kind }]) };
    }
  }
}

describe('what a member says of any item changes what comes next', () => {
  test('dismissed: it is gone', () => {
    for (const { topic, after } of saying('dismissed')) expect(after).not.toContain(topic);
  });
  test('not helpful: nothing stands behind it, if it is shown at all', () => {
    for (const { topic, after } of saying('not_helpful'))
      expect([after.at(-1), undefined]).toContain(after.includes(topic) ? topic : undefined);
  });
  test('saved: it stays in front', () => {
    for (const { topic, after } of saying('saved')) expect(after[0]).toBe(topic);
  });
  test('helpful: it never falls, and mostly rises', () => {
    const moves = [...saying('helpful')].filter(({ topic, before }) => before[0] !== topic);
    const rises = moves.map(({ topic, before, after }) => before.indexOf(topic) - after.indexOf(topic));
    expect(Math.min(...rises)).toBeGreaterThanOrEqual(0);
    expect(rises.filter((rise) => rise > 0).length / rises.length).toBeGreaterThan(0.75);
  });
});

test('whoever dismisses every lesson of their persona gets three of the others, and never a dismissed one', () => {
  for (const bank of banks) {
    const own = analyzeMember(bank, { asOf, locale: 'en' }).personas['180d'].primary;
    if (own === 'general') continue;
    const feedback = educationItems
      .filter(({ persona }) => persona === own)
      .map(({ topic }): Feedback => ({ topic, kind: 'dismissed' }));
    const topics = shown(bank, 'education', feedback);
    expect(topics, bank.memberId).toHaveLength(3);
    for (const { topic } of feedback) expect(topics).not.toContain(topic);
  }
});

test('dismissing what is shown, again and again, leaves three lessons and one offer while there are any', () => {
  for (const bank of banks) {
    const feedback: Feedback[] = [];
    for (let round = 0; round < 5; round++) {
      const [education, offers] = [shown(bank, 'education', feedback), shown(bank, 'offer', feedback)];
      expect(education.length, `${bank.memberId} after ${round}`).toBeGreaterThanOrEqual(3);
      if (round < 2) expect(offers.length, bank.memberId).toBeGreaterThanOrEqual(1);
      for (const topic of [education[0], offers[0]])
        if (topic !== undefined) feedback.push({ topic, kind: 'dismissed' });
    }
  }
});

test('who has dismissed all there is gets nothing rather than what they didn’t want', () => {
  const feedback = educationItems.map(({ topic }): Feedback => ({ topic, kind: 'dismissed' }));
  for (const bank of banks) expect(shown(bank, 'education', feedback)).toEqual([]);
});
