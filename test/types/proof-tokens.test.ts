import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Approved } from '../../src/guardrails/approved.ts';
import type { ConsentGrant } from '../../src/guardrails/consent-grant.ts';
import type { Cents, Ratio } from '../../src/kernel/units.ts';
import type { BankStore } from '../../src/members/bank-store-port.ts';
import type { Recommendation } from '../../src/recommendations/recommendation.ts';

/**
 * What must not compile. The type check fails when one of these lines becomes legal, because
 * `@ts-expect-error` then expects in vain.
 */
const draft = {} as Recommendation;

test('a look-alike of an approval is none', () => {
  // @ts-expect-error the private field makes the class nominal
  const forged: Approved<Recommendation> = { value: draft };
  expect(Object.keys(forged)).toEqual(['value']);
});

test('a look-alike of a consent is none', () => {
  // @ts-expect-error the private field makes the class nominal
  const forged: ConsentGrant = { memberId: 'somebody', since: new Date(0) };
  expect(forged.memberId).toBe('somebody');
});

test('bank data is read for processing with a consent, and with nothing else', () => {
  const read = (store: BankStore) => {
    // @ts-expect-error an id is no consent
    return store.memberBank('somebody');
  };
  expect(read).toBeTypeOf('function');
});

test('neither has a public constructor', async () => {
  const { Approved: Approval } = await import('../../src/guardrails/approved.ts');
  const { ConsentGrant: Grant } = await import('../../src/guardrails/consent-grant.ts');
  // @ts-expect-error the constructor is private
  expect(() => new Approval('anything')).toThrow('from the guardrails or from the store');
  // @ts-expect-error the constructor is private
  expect(new Grant('somebody', new Date(0))).toBeDefined();
});

test('what was approved can’t be rewritten, not even where no compiler looks', async () => {
  const { Approved: Approval } = await import('../../src/guardrails/approved.ts');
  const approved = Approval.mint({ rationale: 'as it was judged', evidence: [{ value: 1 }] });
  const loose: unknown = approved;
  expect(() => Object.assign(approved.value, { rationale: 'another' })).toThrow();
  expect(() => Object.assign(approved.value.evidence[0] ?? {}, { value: 2 })).toThrow();
  expect(() => Object.assign(loose as object, { value: null })).toThrow();
});

test('only the approval mints, only the store revives', () => {
  const calling = (door: string) =>
    readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
      .filter((path) => readFileSync(`src/${path}`, 'utf8').includes(`Approved.${door}`))
      .sort();
  expect(calling('mint')).toEqual(['guardrails/approve-recommendations.ts']);
  expect(calling('revive').every((path) => path.startsWith('storage/'))).toBe(true);
  expect(calling('revive').length).toBeGreaterThan(0);
});

test('units do not mix, and a plain number takes any of them', () => {
  const priceCents: Cents = 1200;
  // @ts-expect-error cents are no ratio
  const share: Ratio = priceCents;
  expect(share).toBe(1200);
});
