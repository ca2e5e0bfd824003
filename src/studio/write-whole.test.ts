import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeWhole } from './write-whole.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'write-whole-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a file is replaced whole, and a failure leaves nothing', async () => {
  const path = join(folder, 'a.txt');
  await Promise.all([writeWhole(path, 'one'), writeWhole(path, 'one')]);
  await writeWhole(path, 'two');
  expect(readFileSync(path, 'utf8')).toBe('two');
  await expect(writeWhole(join(folder, 'none', 'a.txt'), 'x')).rejects.toThrow('ENOENT');
  await expect(writeWhole(folder, 'x')).rejects.toThrow();
  expect(readdirSync(folder)).toEqual(['a.txt']);
});

test('what a killed process left is removed by the next one; what a living one or another file has is not', async () => {
  const path = join(folder, 'b.txt');
  const ended = spawnSync(process.execPath, ['--version']).pid;
  const leftovers = [`${path}.${ended}-1.tmp`, `${path}.${process.pid}-1.tmp`];
  const others = [`${path}.${process.ppid}-1.tmp`, `${join(folder, 'c.txt')}.${ended}-1.tmp`, `${path}.tmp`];
  for (const one of [...leftovers, ...others]) writeFileSync(one, 'half');
  await writeWhole(path, 'whole');
  expect(
    readdirSync(folder)
      .filter((name) => name.endsWith('.tmp'))
      .map((name) => join(folder, name))
      .toSorted(),
  ).toEqual(others.toSorted());
  expect(readFileSync(path, 'utf8')).toBe('whole');
});
