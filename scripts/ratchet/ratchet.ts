/** The bar in numbers: prints every place past it and exits 1. `limits.json` may only ever go down. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import limits from './limits.json' with { type: 'json' };
import { measureSource, type SourceFacts } from './measure.ts';

/** Where the clock, randomness and the environment may be read: the composition roots and the adapters. */
const mayReadTheMachine = /^(src\/app\/|src\/storage\/|src\/video\/providers\/|scripts\/|bench\/|web\/)/;
const isTest = /(\.test\.tsx?$|^test\/|\.contract\.ts$|^web\/mock\/)/;

const files = execFileSync(
  'git',
  ['ls-files', '-co', '--exclude-standard', 'src', 'web', 'scripts', 'bench'],
  { encoding: 'utf8' },
)
  .split('\n')
  .filter(
    (path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts') && !isTest.test(path) && existsSync(path),
  );

const measured = files.map((path) => ({ path, facts: measureSource(path, readFileSync(path, 'utf8')) }));
const complaints = measured.flatMap(({ path, facts }) => complaintsAbout(path, facts));

const server = measured.filter(({ path }) => path.startsWith('src/'));
const fileLines = spread(server.map(({ facts }) => facts.lines));
const functionLines = spread(server.flatMap(({ facts }) => facts.functions.map((one) => one.lines)));
for (const [what, found, limit] of [
  ['file lines', fileLines, limits.fileLines],
  ['function lines', functionLines, limits.functionLines],
] as const) {
  console.log(
    `${what}: median ${found.median} (≤ ${limit.median}), p90 ${found.p90} (≤ ${limit.p90}), most ${found.most} (≤ ${limit.most})`,
  );
  if (found.median > limit.median)
    complaints.push(`${what}: the median ${found.median} is over ${limit.median}`);
  if (found.p90 > limit.p90)
    complaints.push(`${what}: the 90th percentile ${found.p90} is over ${limit.p90}`);
}

for (const complaint of complaints) console.error(complaint);
console.log(`ratchet: ${files.length} files, ${complaints.length} complaints`);
process.exitCode = complaints.length > 0 ? 1 : 0;

function complaintsAbout(path: string, facts: SourceFacts): string[] {
  const mostLines = path.endsWith('.tsx') ? limits.componentLines.most : limits.functionLines.most;
  const long = facts.functions.filter((one) => one.lines > mostLines);
  return [
    ...(facts.lines > limits.fileLines.most
      ? [`${path}: ${facts.lines} lines, at most ${limits.fileLines.most}`]
      : []),
    ...long.map((one) => `${path}:${one.line}: ${one.name} has ${one.lines} lines, at most ${mostLines}`),
    ...(mayReadTheMachine.test(path)
      ? []
      : facts.ambient.map((one) => `${path}:${one.line}: ${one.what} must be passed in`)),
    ...(path.endsWith('-port.ts')
      ? facts.undocumented.map((one) => `${path}:${one.line}: ${one.name} has no docstring`)
      : []),
  ];
}

function spread(values: readonly number[]): { median: number; p90: number; most: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), p90: at(0.9), most: sorted.at(-1) ?? 0 };
}
