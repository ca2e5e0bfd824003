import { createReadStream } from 'node:fs';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { type EvaluationPart, evaluate } from '../../evaluation/evaluate.ts';
import type { EvaluatedMember } from '../../evaluation/evaluated-member.ts';
import { evaluationCsv, evaluationReport } from '../../evaluation/evaluation-report.ts';
import type { MemberBank } from '../../ingest/bank-record.ts';
import { MemberCollector } from '../../ingest/member-collector.ts';
import { parseBankFile } from '../../ingest/parse-bank-file.ts';
import type { PlantedTruth } from '../../ingest/synthetic/planted-truth.ts';
import { readTruth } from '../../ingest/synthetic/read-truth.ts';
import { synthesizeMember } from '../../ingest/synthetic/synthesize-member.ts';
import { analyzeMember } from '../../members/analyze-member.ts';
import { workFailed, wrongUsage } from './command-failure.ts';
import { printAnswer } from './print.ts';

type EvaluateOptions = {
  readonly data?: string;
  readonly members: string;
  readonly seed: string;
  readonly out?: string;
  readonly json?: true;
};

const DEFAULT_AS_OF = '2026-06-30';
const MEMBERS_MAX = 100_000;

export function registerEvaluateCommand(program: Command): void {
  program
    .command('evaluate')
    .description('Metrics and fairness of the whole line, on made-up members with planted truth.')
    .option('--data <folder>', 'what synth wrote (default: members made on the spot)')
    .option('--members <count>', 'how many to make', '300')
    .option('--seed <text>', 'for making them', 'evaluate')
    .option('--out <folder>', 'also write evaluation.json, evaluation.csv and evaluation.md there')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  npx spendsense evaluate --members 300 --out report')
    .action(async (options: EvaluateOptions) => {
      const parts =
        options.data === undefined
          ? madeParts(parseCount(options.members), options.seed)
          : readParts(options.data);
      const evaluation = await evaluate(parts);
      const report = evaluationReport(evaluation);
      if (options.out !== undefined) {
        await mkdir(options.out, { recursive: true });
        await writeFile(join(options.out, 'evaluation.json'), `${JSON.stringify(evaluation, null, 2)}\n`);
        await writeFile(join(options.out, 'evaluation.csv'), evaluationCsv(evaluation));
        await writeFile(join(options.out, 'evaluation.md'), `${report.join('\n')}\n`);
      }
      printAnswer({ json: evaluation, text: report }, options.json === true);
    });
}

function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= MEMBERS_MAX) return count;
  throw wrongUsage(`--members: found "${text}", expected a whole number from 1 to ${MEMBERS_MAX}.`);
}

/** So many members are held at a time. */
const PART_MEMBERS = 50;

/** Made-up members, a part at a time. */
async function* madeParts(count: number, seed: string): AsyncGenerator<EvaluationPart> {
  for (let from = 0; from < count; from += PART_MEMBERS) {
    const made = Array.from({ length: Math.min(PART_MEMBERS, count - from) }, (_, at) =>
      synthesizeMember({ seed, index: from + at, asOf: DEFAULT_AS_OF }),
    );
    const lines = made.map(({ document }) => JSON.stringify(document));
    yield partOf(
      await banksOf('made', lines),
      made.map(({ truth }) => truth),
    );
  }
}

/** What `synth` wrote: a member a line, and the truth about them in another file. */
async function* readParts(folder: string): AsyncGenerator<EvaluationPart> {
  const truths = await readTruths(join(folder, 'truth.jsonl'));
  const path = join(folder, 'members.jsonl');
  await missingIsSaid(path);
  const met = new Set<string>();
  for await (const lines of inParts(
    createInterface({ input: createReadStream(path), crlfDelay: Infinity }),
  )) {
    const banks = await banksOf(path, lines);
    for (const { memberId } of banks) met.add(memberId);
    yield partOf(
      banks,
      banks.flatMap(({ memberId }) => truths.get(memberId) ?? []),
    );
  }
  if (met.size === 0)
    throw workFailed(`${path}: there is no member in it. Make it anew with "spendsense synth".`);
  // Whom the truth knows and the data doesn't has been missed.
  yield { members: [], truths: [...truths.values()].filter(({ memberId }) => !met.has(memberId)) };
}

async function* inParts(lines: AsyncIterable<string>): AsyncGenerator<string[]> {
  let part: string[] = [];
  for await (const line of lines) {
    if (line.trim() !== '') part.push(line);
    if (part.length === PART_MEMBERS) {
      yield part;
      part = [];
    }
  }
  if (part.length > 0) yield part;
}

async function banksOf(fileName: string, lines: readonly string[]): Promise<readonly MemberBank[]> {
  async function* open(): AsyncGenerator<Uint8Array> {
    for (const line of lines) yield Buffer.from(`${line}\n`);
  }
  const collector = new MemberCollector();
  await collector.add(fileName, parseBankFile({ fileName: `${fileName}.jsonl`, open }, 'plaid'));
  return collector.collected().members;
}

async function missingIsSaid(path: string): Promise<void> {
  await access(path).catch(() => {
    throw workFailed(
      `${path}: there is no such file. Make the folder with "spendsense synth --out ${dirname(path)}".`,
    );
  });
}

async function readTruths(path: string): Promise<ReadonlyMap<string, PlantedTruth>> {
  await missingIsSaid(path);
  const truths = new Map<string, PlantedTruth>();
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    number += 1;
    if (line.trim() === '') continue;
    const read = readTruth(line);
    if ('wrong' in read) {
      throw workFailed(
        `${path}, line ${number}: ${read.wrong}. docs/synthetic-bank.md shows what a line holds.`,
      );
    }
    truths.set(read.truth.memberId, read.truth);
  }
  return truths;
}

function partOf(banks: readonly MemberBank[], truths: readonly PlantedTruth[]): EvaluationPart {
  return { members: walkThrough(banks, truths), truths };
}

/** Takes every member through the line, twice: the second time shows whether it repeats. */
function walkThrough(banks: readonly MemberBank[], truths: readonly PlantedTruth[]): EvaluatedMember[] {
  const truthOf = new Map(truths.map((truth) => [truth.memberId, truth]));
  return banks.map((bank) => {
    const truth = truthOf.get(bank.memberId);
    const options = { asOf: truth?.asOf ?? DEFAULT_AS_OF, locale: 'en' } as const;
    const startedMs = performance.now();
    const analysis = analyzeMember(bank, options);
    const durationMs = performance.now() - startedMs;
    return {
      bank,
      signals: analysis.windows['180d'],
      assignment: analysis.personas['180d'],
      recommendations: analysis.recommendations.map(({ value }) => value),
      currency: analysis.currency,
      locale: options.locale,
      durationMs,
      inputDigest: analysis.inputDigest,
      isRepeatable: JSON.stringify(analyzeMember(bank, options)) === JSON.stringify(analysis),
      groups: truth ? { ...truth.demographics } : null,
    };
  });
}
