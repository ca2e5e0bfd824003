import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { slotKey } from './slot-key.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

test('the English slot is named by persona and topic alone', () => {
  const name = { persona: 'high_utilization', topic: 'credit_utilization' };
  expect(slotKey({ ...name, locale: 'en' })).toBe(digest('high_utilization:credit_utilization'));
});

test('another language is another slot', () => {
  const name = { persona: 'high_utilization', topic: 'credit_utilization' };
  expect(slotKey({ ...name, locale: 'es' })).toBe(digest('high_utilization:credit_utilization:es'));
});
