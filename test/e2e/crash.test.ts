import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiClient } from './api.ts';
import { eventually, freshDataDir, processesOf, signInBy, startProgram } from './program.ts';

let folder: Awaited<ReturnType<typeof freshDataDir>>;
beforeAll(async () => {
  folder = await freshDataDir();
});
afterAll(() => folder.remove());

const extra = { SAMPLE_MEMBERS: 'off' };
const lesson = { persona: 'savings_builder', topic: 'goal_setting' };

async function filesUnder(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function killAll(lines: readonly string[]): void {
  for (const line of lines) process.kill(Number(line.split(' ')[0]), 'SIGKILL');
}

test.each([
  { what: 'the program alone', includesDatabase: false },
  { what: 'the program and its database', includesDatabase: true },
])(
  'after kill -9 of $what in the middle of a job the next start finishes it',
  async ({ includesDatabase }) => {
    const dataDir = join(folder.path, includesDatabase ? 'all' : 'program');
    const first = await startProgram({ dataDir, extra });
    const api = apiClient(first.url, await signInBy(first.operatorLink));
    await api.generate(lesson);
    const midway = await eventually(
      () => api.videoStatus(lesson),
      ({ progress }) => progress > 0,
      90_000,
    );
    expect(midway).toMatchObject({ status: 'processing', url: null });
    await first.kill();
    if (includesDatabase) killAll(await processesOf(dataDir));

    for (const path of await filesUnder(join(dataDir, 'videos'))) {
      const digest = createHash('sha256')
        .update(await readFile(path))
        .digest('hex');
      expect(path.split('/').at(-1)).toMatch(new RegExp(`^${digest.slice(0, 16)}\\.`));
    }

    const second = await startProgram({ dataDir, extra });
    const again = apiClient(second.url, await signInBy(second.operatorLink));
    const media = await eventually(
      () => again.videoStatus(lesson),
      ({ status }) => status === 'ready',
      90_000,
    );
    expect(media.status).toBe('ready');
    expect((await fetch(second.url + media.url)).status).toBe(200);

    await second.stop();
    expect(await processesOf(dataDir)).toEqual([]);
    expect(await filesUnder(join(dataDir, 'work'))).toEqual([]);
  },
  240_000,
);
