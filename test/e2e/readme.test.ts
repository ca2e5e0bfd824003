import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importsTable } from '../../scripts/architecture-imports.ts';
import { settingsTable } from '../../scripts/readme-settings.ts';
import { freshDataDir, runProgram } from './program.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const architecture = readFileSync(new URL('../../ARCHITECTURE.md', import.meta.url), 'utf8');

let folder: Awaited<ReturnType<typeof freshDataDir>>;
beforeAll(async () => {
  folder = await freshDataDir();
});
afterAll(() => folder.remove());

test('the README opens with the two commands', () => {
  const blocks = [...readme.matchAll(/```sh\n(.*?)\n```/gs)].map(([, code]) => code);
  expect(blocks[0]).toBe('npm ci && npm start');
  expect(blocks[1]).toBe('npm ci && npm test');
});

test('the README lists every setting as the program reads it', () => {
  expect(readme).toContain(settingsTable());
});

test('ARCHITECTURE.md shows the import table that is enforced', async () => {
  expect(architecture).toContain(await importsTable());
});

test('every command of the README works, in its order', async () => {
  const commands = [...readme.matchAll(/^npx spendsense (.+)$/gm)].map(([, line]) => line ?? '');
  expect(commands.length).toBeGreaterThanOrEqual(5);
  for (const line of commands) {
    const args = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
    const { code, stderr } = await runProgram(args, { dataDir: folder.path });
    expect(code, `npx spendsense ${line}\n${stderr}`).toBe(0);
  }
}, 180_000);
