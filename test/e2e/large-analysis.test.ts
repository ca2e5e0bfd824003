import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDataDir, runProgram } from './program.ts';

const MEMBERS = 500;
/** What the program itself takes, and a few members; five hundred of them are several times as much. */
const HEAP_MIB = 48;

let folder: Awaited<ReturnType<typeof freshDataDir>>;
beforeAll(async () => {
  folder = await freshDataDir();
});
afterAll(() => folder.remove());

test('more members than the heap can hold are analysed, each of them', async () => {
  const made = join(folder.path, 'made');
  const synth = await runProgram(['synth', '--members', String(MEMBERS), '--seed', 'large', '--out', made], {
    dataDir: folder.path,
  });
  expect(synth.code, synth.stderr).toBe(0);
  const { code, stdout, stderr } = await runProgram(['analyze', '--file', join(made, 'members.jsonl')], {
    dataDir: folder.path,
    extra: { NODE_OPTIONS: `--max-old-space-size=${HEAP_MIB}` },
  });
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/^As of 2026-06-30: 500 members, 0 rows quarantined/);
  expect(stdout.match(/^synthetic-\d+: \w+ \(30 days: \w+\)$/gm)).toHaveLength(MEMBERS);
}, 120_000);
