import { expect, test } from 'vitest';
import { holdsIfRange, judgePreconditions } from './preconditions.ts';

const file = { etag: '"abc"', modifiedAt: new Date('2026-11-22T10:00:00.700Z') };
const at = 'Sun, 22 Nov 2026 10:00:00 GMT';
const earlier = 'Sun, 22 Nov 2026 09:59:59 GMT';
const later = 'Sun, 22 Nov 2026 10:00:01 GMT';

test.each([
  [{}, 'proceed'],
  [{ 'if-none-match': '"abc"' }, 'not_modified'],
  [{ 'if-none-match': '"x", W/"abc"' }, 'not_modified'],
  [{ 'if-none-match': '*' }, 'not_modified'],
  [{ 'if-none-match': '"x"' }, 'proceed'],
  [{ 'if-modified-since': at }, 'not_modified'],
  [{ 'if-modified-since': later }, 'not_modified'],
  [{ 'if-modified-since': earlier }, 'proceed'],
  [{ 'if-modified-since': 'some day' }, 'proceed'],
  [{ 'if-match': '"abc"' }, 'proceed'],
  [{ 'if-match': '*' }, 'proceed'],
  [{ 'if-match': 'W/"abc"' }, 'failed'],
  [{ 'if-match': '"x"' }, 'failed'],
  [{ 'if-unmodified-since': earlier }, 'failed'],
  [{ 'if-unmodified-since': at }, 'proceed'],
] as const)('%o → %s', (headers, outcome) => {
  expect(judgePreconditions(headers, file)).toBe(outcome);
});

test('tags go before dates', () => {
  expect(judgePreconditions({ 'if-none-match': '"x"', 'if-modified-since': later }, file)).toBe('proceed');
  expect(judgePreconditions({ 'if-match': '"abc"', 'if-unmodified-since': earlier }, file)).toBe('proceed');
});

test('a part fits a beginning of the same bytes only: strong tag or the very date', () => {
  expect(holdsIfRange(undefined, file)).toBe(true);
  expect(holdsIfRange('"abc"', file)).toBe(true);
  expect(holdsIfRange(at, file)).toBe(true);
  for (const other of ['"x"', 'W/"abc"', earlier, later, 'nonsense']) {
    expect(holdsIfRange(other, file)).toBe(false);
  }
});
