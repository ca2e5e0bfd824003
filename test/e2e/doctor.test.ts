import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { freshDataDir, runProgram } from './program.ts';

const schema = z.object({
  findings: z.array(
    z.object({ name: z.string(), state: z.string(), message: z.string(), remedy: z.string().nullable() }),
  ),
});

let folder: Awaited<ReturnType<typeof freshDataDir>>;
beforeAll(async () => {
  folder = await freshDataDir();
});
afterAll(() => folder.remove());

async function doctor(extra: Record<string, string> = {}) {
  const dataDir = join(folder.path, 'data');
  await mkdir(dataDir, { recursive: true });
  const { code, stdout } = await runProgram(['doctor', '--json'], { dataDir, extra });
  const findings = new Map(schema.parse(JSON.parse(stdout)).findings.map((one) => [one.name, one]));
  return { code, findings };
}

test('a sound machine has nothing to complain about', async () => {
  const { code, findings } = await doctor();
  expect(code).toBe(0);
  expect([...findings.keys()]).toEqual(['node', 'data folder', 'lessons', 'canvas', 'encoder', 'database']);
  expect([...findings.values()].filter(({ state }) => state === 'problem')).toEqual([]);
});

test('a Redis and a database that do not answer are problems with a remedy, and secrets stay unsaid', async () => {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { code, findings } = await doctor({
    REDIS_URL: `redis://:hunter2@127.0.0.1:${port}`,
    DATABASE_URL: `postgres://someone:hunter2@127.0.0.1:${port}/none`,
  });
  server.close();
  expect(code).toBe(1);
  expect(findings.get('redis')).toMatchObject({
    state: 'problem',
    remedy: expect.stringContaining('REDIS_URL'),
  });
  expect(findings.get('database')).toMatchObject({ state: 'problem' });
  expect(JSON.stringify([...findings.values()])).not.toContain('hunter2');
}, 60_000);
