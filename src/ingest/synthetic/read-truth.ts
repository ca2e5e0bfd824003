import { z } from 'zod';
import type { PlantedTruth } from './planted-truth.ts';

const rows = z.array(z.string());
const truthSchema: z.ZodType<PlantedTruth> = z.object({
  memberId: z.string(),
  asOf: z.iso.date(),
  persona: z.string(),
  edge: z.string().nullable(),
  facts: z.object({
    utilizationRatios: z.array(z.number()),
    hasInterest: z.boolean(),
    paysMinimumOnly: z.boolean(),
    isOverdue: z.boolean(),
    medianPayGapDays: z.number().nullable(),
    bufferMonths: z.number().nullable(),
    recurringCount: z.number(),
    recurringMonthCents: z.number(),
    spentMonthCents: z.number(),
    growthRatio: z.number().nullable(),
    monthlyInflowCents: z.number().nullable(),
  }),
  streams: z.array(
    z.object({
      merchant: z.string(),
      cadence: z.enum(['weekly', 'biweekly', 'monthly', 'quarterly', 'yearly']),
      transactionIds: rows,
    }),
  ),
  pay: z.array(z.object({ source: z.string(), transactionIds: rows })),
  demographics: z.object({
    ageBand: z.enum(['18-29', '30-44', '45-64', '65+']),
    gender: z.enum(['woman', 'man', 'nonbinary']),
    region: z.enum(['northeast', 'south', 'midwest', 'west']),
  }),
});

/** One line of `truth.jsonl`, or what is wrong with it in words. */
export function readTruth(line: string): { truth: PlantedTruth } | { wrong: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { wrong: 'this is not JSON' };
  }
  const read = truthSchema.safeParse(value);
  if (read.success) return { truth: read.data };
  const [issue] = read.error.issues;
  return { wrong: `${issue?.path.join('.') || 'the line'}: ${issue?.message ?? 'this is no truth'}` };
}
