import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { assignPersona } from '../../personas/assign-persona.ts';
import { workFailed } from './command-failure.ts';
import { printAnswer } from './print.ts';

const number = z.number().nullish();
const boolean = z.boolean().nullish();

/** Signals from elsewhere: any part may be absent or null, extra fields are none of our business. */
const rowSchema = z.object({
  memberId: z.union([z.string().min(1), z.number()]).transform(String),
  signals: z
    .object({
      subscriptions: z
        .object({ recurringCount: number, monthlySpendCents: number, shareRatio: number })
        .nullish(),
      savings: z
        .object({
          balanceCents: number,
          netInflowCents: number,
          monthlyInflowCents: number,
          growthRatio: number,
          emergencyFundMonths: number,
        })
        .nullish(),
      credit: z
        .object({
          cards: z
            .array(
              z.object({
                utilizationRatio: number,
                minimumPaymentOnly: boolean,
                interestChargedCents: number,
                isOverdue: boolean,
              }),
            )
            .nullish(),
          maxUtilizationRatio: number,
        })
        .nullish(),
      income: z
        .object({ medianPayGapDays: number, variabilityRatio: number, cashBufferMonths: number })
        .nullish(),
    })
    .nullish(),
});

export function registerAssignCommand(program: Command): void {
  program
    .command('assign')
    .description('Personas from signals that were computed elsewhere.')
    .requiredOption('--file <file>', 'a JSON list of {memberId, signals}')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  npx spendsense assign --file signals.json --json')
    .action(async (options: { file: string; json?: true }) => {
      const assigned = (await readRows(options.file)).map(({ memberId, signals }) => ({
        memberId,
        assignment: assignPersona(signals ?? {}),
      }));
      const text = assigned.map(
        ({ memberId, assignment: { primary, matches } }) =>
          `${memberId}: ${primary}${matches.length > 1 ? ` (also ${matches.slice(1).join(', ')})` : ''}`,
      );
      printAnswer({ json: assigned, text }, options.json === true);
    });
}

async function readRows(path: string): Promise<z.infer<typeof rowSchema>[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw workFailed(`${path}: ${why}. Check the name and try again.`);
  });
  const parsed = z.array(rowSchema).safeParse(parseJson(path, text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = (issue?.path ?? []).map((step) =>
    typeof step === 'number' ? `[${step}]` : `.${String(step)}`,
  );
  throw workFailed(
    `${path}: ${issue?.message ?? 'not a list of signals'} at ${place.join('') || 'the top level'}. Expected a list of {memberId, signals}.`,
  );
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw workFailed(
      `${path}: this is not JSON (${error instanceof Error ? error.message : String(error)}). Expected a list of {memberId, signals}.`,
    );
  }
}
