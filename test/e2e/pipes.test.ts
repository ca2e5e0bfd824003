import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { environment, freshDataDir, runProgram } from './program.ts';

const fixture = 'test/fixtures/bank/card-at-68-percent.json';

/** Runs `spendsense … | reader` in a shell; answers what came out, what was complained about, and each exit code. */
async function piped(
  command: string,
  reader: string,
): Promise<{ stdout: string; stderr: string; codes: string }> {
  const folder = await freshDataDir();
  const script = `"${process.execPath}" bin/spendsense.mjs ${command} | ${reader}; echo "\${PIPESTATUS[@]}" >&3`;
  const shell = spawn('bash', ['-c', script], {
    env: environment(folder.path),
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const out = ['', '', ''];
  for (const [index, stream] of shell.stdio.slice(1, 4).entries()) {
    (stream as NodeJS.ReadableStream).on('data', (chunk) => {
      out[index] += chunk;
    });
  }
  await new Promise((resolve) => shell.on('close', resolve));
  await folder.remove();
  const [stdout = '', stderr = '', codes = ''] = out;
  return { stdout, stderr, codes: codes.trim() };
}

test('a reader who has enough ends a long answer without a word, as a broken pipe does', async () => {
  const folder = await freshDataDir();
  // Twice as much to say as a pipe holds.
  await runProgram(['synth', '--members', '120', '--seed', '1', '--out', folder.path], {
    dataDir: folder.path,
  });
  const { stdout, stderr, codes } = await piped(`analyze --file ${folder.path}/members.jsonl`, 'head -1');
  await folder.remove();
  expect(stdout).toMatch(/^As of 2026-06-30: 120 members, .*\n$/);
  expect(stderr).toBe('');
  expect(codes).toBe('141 0');
});

test.each(['lesson list', 'lesson list --json', '--help', `analyze --json --file ${fixture}`])(
  '`%s` whose reader is gone already says nothing of it',
  async (command) => {
    const { stderr, codes } = await piped(command, 'true');
    expect(stderr).toBe('');
    expect(codes).toBe('141 0');
  },
);

test('a reader who reads to the end leaves the exit code at 0', async () => {
  const { stderr, codes } = await piped('lesson list', 'cat');
  expect(stderr).toBe('');
  expect(codes).toBe('0 0');
});
