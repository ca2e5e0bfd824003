import { Command, CommanderError } from 'commander';
import { BankFileRefused } from '../ingest/bank-file-refused.ts';
import { CommandFailure } from './cli/command-failure.ts';
import { registerConsentCommand } from './cli/consent-command.ts';
import { registerDoctorCommand } from './cli/doctor-command.ts';
import { registerImportCommand } from './cli/import-command.ts';
import { registerRecommendCommand } from './cli/recommend-command.ts';
import { registerSignInCommand } from './cli/sign-in-command.ts';
import { registerStartCommand } from './cli/start-command.ts';
import { registerVideoCommand } from './cli/video-command.ts';
import { registerWorkerCommand } from './cli/worker-command.ts';
import { ConfigRefused } from './config.ts';
import { EmbeddedPostgresError } from './embedded-postgres/embedded-postgres-error.ts';

const program = new Command('spendsense')
  .description(
    'Turns bank data into money education people can trust, with a short film that explains the idea.',
  )
  .option('--data-dir <folder>', 'where the embedded database and the films live (default: .spendsense)')
  .showHelpAfterError('(--help shows what is allowed)')
  .addHelpText(
    'after',
    `
Examples:
  npx spendsense start                                     everything on one machine, with sample members
  npx spendsense analyze --file bank.json --json           a bank file's signals, persona and recommendations
  npx spendsense import bank.json                          take a bank file in
  npx spendsense consent grant bank --by Olga --reason "asked at the branch"
  npx spendsense lesson render high_utilization credit_utilization --out film.mp4

Exit codes: 0 done, 1 the work failed, 2 wrong usage. --json prints one JSON document; logs go to stderr.`,
  )
  .exitOverride();

registerStartCommand(program);
registerImportCommand(program);
registerConsentCommand(program);
registerRecommendCommand(program);
registerSignInCommand(program);
registerVideoCommand(program);
registerWorkerCommand(program);
registerDoctorCommand(program);
inheritExitOverride(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}

/** Says what went wrong on stderr; answers the exit code. */
function explain(error: unknown): 0 | 1 | 2 {
  // Commander has printed its own message already; help and version aren't failures.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof CommandFailure) return say(error.message, error.exitCode);
  if (error instanceof ConfigRefused) return say(`The configuration is wrong.\n${error.message}`, 2);
  if (error instanceof BankFileRefused || error instanceof EmbeddedPostgresError)
    return say(error.message, 1);
  return say(error instanceof Error ? (error.stack ?? error.message) : String(error), 1);
}

function say<Code extends 0 | 1 | 2>(message: string, code: Code): Code {
  process.stderr.write(`${message}\n`);
  return code;
}

/** Commander exits the process by itself from sub-commands unless each of them is told not to. */
function inheritExitOverride(command: Command): void {
  for (const child of command.commands) {
    child.exitOverride();
    inheritExitOverride(child);
  }
}
