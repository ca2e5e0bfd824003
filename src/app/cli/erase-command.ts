import type { Command } from 'commander';
import { eraseMember } from '../../members/erase-member.ts';
import { workFailed, wrongUsage } from './command-failure.ts';
import { printAnswer } from './print.ts';
import { withServices } from './with-services.ts';

type Options = { by?: string; reason?: string; json?: true };

export function registerEraseCommand(program: Command): void {
  program
    .command('erase')
    .description('Forget a member for good. The log keeps that it was done, by whom, when and why.')
    .argument('<member>', 'the member’s id')
    .option('--by <name>', 'the operator who answers for it; required')
    .option('--reason <text>', 'why; it stays for ever and must not name the member; required')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  npx spendsense erase sample-amara --by Olga --reason "asked for it in writing"',
    )
    .action(erase);
}

async function erase(memberId: string, { by, reason, json }: Options, command: Command): Promise<void> {
  if (!by?.trim()) throw wrongUsage('--by is missing: say who answers for it.');
  if (!reason?.trim()) throw wrongUsage('--reason is missing: say why; it can’t be undone.');
  const actor = { role: 'operator', name: by } as const;
  const outcome = await withServices(command, (services) =>
    eraseMember(services, { memberId, actor, reason }),
  );
  switch (outcome.kind) {
    case 'unknown_member':
      throw workFailed(`There is no member "${memberId}"; nothing was erased.`);
    case 'reason_missing':
      throw wrongUsage('--reason is missing: say why; it can’t be undone.');
    case 'reason_names_member':
      throw wrongUsage('--reason names the member, and it stays for ever. Say why without id and name.');
    case 'erased': {
      const { removedRows } = outcome;
      const rowCount = Object.values(removedRows).reduce((sum, count) => sum + count, 0);
      const text = [`${memberId} is erased: ${rowCount} rows are gone. The log keeps the fact.`];
      printAnswer({ json: { memberId, erased: true, removedRows }, text }, json === true);
    }
  }
}
