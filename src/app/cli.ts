import { Command, CommanderError } from 'commander';
import { CommandFailure } from './cli/command-failure.ts';
import { endQuietlyWithoutReader, printable, READER_LEFT_EXIT_CODE, ReaderLeft } from './cli/print.ts';
import { ConfigRefused } from './config.ts';

/** Each command's module is loaded when it is needed: a quick answer shouldn't wait for the whole product. */
const commands: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
  start: async () => (await import('./cli/start-command.ts')).registerStartCommand,
  import: async () => (await import('./cli/import-command.ts')).registerImportCommand,
  consent: async () => (await import('./cli/consent-command.ts')).registerConsentCommand,
  recommend: async () => (await import('./cli/recommend-command.ts')).registerRecommendCommand,
  'sign-in': async () => (await import('./cli/sign-in-command.ts')).registerSignInCommand,
  analyze: async () => (await import('./cli/analyze-command.ts')).registerAnalyzeCommand,
  assign: async () => (await import('./cli/assign-command.ts')).registerAssignCommand,
  synth: async () => (await import('./cli/synth-command.ts')).registerSynthCommand,
  evaluate: async () => (await import('./cli/evaluate-command.ts')).registerEvaluateCommand,
  lesson: async () => (await import('./cli/lesson-command.ts')).registerLessonCommand,
  video: async () => (await import('./cli/video-command.ts')).registerVideoCommand,
  'videos-api': async () => (await import('./cli/videos-api-command.ts')).registerVideosApiCommand,
  worker: async () => (await import('./cli/worker-command.ts')).registerWorkerCommand,
  trace: async () => (await import('./cli/trace-command.ts')).registerTraceCommand,
  export: async () => (await import('./cli/export-command.ts')).registerExportCommand,
  erase: async () => (await import('./cli/erase-command.ts')).registerEraseCommand,
  audit: async () => (await import('./cli/audit-command.ts')).registerAuditCommand,
  doctor: async () => (await import('./cli/doctor-command.ts')).registerDoctorCommand,
};

/** These say all there is to say; a stack trace would only hide it. By name, so as not to load their modules. */
const knownRefusals: ReadonlySet<string> = new Set([
  'BankFileRefused',
  'DatabaseIsNewer',
  'DatabaseUnreachable',
  'EmbeddedPostgresError',
  'QueueUnreachable',
]);

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

const named = process.argv.slice(2).filter((word) => Object.hasOwn(commands, word));
for (const name of named.length > 0 ? new Set(named) : Object.keys(commands)) {
  const register = await commands[name]?.();
  register?.(program);
}
inheritExitOverride(program);

endQuietlyWithoutReader();
try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}

/** Says what went wrong on stderr; answers the exit code. */
function explain(error: unknown): number {
  // Commander has printed its own message already; help and version aren't failures.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof CommandFailure) return say(error.message, error.exitCode);
  if (error instanceof ReaderLeft) return READER_LEFT_EXIT_CODE;
  if (error instanceof ConfigRefused) return say(`The configuration is wrong.\n${error.message}`, 2);
  if (error instanceof Error && knownRefusals.has(error.name)) return say(error.message, 1);
  return say(error instanceof Error ? (error.stack ?? error.message) : String(error), 1);
}

function say<Code extends 0 | 1 | 2>(message: string, code: Code): Code {
  process.stderr.write(`${printable(message)}\n`);
  return code;
}

/** Commander exits the process by itself from sub-commands unless each of them is told not to. */
function inheritExitOverride(command: Command): void {
  for (const child of command.commands) {
    child.exitOverride();
    inheritExitOverride(child);
  }
}
