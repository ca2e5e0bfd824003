import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { MemberBank } from '../../ingest/bank-record.ts';
import { type CsvMapping, csvMappingSchema } from '../../ingest/csv-mapping.ts';
import { MemberCollector } from '../../ingest/member-collector.ts';
import { parseBankFile } from '../../ingest/parse-bank-file.ts';
import { type IsoDate, isoDateOfInstant, parseIsoDate } from '../../kernel/dates.ts';
import { analyzeMember, type MemberAnalysis } from '../../members/analyze-member.ts';
import { type RecommendationLocale, recommendationLocales } from '../../recommendations/render-rationale.ts';
import { openBankFile, parseFormat } from '../bank-file.ts';
import { analysisLines } from './analysis-lines.ts';
import { workFailed, wrongUsage } from './command-failure.ts';

type AnalyzeOptions = {
  readonly file: readonly string[];
  readonly format: string;
  readonly asOf?: string;
  readonly locale: string;
  readonly csvMapping?: string;
  readonly json?: true;
};

const FILE_BYTES_MAX = 512 * 1024 * 1024;

export function registerAnalyzeCommand(program: Command): void {
  program
    .command('analyze')
    .description('A bank file’s signals, persona and recommendations, in memory. Nothing is stored.')
    .requiredOption('--file <file...>', 'Plaid responses, Plaid sandbox custom users, or CSV')
    .option('--format <format>', 'auto, plaid, plaid-sandbox or csv', 'auto')
    .option('--as-of <date>', 'the day it is looked at (default: the latest transaction of the files)')
    .option('--locale <locale>', `the language of recommendations: ${recommendationLocales.join(', ')}`, 'en')
    .option('--csv-mapping <file>', 'how the columns of a CSV file are read, as JSON')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  npx spendsense analyze --file bank.json --json')
    .action(async (options: AnalyzeOptions) => {
      const format = parseFormat(options.format);
      const locale = parseLocale(options.locale);
      const givenAsOf = options.asOf === undefined ? null : parseDate(options.asOf);
      const csvMapping = options.csvMapping === undefined ? null : await readMapping(options.csvMapping);
      const collector = new MemberCollector();
      for (const path of options.file) {
        const { fileName, records } = await openBankFile(path, format, FILE_BYTES_MAX);
        const open = () => createReadStream(path, { highWaterMark: 1 << 18 });
        await collector.add(
          fileName,
          csvMapping ? parseBankFile({ fileName, open }, 'csv', { csvMapping }) : records,
        );
      }
      const { members, quarantined, notes } = collector.collected();
      const asOf = givenAsOf ?? latestDate(members) ?? isoDateOfInstant(new Date());
      const analyse = (bank: MemberBank) => analyzeMember(bank, { asOf, locale });
      if (options.json) await printJson({ asOf, quarantined, notes }, members, analyse);
      else printLines(analysisLines({ asOf, quarantined, notes, analyses: members.map(analyse) }));
    });
}

async function readMapping(path: string): Promise<CsvMapping> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw workFailed(`${path}: ${error.message}. Name a JSON file with a column mapping.`);
  });
  let declared: unknown;
  try {
    declared = JSON.parse(text);
  } catch {
    throw workFailed(`${path}: this is not JSON. Expected a column mapping.`);
  }
  const parsed = csvMappingSchema.safeParse(declared);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw workFailed(
    `${path}: ${issue?.path.join('.') || 'the mapping'}: ${issue?.message}. Expected {name, columns, amount, dateOrder}.`,
  );
}

function parseLocale(text: string): RecommendationLocale {
  const locale = recommendationLocales.find((one) => one === text);
  if (!locale)
    throw wrongUsage(`--locale: found "${text}", allowed are ${recommendationLocales.join(', ')}.`);
  return locale;
}

function parseDate(text: string): IsoDate {
  const date = parseIsoDate(text);
  if (date === null)
    throw wrongUsage(`--as-of: found "${text}", expected a calendar day such as 2026-06-30.`);
  return date;
}

function latestDate(members: readonly MemberBank[]): IsoDate | null {
  let latest: IsoDate | null = null;
  for (const { transactions } of members) {
    for (const { date } of transactions) if (latest === null || date > latest) latest = date;
  }
  return latest;
}

/** One JSON document, a member at a time: ten thousand members don't fit into one string. */
async function printJson(
  head: object,
  members: readonly MemberBank[],
  analyse: (bank: MemberBank) => MemberAnalysis,
): Promise<void> {
  const write = async (text: string) => {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  };
  await write(`${JSON.stringify(head).slice(0, -1)},"members":[`);
  for (const [at, bank] of members.entries()) {
    await write(`${at === 0 ? '' : ','}\n${JSON.stringify(asJson(analyse(bank)))}`);
  }
  await write(']}\n');
}

function printLines(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

function asJson({ recommendations, asOf: _, ...analysis }: MemberAnalysis) {
  return { ...analysis, recommendations: recommendations.map(({ value }) => ({ ...value, media: null })) };
}
