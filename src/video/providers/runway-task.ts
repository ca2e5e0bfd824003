import { z } from 'zod';
import type { MicroDollars } from '../../kernel/units.ts';
import type { StatusOutcome } from '../film-provider-port.ts';

const credits = z.looseObject({ credits: z.number().nonnegative() }).nullish();

const taskSchema = z.looseObject({
  status: z.string(),
  progress: z.number().nullish(),
  output: z.array(z.string()).nullish(),
  cost: credits,
  failure: z.string().nullish(),
  failureCode: z.string().nullish(),
});
export type RunwayTask = z.infer<typeof taskSchema>;

const createdSchema = z.looseObject({ id: z.string().min(1), estimatedCost: credits });

/** One credit is a cent. */
const MICRO_USD_PER_CREDIT = 10_000;
/** The vendor asks for no more than a poll every five seconds. */
const POLL_AFTER_MS = 5_000;

const underWay: ReadonlySet<string> = new Set(['PENDING', 'THROTTLED', 'RUNNING']);

/** JSON → task, or null where it is none. */
export function readRunwayTask(json: unknown): RunwayTask | null {
  const parsed = taskSchema.safeParse(json);
  return parsed.success ? parsed.data : null;
}

/** The create call's answer: the task's id and what it costs at most; null where it names no task. */
export function readCreated(
  json: unknown,
): { readonly id: string; readonly microUsdAtMost: MicroDollars | null } | null {
  const parsed = createdSchema.safeParse(json);
  if (!parsed.success) return null;
  return { id: parsed.data.id, microUsdAtMost: microUsdOf(parsed.data.estimatedCost) };
}

function microUsdOf(cost: z.infer<typeof credits>): MicroDollars | null {
  return cost ? Math.ceil(cost.credits * MICRO_USD_PER_CREDIT) : null;
}

/** What a task says about the film. Links end after a day or two, but each look brings a fresh one. */
export function runwayStatus(task: RunwayTask): StatusOutcome {
  const word = task.status.toUpperCase();
  switch (word) {
    case 'SUCCEEDED':
      return succeeded(task);
    case 'FAILED':
    case 'CANCELLED':
      return ended(task);
    default: {
      const progress = task.progress === null || task.progress === undefined ? null : ratio(task.progress);
      const said = underWay.has(word) ? {} : { said: task.status };
      return { kind: 'running', progress, pollAfterMs: POLL_AFTER_MS, ...said };
    }
  }
}

function succeeded(task: RunwayTask): StatusOutcome {
  if (task.output?.[0]) {
    return { kind: 'completed', expiresAt: null, costMicroUsd: microUsdOf(task.cost) };
  }
  const message = 'the task succeeded and names no film: look at it before you buy again';
  return { kind: 'unreadable', code: 'PARSER', message };
}

function ended(task: RunwayTask): StatusOutcome {
  const vendorCode = task.failureCode ?? '';
  const word = task.status.toUpperCase();
  const message = task.failure ?? `the task ended as ${word}`;
  return {
    kind: 'failed',
    code: vendorCode.startsWith('SAFETY') ? 'MODERATED' : word,
    message: vendorCode === '' ? message : `${message} (${vendorCode})`,
    isCharged: isCharged(task),
  };
}

function isCharged({ cost }: RunwayTask): boolean | null {
  return cost ? cost.credits > 0 : null;
}

function ratio(progress: number): number {
  return Math.min(Math.max(progress, 0), 1);
}
