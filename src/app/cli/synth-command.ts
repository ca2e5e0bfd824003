import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Command } from 'commander';
import { synthesizeMember } from '../../ingest/synthetic/synthesize-member.ts';
import { type IsoDate, parseIsoDate } from '../../kernel/dates.ts';
import { workFailed, wrongUsage } from './command-failure.ts';
import { printAnswer } from './print.ts';

const MEMBERS_MAX = 1_000_000;
/** A fixed day, so that the same seed gives the same bytes on any day. */
const DEFAULT_AS_OF = '2026-06-30';

export function registerSynthCommand(program: Command): void {
  program
    .command('synth')
    .description('Made-up members with untidy bank data, and the truth that was planted in it.')
    .requiredOption('--members <count>', 'how many')
    .requiredOption('--seed <text>', 'the same seed gives the same members')
    .requiredOption(
      '--out <folder>',
      'where members.jsonl and truth.jsonl go; they replace what has these names',
    )
    .option('--as-of <date>', 'the day of the last transactions', DEFAULT_AS_OF)
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  npx spendsense synth --members 100 --seed spring --out synthetic')
    .action(async (options: { members: string; seed: string; out: string; asOf: string; json?: true }) => {
      const count = parseCount(options.members);
      const asOf = parseAsOf(options.asOf);
      await mkdir(options.out, { recursive: true }).catch((error: Error) => {
        throw workFailed(`${options.out}: ${error.message}. Name a folder that can be written.`);
      });
      const membersFile = join(options.out, 'members.jsonl');
      const truthFile = join(options.out, 'truth.jsonl');
      const job = { count, seed: options.seed, asOf, membersFile, truthFile };
      const personas = await writeMembers(job).catch((error: Error) => {
        throw workFailed(`${error.message}. Name a folder that can be written.`);
      });
      printAnswer(
        {
          json: { members: count, seed: options.seed, asOf, membersFile, truthFile, personas },
          text: [
            `${count} members as of ${asOf}: ${membersFile}, the truth beside it: ${truthFile}`,
            ...Object.entries(personas).map(([persona, number]) => `  ${persona}: ${number}`),
            `Next: npx spendsense evaluate --data ${options.out}`,
          ],
        },
        options.json === true,
      );
    });
}

function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= MEMBERS_MAX) return count;
  throw wrongUsage(`--members: found "${text}", expected a whole number from 1 to ${MEMBERS_MAX}.`);
}

function parseAsOf(text: string): IsoDate {
  const date = parseIsoDate(text);
  if (date === null)
    throw wrongUsage(`--as-of: found "${text}", expected a calendar day such as 2026-06-30.`);
  return date;
}

async function writeMembers(job: {
  count: number;
  seed: string;
  asOf: IsoDate;
  membersFile: string;
  truthFile: string;
}): Promise<Record<string, number>> {
  const members = createWriteStream(job.membersFile);
  const truths = createWriteStream(job.truthFile);
  const personas: Record<string, number> = {};
  const write = async (stream: typeof members, value: object) => {
    if (!stream.write(`${JSON.stringify(value)}\n`)) await once(stream, 'drain');
  };
  for (let index = 0; index < job.count; index++) {
    const { document, truth } = synthesizeMember({ seed: job.seed, index, asOf: job.asOf });
    personas[truth.persona] = (personas[truth.persona] ?? 0) + 1;
    await write(members, document);
    await write(truths, truth);
  }
  members.end();
  truths.end();
  await Promise.all([finished(members), finished(truths)]);
  return personas;
}
