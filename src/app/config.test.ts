import { expect, test } from 'vitest';
import { ConfigRefused, parseConfig } from './config.ts';

test('an empty environment gives the embedded defaults', () => {
  const config = parseConfig({});
  expect(config.PORT).toBe(3000);
  expect(config.HOST).toBe('127.0.0.1');
  expect(config.DATABASE_URL).toBeNull();
  expect(config.IMPORT_MAX_BYTES).toBe(536_870_912);
});

test('an empty variable counts as absent', () => {
  expect(parseConfig({ PORT: '', REDIS_URL: '' })).toEqual(parseConfig({}));
});

test('every wrong variable is named with what was found and what is allowed', () => {
  const attempt = () => parseConfig({ PORT: '70000', SESSION_HOURS: 'soon', LOG_LEVEL: 'loud' });
  expect(attempt).toThrow(ConfigRefused);
  expect(attempt).toThrow(/PORT: found "70000", allowed is: a whole number from 0 to 65535/);
  expect(attempt).toThrow(/SESSION_HOURS: found "soon"/);
  expect(attempt).toThrow(/LOG_LEVEL: found "loud".*"warn"/s);
});

test('a wrong secret is named but its value is never repeated', () => {
  const attempt = () =>
    parseConfig({ DATABASE_URL: 'mysql://root:hunter2@db/x', SESSION_SECRET: 'short-secret' });
  expect(attempt).toThrow(/DATABASE_URL.*postgres:\/\//s);
  expect(attempt).toThrow(/SESSION_SECRET.*at least 32 characters/s);
  expect(attempt).not.toThrow(/hunter2|short-secret/);
});
