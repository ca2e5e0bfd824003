import type { Command } from 'commander';
import type { MemberBank } from '../../ingest/bank-record.ts';
import { MemberCollector } from '../../ingest/member-collector.ts';
import { type IsoDate, isoDateOfInstant, parseIsoDate } from '../../kernel/dates.ts';
import { analyzeMember, type MemberAnalysis } from '../../members/analyze-member.ts';
import { type RecommendationLocale, recommendationLocales } from '../../recommendations/render-rationale.ts';
import { openBankFile, parseFormat } from '../bank-file.ts';
import { analysisLines } from './analysis-lines.ts';
import { wrongUsage } from './command-failure.ts';
import { printAnswer } from './print.ts';

type AnalyzeOptions = {
  readonly file: readonly string[];
  readonly format: string;
  readonly asOf?: string;
  readonly locale: string;
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
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  npx spendsense analyze --file bank.json --json')
    .action(async (options: AnalyzeOptions) => {
      const format = parseFormat(options.format);
      const locale = parseLocale(options.locale);
      const givenAsOf = options.asOf === undefined ? null : parseDate(options.asOf);
      const collector = new MemberCollector();
      for (const path of options.file) {
        const { fileName, records } = await openBankFile(path, format, FILE_BYTES_MAX);
        await collector.add(fileName, records);
      }
      const { members, quarantined, notes } = collector.collected();
      const asOf = givenAsOf ?? latestDate(members) ?? isoDateOfInstant(new Date());
      const analyses = members.map((bank) => analyzeMember(bank, { asOf, locale }));
      printAnswer(
        {
          json: { asOf, quarantined, notes, members: analyses.map(asJson) },
          text: analysisLines({ asOf, quarantined, notes, analyses }),
        },
        options.json === true,
      );
    });
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

function asJson({ recommendations, asOf: _, ...analysis }: MemberAnalysis) {
  return { ...analysis, recommendations: recommendations.map(({ value }) => ({ ...value, media: null })) };
}
