import type { Command } from 'commander';
import type { ReadEntry } from '../../audit/read-entry.ts';
import type { FilmLogEntry, ServedLink } from '../../members/film-log-port.ts';
import { type MemberTrace, memberTrace } from '../../members/member-trace.ts';
import { workFailed } from './command-failure.ts';
import { printAnswer } from './print.ts';
import { withServices } from './with-services.ts';

export function registerTraceCommand(program: Command): void {
  program
    .command('trace')
    .description('Everything that was decided about a member, by whom, why and by which rules.')
    .argument('<member>', 'the member’s id')
    .option('--run <id>', 'only this run')
    .option('--json', 'print one JSON document, with every signal, criterion and candidate')
    .addHelpText('after', '\nExample:\n  npx spendsense trace sample-amara --json')
    .action(async (memberId: string, options: { run?: string; json?: true }, command: Command) => {
      const trace = await withServices(command, (services) =>
        memberTrace(services, memberId, options.run ?? null),
      );
      if (!trace) throw workFailed(`There is no member "${memberId}", and there never was one here.`);
      if (options.run !== undefined && trace.decisions.length === 0) {
        throw workFailed(`Member "${memberId}" has no run "${options.run}". Without --run all are shown.`);
      }
      printAnswer({ json: trace, text: traceLines(trace) }, options.json === true);
    });
}

function traceLines({
  memberId,
  isErased,
  isWithheld,
  imports,
  personaHistory,
  decisions,
  films,
}: MemberTrace): readonly string[] {
  return [
    isErased ? `${memberId} was erased; what was decided stands without its details.` : memberId,
    ...(isWithheld
      ? ['  Consent isn’t in force: what was made from the data is withheld here; `export` tells it.']
      : []),
    ...imports.map(
      ({ fileName, importId, importedAt }) =>
        `  ${fileName}, import ${importId} of ${importedAt.toISOString()}`,
    ),
    ...personaHistory.map(({ persona, from }) => `  ${persona} from ${from}`),
    ...decisions.map(decisionLine),
    ...films.served.map(servedLine),
    ...films.log.map(filmLine),
  ];
}

function servedLine({ persona, topic, locale, link, provider, why }: ServedLink): string {
  return `${persona}/${topic} ${locale}: ${link}${provider === null ? '' : ` by ${provider}`}, because ${why}`;
}

function filmLine({
  at,
  persona,
  topic,
  locale,
  provider,
  model,
  status,
  failure,
  costMicroUsd,
}: FilmLogEntry): string {
  const cost = costMicroUsd === null ? 'cost unknown' : `$${(costMicroUsd / 1_000_000).toFixed(2)}`;
  const why = failure === null ? '' : `: ${failure.message}`;
  return `${at.toISOString()} ${persona}/${topic} ${locale} by ${provider} ${model}, ${status}, ${cost}${why}`;
}

function decisionLine({ position, at, action, actor, reason, ruleVersion, facts }: ReadEntry): string {
  const run = facts['runId'] === undefined ? '' : ` run ${facts['runId']}`;
  const rules = ruleVersion === null ? '' : `, rules ${ruleVersion}`;
  return `#${position} ${at} ${action}${run} by ${actor.name ?? 'the member'}: ${reason}${rules}`;
}
