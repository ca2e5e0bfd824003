import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';

function logged(error: Error): Record<string, unknown> {
  const lines: string[] = [];
  createLogger('warn', { write: (line) => void lines.push(line) }).warn({ err: error }, 'trouble');
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '').err as Record<string, unknown>;
}

test('an error is logged with its plain facts, never with a connection that hangs on it', () => {
  const client = { connectionParameters: { host: 'db', password: 'hunter2' }, queryQueue: [] };
  const lost = Object.assign(new Error('terminating connection'), {
    code: '57P01',
    severity: 'FATAL',
    client,
  });
  const told = logged(lost);
  expect(told).toMatchObject({ message: 'terminating connection', code: '57P01', severity: 'FATAL' });
  expect(told['stack']).toContain('logger.test.ts');
  expect(JSON.stringify(told)).not.toMatch(/hunter2|connectionParameters|queryQueue/);
});

test('an error made of several tells each of them', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED ::1'), { code: 'ECONNREFUSED', socket: {} });
  expect(logged(new AggregateError([refused, new Error('connect ECONNREFUSED 127.0.0.1')]))).toMatchObject({
    aggregateErrors: [
      { message: 'connect ECONNREFUSED ::1', code: 'ECONNREFUSED' },
      { message: 'connect ECONNREFUSED 127.0.0.1' },
    ],
  });
});
