import type { Command } from 'commander';
import type { AuditHead } from '../../audit/audit-entry.ts';
import { type ChainVerdict, verifyChain } from '../../audit/verify-chain.ts';
import { wrongUsage } from './command-failure.ts';
import { printAnswer } from './print.ts';
import { withServices } from './with-services.ts';

const NOTED_HEAD = /^(\d{1,15}):([0-9a-f]{64})$/;

export function registerAuditCommand(program: Command): void {
  program
    .command('audit')
    .description('The log of decisions.')
    .command('verify')
    .description('Check that the log is what was written: nothing changed, removed or inserted.')
    .option('--noted <head>', 'a head that an earlier check printed: it must still be in the chain')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExit code 1 where the chain is broken, with the first place. Keep the head that is printed somewhere\nelse: it proves later that nobody rewrote the whole log.\n\nExample:\n  npx spendsense audit verify --json',
    )
    .action(async (options: { noted?: string; json?: true }, command: Command) => {
      const noted = options.noted === undefined ? null : parseHead(options.noted);
      const verdict = await withServices(command, ({ audit }) =>
        audit.snapshot((chain) => verifyChain(chain, noted)),
      );
      printAnswer({ json: verdict, text: verdictLines(verdict) }, options.json === true);
      if (verdict.kind === 'broken') process.exitCode = 1;
    });
}

function parseHead(text: string): AuditHead {
  const [, position = '', hash = ''] = NOTED_HEAD.exec(text) ?? [];
  if (hash === '') {
    throw wrongUsage(`--noted: found "${text}", allowed is POSITION:HASH as \`audit verify\` prints it.`);
  }
  return { position: Number(position), hash };
}

function verdictLines(verdict: ChainVerdict): readonly string[] {
  if (verdict.kind === 'broken') {
    const { position, code, message } = verdict.break;
    const where =
      position === null ? 'The log and what is held differ' : `The log is broken at entry ${position}`;
    return [
      `${where}: ${message} (${code}).`,
      'Stop the server, keep a copy of the database as it is, and compare it with a backup from before.',
    ];
  }
  const { entryCount, head } = verdict;
  return [`The log is intact: ${entryCount} entries. Head: ${head.position}:${head.hash}`];
}
