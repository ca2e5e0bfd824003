/** `npm run check`: everything that reads the code without running it, side by side. */
import { spawn } from 'node:child_process';

const tsc = 'node_modules/typescript7/bin/tsc';
const checks: readonly { name: string; command: readonly string[] }[] = [
  { name: 'types, server', command: ['node', tsc, '-p', 'tsconfig.json'] },
  { name: 'types, web', command: ['node', tsc, '-p', 'web/tsconfig.json'] },
  { name: 'lint and format', command: ['biome', 'check', '--error-on-warnings', '.'] },
  { name: 'imports', command: ['node', 'scripts/cruise.ts'] },
  { name: 'dead code', command: ['knip', '--no-progress'] },
  { name: 'size ratchet', command: ['node', 'scripts/ratchet/ratchet.ts'] },
];

function run(command: readonly string[]): Promise<{ code: number; output: string }> {
  const [program = '', ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

const results = await Promise.all(checks.map(async (check) => ({ ...check, ...(await run(check.command)) })));
for (const result of results) {
  console.log(`${result.code === 0 ? 'ok  ' : 'FAIL'} ${result.name}`);
  if (result.code !== 0) console.log(result.output.trimEnd());
}
const failed = results.filter((result) => result.code !== 0).length;
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
