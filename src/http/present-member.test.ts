import { expect, test } from 'vitest';
import { viewIn } from '../members/member-view.ts';
import { presentProfile, presentRecommendations } from './present-member.ts';

const member = { memberId: 'ana', displayName: null, story: null, isSample: false, erasedAt: null };
const revoked = { status: 'revoked', since: new Date('2026-11-22T10:00:00Z') } as const;
const history = [{ persona: 'high_utilization', from: '2026-11-01' }] as const;

test('without consent neither the persona nor its history is shown', () => {
  const histories = { '30d': history, '180d': history };
  const shown = presentProfile({ member, consent: revoked, run: null }, histories);
  expect(shown).toMatchObject({ persona: null, criteria: [], personaHistory: [], personaHistory30d: [] });
});

test('a run that was never worded in Spanish is shown in English and says so', () => {
  const assignment = { primary: 'general', matches: [], criteria: [] } as const;
  const signals = { subscriptions: null, savings: null, credit: null, income: null };
  const run = {
    runId: 'run-1',
    memberId: 'ana',
    basis: null,
    asOf: '2026-11-22',
    ranAt: new Date('2026-11-22T10:00:00Z'),
    inputDigest: '0'.repeat(64),
    windows: { '30d': signals, '180d': signals },
    personas: { '30d': assignment, '180d': assignment },
    recommendations: [],
    translations: {},
  };
  const consent = { status: 'granted', since: revoked.since } as const;
  const view = viewIn({ member, consent, run }, 'es');
  const nothing = { media: new Map(), feedback: [], pictures: [] };
  expect(presentRecommendations(view, nothing).locale).toBe('en');
  const worded = viewIn({ member, consent, run: { ...run, translations: { es: [] } } }, 'es');
  expect(presentRecommendations(worded, nothing).locale).toBe('es');
});
