import { z } from 'zod';
import type { TokenPrices } from '../../budget/video-catalogue.ts';
import type { MicroDollars } from '../../kernel/units.ts';
import type { StatusOutcome } from '../film-provider-port.ts';

const problem = z.looseObject({
  code: z.union([z.string(), z.number()]).nullish(),
  status: z.string().nullish(),
  message: z.string().nullish(),
});
const content = z.looseObject({
  type: z.string(),
  uri: z.string().nullish(),
  data: z.string().nullish(),
  text: z.string().nullish(),
});
const count = z.number().nonnegative().nullish();

const interactionSchema = z.looseObject({
  status: z.string(),
  updated: z.string().nullish(),
  steps: z.array(z.looseObject({ type: z.string(), content: z.array(content).nullish() })).nullish(),
  error: problem.nullish(),
  usage: z
    .looseObject({
      total_input_tokens: count,
      total_output_tokens: count,
      total_tokens: count,
      output_tokens_by_modality: z
        .array(z.looseObject({ modality: z.string(), tokens: z.number() }))
        .nullish(),
    })
    .nullish(),
});
export type Interaction = z.infer<typeof interactionSchema>;

/** Where the film is, and what it weighs on the bill. */
export type FilmContent =
  | { readonly kind: 'uri'; readonly uri: string }
  | { readonly kind: 'data'; readonly base64: string };

/** JSON → interaction, or null where it is none. */
export function readInteraction(json: unknown): Interaction | null {
  const parsed = interactionSchema.safeParse(json);
  return parsed.success ? parsed.data : null;
}

/** The film in what the model put out; null where there is none. */
export function filmIn({ steps }: Interaction): FilmContent | null {
  for (const one of outputsOf(steps)) {
    if (one.type !== 'video') continue;
    if (one.uri) return { kind: 'uri', uri: one.uri };
    if (one.data) return { kind: 'data', base64: one.data };
  }
  return null;
}

function outputsOf(steps: Interaction['steps']) {
  return (steps ?? []).filter(({ type }) => type === 'model_output').flatMap((step) => step.content ?? []);
}

/** Video tokens on the bill; null where the interaction brings no bill. */
function videoTokensOf({ usage }: Interaction): number | null {
  if (!usage) return null;
  const kinds = usage.output_tokens_by_modality ?? [];
  return kinds.reduce((sum, { modality, tokens }) => sum + (/^video$/i.test(modality) ? tokens : 0), 0);
}

/** What the tokens on the bill cost; null where tokens or prices aren't known. */
export function costOf(interaction: Interaction, prices: TokenPrices | null): MicroDollars | null {
  const videoTokens = videoTokensOf(interaction);
  const { usage } = interaction;
  if (!usage || !videoTokens || prices === null) return null;
  const inputTokens = usage.total_input_tokens ?? 0;
  const putOut = Math.max(
    (usage.total_tokens ?? 0) - inputTokens,
    usage.total_output_tokens ?? 0,
    videoTokens,
  );
  const micro =
    inputTokens * prices.input + videoTokens * prices.video + (putOut - videoTokens) * prices.text;
  return Math.ceil(micro / 1_000_000);
}

const underWay: ReadonlySet<string> = new Set(['queued', 'in_progress']);
const endings: Readonly<Record<string, string>> = {
  failed: 'FAILED',
  cancelled: 'CANCELLED',
  incomplete: 'INCOMPLETE',
  budget_exceeded: 'BUDGET_EXCEEDED',
  requires_action: 'REQUIRES_ACTION',
  requires_continuation: 'REQUIRES_CONTINUATION',
};
const FILE_LIVES_MS = 48 * 3_600_000;

/** What an interaction says about the film. Statuses are an open set: an unknown one goes on being asked. */
export function interactionStatus(interaction: Interaction, prices: TokenPrices | null): StatusOutcome {
  const status = interaction.status.toLowerCase();
  if (status === 'completed') return completedStatus(interaction, prices);
  const ending = Object.hasOwn(endings, status) ? endings[status] : undefined;
  if (ending === undefined) {
    const said = underWay.has(status) ? {} : { said: interaction.status };
    return { kind: 'running', progress: null, pollAfterMs: null, ...said };
  }
  const code = isSafety(interaction.error) ? 'MODERATED' : ending;
  const message = interaction.error?.message ?? `the interaction ended as ${status}`;
  return { kind: 'failed', code, message, isCharged: videoTokensOf(interaction) ? true : null };
}

function completedStatus(interaction: Interaction, prices: TokenPrices | null): StatusOutcome {
  if (filmIn(interaction)) {
    return {
      kind: 'completed',
      expiresAt: expiryOf(interaction),
      costMicroUsd: costOf(interaction, prices),
    };
  }
  const videoTokens = videoTokensOf(interaction);
  const words = outputsOf(interaction.steps).flatMap(({ type, text }) =>
    type === 'text' && text ? [text] : [],
  );
  if (words.length > 0 && !videoTokens) {
    const message = `no film, but words: ${words.join(' ').slice(0, 300)}`;
    return { kind: 'failed', code: 'BLOCKED', message, isCharged: videoTokens === null ? null : false };
  }
  const message =
    'a film is on the bill and could not be found in the answer: look at it before you buy again';
  const unclear = 'the interaction is completed and holds no film';
  return { kind: 'unreadable', code: 'PARSER', message: videoTokens ? message : unclear };
}

/** Files are kept for two days; null where nobody says since when. */
export function expiryOf({ updated }: Interaction): Date | null {
  const updatedMs = Date.parse(updated ?? '');
  return Number.isNaN(updatedMs) ? null : new Date(updatedMs + FILE_LIVES_MS);
}

const SAFETY_WORD = /^(image_)?(safety|prohibited_content|blocklist|spii)$/i;
const SAFETY_SENTENCE = /\bblocked\b[^.]*\b(safety|polic(y|ies))\b/i;

/** Whether an error is about what the prompt says: by its code, else by the sentence that refusals have. */
export function isSafety(error: z.infer<typeof problem> | null | undefined): boolean {
  const isWord = [error?.code, error?.status].some((one) => typeof one === 'string' && SAFETY_WORD.test(one));
  return isWord || SAFETY_SENTENCE.test(error?.message ?? '');
}
