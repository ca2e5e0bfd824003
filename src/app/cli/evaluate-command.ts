import { createReadStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { evaluate } from '../../evaluation/evaluate.ts';
import type { EvaluatedMember } from '../../evaluation/evaluated-member.ts';
import { evaluationCsv, evaluationReport } from '../../evaluation/evaluation-report.ts';
import type { MemberBank } from '../../ingest/bank-record.ts';
import { MemberCollector } from '../../ingest/member-collector.ts';
import { parseBankFile } from '../../ingest/parse-bank-file.ts';
import type { PlantedTruth } from '../../ingest/synthetic/planted-truth.ts';
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
      const { banks, truths } = options.data
        ? await readData(options.data)
        : await makeData(parseCount(options.members), options.seed);
      const evaluation = evaluate(walkThrough(banks, truths), truths);
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

type EvaluationData = { readonly banks: readonly MemberBank[]; readonly truths: readonly PlantedTruth[] };

async function makeData(count: number, seed: string): Promise<EvaluationData> {
  const made = Array.from({ length: count }, (_, index) =>
    synthesizeMember({ seed, index, asOf: DEFAULT_AS_OF }),
  );
  async function* open(): AsyncGenerator<Uint8Array> {
    for (const { document } of made) yield Buffer.from(`${JSON.stringify(document)}\n`);
  }
  const collector = new MemberCollector();
  await collector.add('made', parseBankFile({ fileName: 'made.jsonl', open }, 'plaid'));
  return { banks: collector.collected().members, truths: made.map(({ truth }) => truth) };
}

async function readData(folder: string): Promise<EvaluationData> {
  const truthPath = join(folder, 'truth.jsonl');
  const text = await readFile(truthPath, 'utf8').catch(() => {
    throw workFailed(
      `${truthPath}: there is no such file. Make the folder with "spendsense synth --out ${folder}".`,
    );
  });
  const path = join(folder, 'members.jsonl');
  const collector = new MemberCollector();
  const open = () => createReadStream(path, { highWaterMark: 1 << 18 });
  await collector.add('members.jsonl', parseBankFile({ fileName: 'members.jsonl', open }, 'plaid'));
  const truths = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): PlantedTruth => JSON.parse(line));
  return { banks: collector.collected().members, truths };
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
