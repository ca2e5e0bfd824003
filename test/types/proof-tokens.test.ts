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
  expect(new Approval('anything')).toBeDefined();
  // @ts-expect-error the constructor is private
  expect(new Grant('somebody', new Date(0))).toBeDefined();
});

test('units do not mix, and a plain number takes any of them', () => {
  const priceCents: Cents = 1200;
  // @ts-expect-error cents are no ratio
  const share: Ratio = priceCents;
  expect(share).toBe(1200);
});
