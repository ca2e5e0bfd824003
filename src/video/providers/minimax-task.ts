import { z } from 'zod';
import type { StatusOutcome } from '../film-provider-port.ts';

const answerSchema = z.looseObject({
  task: z.looseObject({
    status: z.string(),
    content: z.looseObject({ url: z.string().min(1).nullish() }).nullish(),
    error: z
      .looseObject({ code: z.union([z.string(), z.number()]).nullish(), message: z.string().nullish() })
      .nullish(),
  }),
});
export type MinimaxTask = z.infer<typeof answerSchema>['task'];

/** JSON of a query → task, or null where it is none. */
export function readMinimaxTask(json: unknown): MinimaxTask | null {
  const parsed = answerSchema.safeParse(json);
  return parsed.success ? parsed.data.task : null;
}

const underWay: ReadonlySet<string> = new Set(['queued', 'running']);
const endings: Readonly<Record<string, string>> = {
  failed: 'FAILED',
  cancelled: 'CANCELLED',
  expired: 'EXPIRED',
};
const SENSITIVE: ReadonlySet<string> = new Set(['1026', '1027']);

/** What a task says about the film. Links end, but each query brings a fresh one: no day is named. */
export function minimaxStatus({ status, content, error }: MinimaxTask): StatusOutcome {
  const word = status.toLowerCase();
  if (word === 'succeeded') {
    if (content?.url) return { kind: 'completed', expiresAt: null, costMicroUsd: null };
    const message = 'the task succeeded and names no film: look at it before you buy again';
    return { kind: 'unreadable', code: 'PARSER', message };
  }
  const ending = Object.hasOwn(endings, word) ? endings[word] : undefined;
  if (ending === undefined) {
    const said = underWay.has(word) ? {} : { said: status };
    return { kind: 'running', progress: null, pollAfterMs: null, ...said };
  }
  const code = SENSITIVE.has(String(error?.code)) ? 'MODERATED' : ending;
  const message = error?.message ?? `the task ended as ${word}`;
  return { kind: 'failed', code, message: withNumber(message, error?.code), isCharged: null };
}

function withNumber(message: string, number: string | number | null | undefined): string {
  return number === null || number === undefined ? message : `${message} (${number})`;
}
