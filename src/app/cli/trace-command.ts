import type { Command } from 'commander';
import type { ReadEntry } from '../../audit/read-entry.ts';
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

function traceLines({ memberId, isErased, personaHistory, decisions }: MemberTrace): readonly string[] {
  return [
    isErased ? `${memberId} was erased; what was decided stands without its details.` : memberId,
    ...personaHistory.map(({ persona, from }) => `  ${persona} from ${from}`),
    ...decisions.map(decisionLine),
  ];
}

function decisionLine({ position, at, action, actor, reason, ruleVersion, facts }: ReadEntry): string {
  const run = facts['runId'] === undefined ? '' : ` run ${facts['runId']}`;
  const rules = ruleVersion === null ? '' : `, rules ${ruleVersion}`;
  return `#${position} ${at} ${action}${run} by ${actor.name ?? 'the member'}: ${reason}${rules}`;
}
