import type { Command } from 'commander';
import { type BankReading, readAtOnce, readMemberByMember } from '../../ingest/bank-reading.ts';
import { type IsoDate, isoDateOfInstant, parseIsoDate } from '../../kernel/dates.ts';
import { analyzeMember, type MemberAnalysis } from '../../members/analyze-member.ts';
import { type RecommendationLocale, recommendationLocales } from '../../recommendations/render-rationale.ts';
import { type OpenedBankFile, openBankFile, parseReading } from '../bank-file.ts';
import { configFromEnvironment } from '../config.ts';
import { headLines, memberLines } from './analysis-lines.ts';
import { wrongUsage } from './command-failure.ts';
import { printable, printPart } from './print.ts';

type AnalyzeOptions = {
  readonly file: readonly string[];
  readonly format: string;
  readonly asOf?: string;
  readonly locale: string;
  readonly csvMapping?: string;
  readonly json?: true;
};

/** Some hundred and fifty members with half a year of transactions each. */
const HELD_BYTES_MAX = 16 * 1024 * 1024;

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
      const how = await parseReading(options);
      const locale = parseLocale(options.locale);
      const givenAsOf = options.asOf === undefined ? null : parseDate(options.asOf);
      const { IMPORT_MAX_BYTES } = configFromEnvironment();
      const files: OpenedBankFile[] = [];
      for (const path of options.file) files.push(await openBankFile(path, how, IMPORT_MAX_BYTES));
      const { members, latestDate, memberCount, quarantined, notes } = await readFiles(files);
      const asOf = givenAsOf ?? latestDate ?? isoDateOfInstant(new Date());
      const analyses = analyze(members(), { asOf, locale });
      if (options.json) await printJson({ asOf, quarantined, notes }, analyses);
      else await printLines(headLines({ asOf, memberCount, quarantined, notes }), analyses);
    });
}

async function* analyze(
  members: ReturnType<BankReading['members']>,
  options: { readonly asOf: IsoDate; readonly locale: RecommendationLocale },
): AsyncGenerator<MemberAnalysis> {
  for await (const bank of members) yield analyzeMember(bank, options);
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

/** What is small is held in memory; the rest is read twice, which takes longer and no more memory. */
async function readFiles(files: readonly OpenedBankFile[]): Promise<BankReading> {
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  return sizeBytes <= HELD_BYTES_MAX ? readAtOnce(files) : readMemberByMember(files);
}

/** One JSON document, a member at a time: ten thousand members don't fit into one string. */
async function printJson(head: object, analyses: AsyncIterable<MemberAnalysis>): Promise<void> {
  await printPart(`${JSON.stringify(head).slice(0, -1)},"members":[`);
  let before = '';
  for await (const analysis of analyses) {
    await printPart(`${before}\n${JSON.stringify(asJson(analysis))}`);
    before = ',';
  }
  await printPart(']}\n');
}

async function printLines(head: readonly string[], analyses: AsyncIterable<MemberAnalysis>): Promise<void> {
  await printPart(`${printable(head.join('\n'))}\n`);
  for await (const analysis of analyses) await printPart(`${printable(memberLines(analysis).join('\n'))}\n`);
}

function asJson({ recommendations, asOf: _, ...analysis }: MemberAnalysis) {
  return { ...analysis, recommendations: recommendations.map(({ value }) => ({ ...value, media: null })) };
}
