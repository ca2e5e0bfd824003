import { describe, expect, test } from 'vitest';
import { authorize, type Caller } from './authorize.ts';

const ana: Caller = { role: 'member', memberId: 'ana', name: 'Ana' };
const operator: Caller = { role: 'operator', memberId: null, name: 'Olga' };

describe('without a session', () => {
  test('only public routes answer', () => {
    expect(authorize('public', null, null)).toBe('allowed');
    for (const access of ['signed_in', 'member_self', 'operator', 'metrics'] as const) {
      expect(authorize(access, null, 'ana')).toBe('unauthenticated');
    }
  });
});

describe('a member', () => {
  test('sees their own and nobody else', () => {
    expect(authorize('member_self', ana, 'ana')).toBe('allowed');
    expect(authorize('member_self', ana, 'ben')).toBe('forbidden');
    expect(authorize('member_self', ana, null)).toBe('forbidden');
  });
  test('is no operator', () => {
    expect(authorize('operator', ana, null)).toBe('forbidden');
    expect(authorize('operator', ana, 'ana')).toBe('forbidden');
    expect(authorize('metrics', ana, null)).toBe('forbidden');
  });
  test('without a member id matches no member', () => {
    expect(authorize('member_self', { ...ana, memberId: null }, null)).toBe('forbidden');
  });
});

test('an operator may act for any member', () => {
  expect(authorize('member_self', operator, 'ben')).toBe('allowed');
  expect(authorize('operator', operator, null)).toBe('allowed');
});
