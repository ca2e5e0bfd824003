import type { FilmOrder, ProviderHandle, StartOutcome } from '../film-provider-port.ts';
import { createOutcome } from './create-outcome.ts';
import type { ProviderAnswer, ProviderCall } from './http/provider-client.ts';
import { notFilm } from './http/sniff-film.ts';
import { startedWithFilm } from './sora-kept-film.ts';
import type { SoraAccess } from './sora-options.ts';
import { readSoraVideo } from './sora-video.ts';

const moderationCodes = new Set(['sentinel_block', 'moderation_blocked', 'content_policy_violation']);
/** Some servers answer with the film itself: base64, a third longer than the film. */
const FILM_IN_ANSWER_MAX_BYTES = 32 * 1024 * 1024;
/** The handle is a row's field: what a server says of a failure goes in as far as anybody reads it. */
const WORDS_MAX_LETTERS = 500;
const dataUrl = /^data:[^,]*;base64,/i;

/** The create call: once, or up to three times under one key where the server honours it. */
export async function startVideo(
  access: SoraAccess,
  order: FilmOrder,
  { reference, signal }: { reference: string; signal: AbortSignal },
): Promise<StartOutcome> {
  const { client, profile, options } = access;
  const hasKey = options.idempotency === 'K';
  const reply = await client.send({
    method: 'POST',
    path: '/videos',
    ...bodyOf(access, order, reference),
    ...(hasKey ? { headers: { 'idempotency-key': reference } } : {}),
    isRepeatable: hasKey,
    signal,
    ...(profile.createTimeoutMs === null ? {} : { timeoutMs: profile.createTimeoutMs }),
    answerMaxBytes: FILM_IN_ANSWER_MAX_BYTES,
  });
  if (reply.kind === 'answer' && reply.isOk && notFilm(reply.bytes) === null) {
    return await startedWithFilm(options.films, reply.bytes, { id: reference, order });
  }
  const outcome = createOutcome(reply, {
    handleIn: (json) => handleIn(access, json, reference),
    isModeration,
  });
  if (outcome.kind !== 'started') return outcome;
  const { id, link } = outcome.handle;
  if (typeof link !== 'string' || !dataUrl.test(link)) return outcome;
  const film = Buffer.from(link.replace(dataUrl, ''), 'base64');
  return await startedWithFilm(options.films, film, { id, order });
}

/** Only fields that the profile knows: some servers refuse what they don't. */
function bodyOf(
  { profile, options }: SoraAccess,
  { prompt, model, durationSeconds, widthPx, heightPx }: FilmOrder,
  reference: string,
): Pick<ProviderCall, 'json' | 'form'> {
  const fields = {
    prompt: prompt.text,
    model,
    size: `${widthPx}x${heightPx}`,
    ...profile.fixedFields,
    ...(options.idempotency === 'L' ? { client_reference: reference } : {}),
  };
  const seconds = String(durationSeconds);
  if (profile.encoding === 'form') return { form: { ...fields, seconds } };
  return { json: { ...fields, seconds: profile.seconds === 'text' ? seconds : durationSeconds } };
}

/**
 * The id is the create answer's own: later answers may spell it in ways that lead nowhere. Where the answer is
 * the end already, the end goes with it.
 */
function handleIn({ client, profile }: SoraAccess, json: unknown, reference: string): ProviderHandle | null {
  const { redact } = client;
  const video = readSoraVideo(json);
  const id = video?.id ?? (profile.isSynchronous && video ? reference : null);
  if (!video || id === null || redact(id) !== id) return null;
  const { state, failure } = video;
  if (state === 'queued' || state === 'running') return { id };
  if (state === 'completed') {
    const link = video.links.find((one) => redact(one) === one);
    return { id, state, ...(profile.hasContentRoute || !link ? {} : { link }) };
  }
  const message = redact(failure.message).slice(0, WORDS_MAX_LETTERS);
  return { id, state, code: redact(failure.code).slice(0, WORDS_MAX_LETTERS), message };
}

function isModeration({ error }: ProviderAnswer): boolean {
  return moderationCodes.has(error?.code ?? '');
}
