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
  expect([...findings.keys()]).toEqual([
    ...['node', 'data folder', 'lessons', 'canvas', 'encoder', 'ffmpeg', 'theme', 'database'],
    ...['prices', 'spending', 'sora', 'gemini-omni', 'minimax', 'runway'],
  ]);
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

test('settings that stop the start are a line each, and the database is looked at all the same', async () => {
  const extra = { SORA_ENABLED: 'on', RUNWAY_ENABLED: 'on', FFMPEG_PATH: join(folder.path, 'no-ffmpeg') };
  const { code, findings } = await doctor(extra);
  expect(code).toBe(1);
  expect(findings.get('database')).toMatchObject({ state: 'ok' });
  const problems = [...findings.values()].filter(({ state }) => state === 'problem');
  expect(problems.map(({ name }) => name)).toEqual(['ffmpeg', 'sora', 'runway']);
  expect(problems.map(({ message }) => message).join(' ')).toMatch(
    /no-ffmpeg is not there.*SORA_BASE_URL is missing.*RUNWAYML_API_SECRET is missing/s,
  );
});

test('a provider that doesn’t answer is a warning, which fails nothing; its key stays unsaid', async () => {
  const extra = {
    MINIMAX_ENABLED: 'on',
    MINIMAX_API_KEY: 'mm-hunter2',
    MINIMAX_BASE_URL: 'http://127.0.0.1:9',
  };
  const { code, findings } = await doctor(extra);
  expect(code).toBe(0);
  expect(findings.get('minimax')?.message).toContain('at http://127.0.0.1:9; MINIMAX_API_KEY is set');
  expect(findings.get('minimax health')).toMatchObject({
    state: 'warning',
    remedy: expect.stringContaining('MINIMAX_BASE_URL'),
  });
  expect(JSON.stringify([...findings.values()])).not.toContain('hunter2');
});

test('an ffmpeg that isn’t there stops the start as a wrong setting does', async () => {
  const dataDir = join(folder.path, 'data');
  const extra = { FFMPEG_PATH: join(folder.path, 'no-ffmpeg') };
  const { code, stderr } = await runProgram(['start'], { dataDir, extra });
  expect(code).toBe(2);
  expect(stderr).toMatch(/FFMPEG_PATH: found ".*no-ffmpeg", which is not there\. .*or leave it out/s);
});
