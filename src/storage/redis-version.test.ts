import { expect, test } from 'vitest';
import { whyTooOld } from './redis-version.ts';

test.each([
  ['redis_version:6.2.0', null],
  ['# Server\r\nredis_version:7.0.15\r\n', null],
  ['redis_version:10.1.0', null],
  ['redis_version:6.0.16\r\n', 'Redis 6.0.16 is too old: 6.2 or newer is needed'],
  ['redis_version:5.0.14', 'Redis 5.0.14 is too old: 6.2 or newer is needed'],
  ['a server of another kind', null],
])('of %j', (info, why) => {
  expect(whyTooOld(info)).toBe(why);
});
