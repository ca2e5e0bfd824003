import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openedBench, visit } from './harness.ts';

const INITIAL_SCRIPT_MAX_BYTES = 130_000;

const bench = openedBench();

test('needs at most 130 kB of script, compressed, to show a member’s ideas', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  const scripts: string[] = [];
  there.page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname);
  });
  await there.page.reload();
  await there.page.getByText('Hello, Maya').waitFor();
  const sizes = await Promise.all(
    scripts.map(async (path) => gzipSync(await readFile(join(bench().folder, path))).length),
  );
  expect(scripts.length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(INITIAL_SCRIPT_MAX_BYTES);
});

test('asks nothing of other hosts', async () => {
  await using there = await visit(bench(), { who: 'maya' });
  const hosts = new Set<string>();
  there.page.on('request', (request) => hosts.add(new URL(request.url()).origin));
  await there.page.reload();
  await there.page.getByText('Hello, Maya').waitFor();
  await there.page.waitForLoadState('networkidle');
  expect([...hosts]).toEqual([there.mock.url]);
});
