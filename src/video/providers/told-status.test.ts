import { expect, test } from 'vitest';
import { redactor } from './http/redact.ts';
import { toldStatus } from './told-status.ts';

test('what a vendor says of a job is told without the key, and nothing else is changed', () => {
  const redact = redactor(['sk-secret']);
  const failed = { kind: 'failed', code: 'at sk-secret', message: 'for sk-secret', isCharged: true } as const;
  expect(toldStatus(failed, redact)).toEqual({ ...failed, code: 'at [key]', message: 'for [key]' });
  const running = { kind: 'running', progress: 0.5, pollAfterMs: 2000 } as const;
  expect(toldStatus(running, redact)).toEqual(running);
});
