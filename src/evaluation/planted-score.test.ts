import { describe, expect, test } from 'vitest';
import { collect, textSource } from '../../test/factories/bank-source.ts';
import type { MemberBank } from '../ingest/bank-record.ts';
import { memberEdges } from '../ingest/synthetic/member-edges.ts';
import { synthesizeMember } from '../ingest/synthetic/synthesize-member.ts';
import { assignPersona } from '../personas/assign-persona.ts';
import { computeSignals } from '../signals/compute-signals.ts';
import { type Detected, scorePlanted } from './planted-score.ts';

const asOf = '2026-06-30';
const count = 120;
const planted = Array.from({ length: count }, (_, index) =>
  synthesizeMember({ seed: 'never tuned to', index, asOf }),
);
const truths = planted.map(({ truth }) => truth);

const text = planted.map(({ document }) => JSON.stringify(document)).join('\n');
const banks: readonly MemberBank[] = (await collect(textSource('members.jsonl', text))).members;

function detect(bank: MemberBank): Detected {
  const signals = computeSignals(bank, { asOf, window: '180d' });
  return {
    memberId: bank.memberId,
    persona: assignPersona(signals).primary,
    streams: signals.subscriptions?.streams ?? [],
    payTransactionIds: signals.income?.payroll.flatMap(({ transactionIds }) => transactionIds) ?? [],
  };
}

/** What a detector does that only counts: the same merchant three times. */
function countOnly(bank: MemberBank): Detected {
  const byMerchant = new Map<string, string[]>();
  for (const { amountCents, merchantName, description, transactionId } of bank.transactions) {
    if (amountCents <= 0) continue;
    const key = merchantName ?? description;
    byMerchant.set(key, [...(byMerchant.get(key) ?? []), transactionId]);
  }
  const streams = [...byMerchant.values()]
    .filter((ids) => ids.length >= 3)
    .map((transactionIds) => ({ cadence: 'monthly', transactionIds }));
  return { ...detect(bank), streams };
}

describe('on planted members of a seed that nothing was tuned to', () => {
  test('personas, streams and pay are found', () => {
    const score = scorePlanted(truths, banks.map(detect));
    expect(score.missedPersonas).toEqual([]);
    expect(score.personaAccuracy).toBeGreaterThanOrEqual(0.99);
    expect(score.streams.f1).toBeGreaterThanOrEqual(0.97);
    expect(score.pay.f1).toBeGreaterThanOrEqual(0.97);
  });

  test('counting a merchant three times is not good enough to pass', () => {
    const score = scorePlanted(truths, banks.map(countOnly));
    expect(score.streams.f1).toBeLessThan(0.8);
  });

  test('every threshold is stood beside from both sides', () => {
    expect(new Set(truths.flatMap(({ edge }) => edge ?? []))).toEqual(
      new Set(memberEdges.map(({ edge }) => edge)),
    );
    const personas = new Set(truths.map(({ persona }) => persona));
    expect(personas.size).toBe(5);
  });

  test('the same seed gives the same member, whatever else is made', () => {
    expect(synthesizeMember({ seed: 'never tuned to', index: 7, asOf })).toEqual(planted[7]);
    expect(synthesizeMember({ seed: 'another', index: 7, asOf })).not.toEqual(planted[7]);
  });
});

test('a detector that finds nothing scores nothing', () => {
  const blind = truths.map(({ memberId }) => ({
    memberId,
    persona: 'nobody',
    streams: [],
    payTransactionIds: [],
  }));
  expect(scorePlanted(truths, blind)).toMatchObject({
    personaAccuracy: 0,
    streams: { f1: 0 },
    pay: { f1: 0 },
  });
});

describe('a detector that was spoilt scores less', () => {
  const sound = scorePlanted(truths, banks.map(detect));
  const spoilt = (change: (one: Detected) => Partial<Detected>) =>
    scorePlanted(
      truths,
      banks.map(detect).map((one) => ({ ...one, ...change(one) })),
    );

  test('streams of another cadence', () => {
    const score = spoilt(({ streams }) => ({
      streams: streams.map((one) => ({ ...one, cadence: 'daily' })),
    }));
    expect(score.streams.f1).toBe(0);
  });
  test('everything taken for one stream', () => {
    const score = spoilt(({ streams }) => ({
      streams: streams.map((one) => ({
        ...one,
        transactionIds: streams.flatMap((all) => all.transactionIds),
      })),
    }));
    expect(score.streams.f1).toBeLessThan(sound.streams.f1 / 2);
  });
  test('pay among rows that are none', () => {
    const score = spoilt(({ payTransactionIds }) => ({
      payTransactionIds: [...payTransactionIds, ...payTransactionIds.map((id) => `${id}-none`)],
    }));
    expect(score.pay).toMatchObject({ recall: sound.pay.recall });
    expect(score.pay.precision).toBeCloseTo(sound.pay.precision / 2);
  });
});
