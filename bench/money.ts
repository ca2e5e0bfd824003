// Bank files to recommendations, in memory, on one core. Prints seconds and, because machines differ, the
// ratio to JSON.parse of the same bytes in the same run.
//   node bench/money.ts            100 members and 1,000, with the ratio a member
//   node bench/money.ts --large    10,000 members too: about five minutes' worth of patience on a laptop

import { MemberCollector } from '../src/ingest/member-collector.ts';
import { parseBankFile } from '../src/ingest/parse-bank-file.ts';
import { synthesizeMember } from '../src/ingest/synthetic/synthesize-member.ts';
import { analyzeMember } from '../src/members/analyze-member.ts';

const asOf = '2026-06-30';
const linesPerPart = 50;

type Run = {
  readonly members: number;
  readonly transactions: number;
  readonly bytes: number;
  /** Processor time of the whole process, with its collector's and compiler's threads. */
  readonly lineMs: number;
  /** What a clock on the wall says of the one thread that does the work. */
  readonly wallMs: number;
  readonly parseMs: number;
};

function documents(from: number, count: number): Buffer[] {
  return Array.from({ length: count }, (_, at) =>
    Buffer.from(`${JSON.stringify(synthesizeMember({ seed: 'bench', index: from + at, asOf }).document)}\n`),
  );
}

/** Processor time of this process so far: other processes' work doesn't count. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function throughTheLine(lines: readonly Buffer[]): Promise<number> {
  async function* open(): AsyncGenerator<Uint8Array> {
    yield* lines;
  }
  const collector = new MemberCollector();
  await collector.add('bench', parseBankFile({ fileName: 'bench.jsonl', open }, 'plaid'));
  let recommendations = 0;
  for (const bank of collector.collected().members) {
    recommendations += analyzeMember(bank, { asOf, locale: 'en' }).recommendations.length;
  }
  return recommendations;
}

function parseOnly(lines: readonly Buffer[]): number {
  let transactions = 0;
  for (const line of lines) transactions += JSON.parse(line.toString('utf8')).transactions.length;
  return transactions;
}

/** The members in parts, so that what is measured is the line and not the size of the made-up input. */
async function run(members: number): Promise<Run> {
  const total = { transactions: 0, bytes: 0, lineMs: 0, wallMs: 0, parseMs: 0 };
  for (let from = 0; from < members; from += linesPerPart) {
    const lines = documents(from, Math.min(linesPerPart, members - from));
    total.bytes += lines.reduce((sum, line) => sum + line.length, 0);
    const beforeParse = cpuMs();
    total.transactions += parseOnly(lines);
    const beforeLine = cpuMs();
    const startedAt = performance.now();
    await throughTheLine(lines);
    total.parseMs += beforeLine - beforeParse;
    total.wallMs += performance.now() - startedAt;
    total.lineMs += cpuMs() - beforeLine;
  }
  return { members, ...total };
}

function print({ members, transactions, bytes, lineMs, wallMs, parseMs }: Run): void {
  console.log(
    `${members} members, ${transactions} transactions, ${(bytes / 1e6).toFixed(1)} MB: ` +
      `${(lineMs / 1000).toFixed(3)} s of one core (${(lineMs / members).toFixed(2)} ms a member, ${(wallMs / 1000).toFixed(3)} s on the wall), ` +
      `${(lineMs / parseMs).toFixed(1)} × JSON.parse of the same bytes, ` +
      `resident ${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB`,
  );
}

/** The median of five, after one that warms up: a single run of a third of a second says little. */
async function medianRun(members: number): Promise<Run> {
  await run(members);
  const runs: Run[] = [];
  for (let round = 0; round < 5; round += 1) runs.push(await run(members));
  const [, , median] = runs.toSorted((one, other) => one.lineMs - other.lineMs);
  return median ?? run(members);
}

const small = await medianRun(100);
print(small);
const sizes = process.argv.includes('--large') ? [1_000, 10_000] : [1_000];
for (const size of sizes) {
  const large = await run(size);
  print(large);
  const growth = large.lineMs / large.members / (small.lineMs / small.members);
  console.log(`  a member costs ${growth.toFixed(2)} × what it costs among 100`);
}
