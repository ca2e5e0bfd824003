import type { Command } from 'commander';
import { examine } from '../doctor.ts';
import type { Finding } from '../finding.ts';
import { printAnswer } from './print.ts';
import { configOf } from './with-services.ts';

const marks: Readonly<Record<Finding['state'], string>> = {
  ok: 'ok     ',
  warning: 'warning',
  problem: 'PROBLEM',
};

export function registerDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('Look at this machine and the configuration: what is fine, what is not, and the remedy.')
    .option('--json', 'print one JSON document')
    .action(async (options: { json?: true }, command: Command) => {
      const findings = await examine(configOf(command));
      const text = findings.flatMap(({ state, name, message, remedy }) => [
        `${marks[state]}  ${name}: ${message}`,
        ...(remedy ? [`         → ${remedy}`] : []),
      ]);
      printAnswer({ json: { findings }, text }, options.json === true);
      if (findings.some(({ state }) => state === 'problem')) process.exitCode = 1;
    });
}
