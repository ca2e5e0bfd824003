import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ownIdentity } from '../../storage/process-identity.ts';
import { withGenerationLock } from './generation-lock.ts';

const contender = fileURLToPath(new URL('../../../test/lock-contender.ts', import.meta.url));

let root: string;
beforeEach(async () => {
  root = await mkdtemp('/tmp/spendsense-lock-');
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('one process at a time is inside, also when others are killed inside', async () => {
  const [folder, notes] = [join(root, 'lock'), join(root, 'notes')];
  const run = (rounds: number) =>
    spawn(process.execPath, [contender, folder, notes, String(rounds)], { stdio: 'inherit' });
  const lasting = [run(40), run(40), run(40)];
  const doomed = [run(10_000), run(10_000)];
  const ended = Promise.all(lasting.map((child) => once(child, 'exit')));
  for (const child of doomed) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    child.kill('SIGKILL');
  }
  expect((await ended).map(([code]) => code)).toEqual([0, 0, 0]);
  const lines = (await readFile(notes, 'utf8')).trim().split('\n');
  const killed = doomed.map((child) => `in ${child.pid}`);
  lines.forEach((line, index) => {
    const next = lines[index + 1];
    if (!line.startsWith('in ') || next === line.replace('in', 'out')) return;
    // Whoever entered and didn't leave before the next one entered was killed inside.
    expect(killed, `${line} is followed by ${next}`).toContain(line);
    expect(lines.slice(index + 1)).not.toContain(line);
  });
  expect(lines.filter((line) => line.startsWith('out')).length).toBeGreaterThanOrEqual(120);
}, 60_000);

test('callers of one process take turns too', async () => {
  const order: string[] = [];
  const enter = (name: string) =>
    withGenerationLock(root, { waitMaxMs: 5_000 }, async () => {
      order.push(`in ${name}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push(`out ${name}`);
    });
  await Promise.all(['a', 'b', 'c'].map(enter));
  expect(order.map((step) => step.split(' ')[0])).toEqual(['in', 'out', 'in', 'out', 'in', 'out']);
});

test('waiting has an end, and the message names the process', async () => {
  await symlink(ownIdentity(), join(root, '5'));
  await expect(withGenerationLock(root, { waitMaxMs: 50 }, async () => 'in')).rejects.toMatchObject({
    code: 'DATA_DIR_BUSY',
    message: expect.stringContaining(`Process ${process.pid} `),
  });
});

test('a lock of a dead process is passed on, and spent links don’t pile up', async () => {
  await symlink('1-1-deadbeef', join(root, '5'));
  for (let round = 0; round < 3; round += 1) {
    expect(await withGenerationLock(root, { waitMaxMs: 50 }, async () => 'in')).toBe('in');
  }
  expect(await readdir(root)).toEqual(['8']);
});

test('a failure inside frees the lock', async () => {
  const fail = withGenerationLock(root, { waitMaxMs: 50 }, () => Promise.reject(new RangeError('inside')));
  await expect(fail).rejects.toThrow('inside');
  expect(await withGenerationLock(root, { waitMaxMs: 50 }, async () => 'in')).toBe('in');
});
