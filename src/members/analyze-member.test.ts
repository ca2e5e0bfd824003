import { expect, test } from 'vitest';
import { collect, fixtureSource, jsonSource } from '../../test/factories/bank-source.ts';
import type { MemberBank } from '../ingest/bank-record.ts';
import { sampleMembers } from '../ingest/synthetic/sample-members.ts';
import { disclosure } from '../recommendations/disclosure.ts';
import { analyzeMember } from './analyze-member.ts';

const sampleAsOf = '2026-11-20';

async function sampleBanks(today = sampleAsOf): Promise<readonly MemberBank[]> {
  const files = sampleMembers(today);
  const collected = await Promise.all(
    files.map(({ memberId, file }) => collect(jsonSource(`${memberId}.json`, file))),
  );
  return collected.flatMap(({ members }) => members);
}

test('a card at 68 % makes high_utilization, and the rationale says so in the member’s own numbers', async () => {
  const { members } = await collect(fixtureSource('card-at-68-percent.json'));
  const [bank] = members;
  if (!bank) throw new Error('the fixture holds a member');
  const analysis = analyzeMember(bank, { asOf: '2026-06-30', locale: 'en' });
  expect(analysis.personas['180d']).toMatchObject({
    primary: 'high_utilization',
    matches: ['high_utilization'],
  });
  const texts = analysis.recommendations.map(({ value }) => value.rationale);
  expect(texts).toContain('Your Visa ending 4523 is at 68% of its limit ($3,400 of $5,000).');
});

test.each(['2026-11-20', '2026-03-01', '2027-01-31', '2028-02-29'])(
  'seen on %s, each sample member has the persona that the story tells',
  async (today) => {
    const personas = (await sampleBanks(today)).map((bank) => {
      const { primary, matches } = analyzeMember(bank, { asOf: today, locale: 'en' }).personas['180d'];
      return [bank.memberId.replace('sample-', ''), [primary, ...matches.slice(1)].join(' then ')];
    });
    expect(Object.fromEntries(personas)).toEqual({
      amara: 'high_utilization',
      diego: 'variable_income',
      june: 'subscription_heavy',
      priya: 'savings_builder',
      walt: 'general',
      tomas: 'high_utilization then subscription_heavy',
      ling: 'high_utilization',
      noor: 'variable_income then subscription_heavy',
      grace: 'subscription_heavy',
      ben: 'savings_builder',
      ines: 'general',
      otto: 'general',
    });
  },
);

test('every member gets three to five lessons and one to three offers, each with evidence and disclosure', async () => {
  for (const bank of await sampleBanks()) {
    const { recommendations } = analyzeMember(bank, { asOf: sampleAsOf, locale: 'en' });
    const values = recommendations.map(({ value }) => value);
    const education = values.filter(({ kind }) => kind === 'education');
    const offers = values.filter(({ kind }) => kind === 'offer');
    expect(education.length, bank.memberId).toBeGreaterThanOrEqual(3);
    expect(education.length, bank.memberId).toBeLessThanOrEqual(5);
    expect(offers.length, bank.memberId).toBeGreaterThanOrEqual(1);
    expect(offers.length, bank.memberId).toBeLessThanOrEqual(3);
    for (const value of values) {
      expect(value.disclosure).toBe(disclosure);
      expect(value.evidence.length).toBeGreaterThan(0);
    }
  }
});

test('the order of rows changes nothing', async () => {
  for (const bank of await sampleBanks()) {
    const reversed = {
      ...bank,
      accounts: [...bank.accounts].reverse(),
      transactions: [...bank.transactions].reverse(),
      liabilities: [...bank.liabilities].reverse(),
    };
    const options = { asOf: sampleAsOf, locale: 'en' } as const;
    expect(JSON.stringify(analyzeMember(reversed, options))).toBe(
      JSON.stringify(analyzeMember(bank, options)),
    );
  }
});
