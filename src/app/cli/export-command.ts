import { open } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { exportMember } from '../../members/export-member.ts';
import { workFailed, wrongUsage } from './command-failure.ts';
import { printAnswer } from './print.ts';
import { withServices } from './with-services.ts';

type Options = { out?: string; by?: string; json?: true };

export function registerExportCommand(program: Command): void {
  program
    .command('export')
    .description('All that is held about a member, as one JSON file. It is on the record.')
    .argument('<member>', 'the member’s id')
    .option('--out <file>', 'where to write it, readable by you alone; required')
    .option('--by <name>', 'the operator who answers for it (default: the system account)')
    .option('--json', 'print one JSON document about what was written')
    .addHelpText('after', '\nExample:\n  npx spendsense export sample-amara --out amara.json --by Olga')
    .action(async (memberId: string, { out, by, json }: Options, command: Command) => {
      if (!out) throw wrongUsage('--out is missing: say which file to write.');
      const actor = { role: 'operator', name: by ?? userInfo().username } as const;
      const exported = await withServices(command, (services) => exportMember(services, { memberId, actor }));
      if (!exported)
        throw workFailed(`There is no member "${memberId}". \`import\` prints the ids it found.`);
      await writePrivately(out, `${JSON.stringify(exported, null, 2)}\n`).catch((error: Error) => {
        throw workFailed(`${out}: ${error.message}. Name a file that can be written.`);
      });
      const decisionCount = exported.decisions.length;
      const text = [`All that is held about ${memberId} is in ${out}, with ${decisionCount} decisions.`];
      printAnswer({ json: { memberId, file: out, decisionCount }, text }, json === true);
    });
}

/** A file that was there already keeps its mode when it is written: it is closed to others first. */
async function writePrivately(path: string, text: string): Promise<void> {
  await using file = await open(path, 'w', 0o600);
  if ((await file.stat()).isFile()) await file.chmod(0o600);
  await file.writeFile(text);
}
