import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeWhole } from './write-whole.ts';

test('a file is replaced whole, a leftover of a killed process is left alone, a failure leaves nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'write-whole-'));
  try {
    const path = join(folder, 'a.txt');
    const leftover = `${path}.${process.pid}-1.tmp`;
    writeFileSync(leftover, 'half');
    await Promise.all([writeWhole(path, 'one'), writeWhole(path, 'one')]);
    await writeWhole(path, 'two');
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(readFileSync(leftover, 'utf8')).toBe('half');
    await expect(writeWhole(join(folder, 'none', 'a.txt'), 'x')).rejects.toThrow('ENOENT');
    await expect(writeWhole(folder, 'x')).rejects.toThrow();
    expect(readdirSync(folder).toSorted()).toEqual(['a.txt', `a.txt.${process.pid}-1.tmp`]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
