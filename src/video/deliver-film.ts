import { join } from 'node:path';
import type { Turn } from './call-provider.ts';
import type { MadeFile } from './companions-port.ts';
import { needsShowApproval } from './film-chain.ts';
import { orderOfAttempt } from './film-order.ts';
import { type Completed, costOf, endBought, putAside, waitFor } from './look-after-film.ts';
import type { PreparedFilm } from './prepare-film-port.ts';
import type { Rendition, RenditionFile } from './rendition.ts';
import { backoffMs, notMine, type StepOutcome, type Work } from './video-work.ts';

type Sound = Extract<PreparedFilm, { kind: 'sound' }>;
type Bought = { readonly film: Sound; readonly sizeBytes: number; readonly costMicroUsd: number | null };

/** How often a film may keep a worker from finishing before a person has to look. */
const DELIVERIES_MAX = 12;

/** The film is there: fetched, judged, given its companions, put under its digest, published. */
export async function deliverFilm(turn: Turn, completed: Completed): Promise<StepOutcome> {
  const { attempts, fence, attempt, media } = turn;
  if (attempt.deliveries - attempt.notReady >= DELIVERIES_MAX) {
    const message = `the film was fetched ${attempt.deliveries} times and never got through`;
    return await putAside(turn, { code: 'NOT_DELIVERABLE', message });
  }
  if (!(await attempts.noteDelivery(fence, attempt.attemptId, completed.expiresAt))) return notMine;
  const folder = await media.openWorkFolder();
  try {
    return await deliverInto(turn, completed, folder.path);
  } finally {
    await folder.remove();
  }
}

async function deliverInto(turn: Turn, completed: Completed, workFolder: string): Promise<StepOutcome> {
  const { provider, attempt, jobs, fence, job, lesson, prepareFilm, timing } = turn;
  const { isOwn } = provider.capabilities;
  // The studio makes its film while it is fetched: that has its own limit, the others' that of their adapter.
  const signal = isOwn ? AbortSignal.any([turn.signal, AbortSignal.timeout(timing.studioMs)]) : turn.signal;
  try {
    if (attempt.handle === null) throw new TypeError('a completed attempt has a handle');
    const path = join(workFolder, 'fetched.mp4');
    const onProgress = (progress: number): void => {
      // A lost note of progress costs nothing; the next one follows.
      jobs.reportProgress(fence, progress).catch(() => undefined);
    };
    const fetched = await provider.download(attempt.handle, { path, signal, onProgress });
    if (fetched.kind === 'lost') return await endBought(turn, fetched, null);
    if (fetched.kind === 'not_ready') return await askAgain(turn, fetched);
    const order = orderOfAttempt(attempt, lesson, job.locale);
    const sold = provider.capabilities;
    const film = await prepareFilm({ path, workFolder, order, isOwnFilm: isOwn, sold, signal });
    if (film.kind === 'refused') return await quarantine(turn, film);
    const { sizeBytes } = fetched;
    return await publish(
      { ...turn, signal },
      { film, sizeBytes, costMicroUsd: completed.costMicroUsd },
      workFolder,
    );
  } catch (error) {
    if (turn.signal.aborted) throw error;
    const message = error instanceof Error ? error.message : String(error);
    return isOwn
      ? await endBought(turn, { code: codeOf(signal), message }, null)
      : await askAgain(turn, { message });
  }
}

const codeOf = (signal: AbortSignal): string => (signal.aborted ? 'DEADLINE' : 'STUDIO_CRASHED');

/**
 * It is paid for and its provider has it: an outage, however long, is no reason to pay somebody else for the
 * same film. When that has gone on for long it is put aside, to be fetched under the id that it has.
 */
async function askAgain(turn: Turn, { message }: { readonly message: string }): Promise<StepOutcome> {
  const { attempts, fence, attempt, timing, note, job } = turn;
  if (attempt.sinceDoneMs > timing.fetchForMs) {
    return await putAside(turn, { code: 'CONTENT_NOT_READY', message });
  }
  note({ level: 'warn', message: `a finished film could not be fetched yet: ${message}`, jobId: job.jobId });
  if (!(await attempts.noteNotReady(fence, attempt.attemptId))) return notMine;
  return await waitFor(turn, backoffMs(timing, attempt.notReady));
}

/** Nobody will see it; what was wrong stays on record, and the chain goes on. */
async function quarantine(
  turn: Turn,
  film: Extract<PreparedFilm, { kind: 'refused' }>,
): Promise<StepOutcome> {
  const { reasons, differences, facts } = film;
  const message = reasons.map((reason) => reason.message).join('; ');
  const failure = { code: reasons[0]?.code ?? 'UNSOUND', message };
  return await endBought(turn, failure, true, { delivered: facts, differences });
}

async function publish(
  turn: Turn,
  { film, sizeBytes, costMicroUsd }: Bought,
  workFolder: string,
): Promise<StepOutcome> {
  const { makeCompanions, provider, attempt, job, lesson, signal, clock, chain, jobs, fence, ids, note } =
    turn;
  const { isOwn } = provider.capabilities;
  const { model, promptDigest } = attempt;
  const companions = await makeCompanions({
    lesson,
    locale: job.locale,
    filmPath: film.path,
    filmDurationMs: film.durationMs,
    isOwnFilm: isOwn,
    origin: isOwn ? null : { provider: provider.name, model, promptDigest, madeAt: clock.now() },
    workFolder,
    signal,
  });
  const made: MadeFile = { kind: 'film', extension: 'mp4', locale: null, path: film.path };
  const files = await store(turn, [made, ...companions]);
  const isHeld = needsShowApproval(chain.reviewPolicy, provider);
  const rendition: Rendition = {
    ...named(job),
    renditionId: ids.next(),
    link: 'film',
    provider: provider.name,
    model: isOwn ? null : model,
    promptDigest: isOwn ? null : promptDigest,
    review: isHeld ? 'awaiting' : 'approved',
    durationMs: film.durationMs,
    files,
    publishedAt: clock.now(),
  };
  const settleMicroUsd = attempt.money === 'free' ? null : (costMicroUsd ?? costOf(attempt));
  const published = await jobs.publish(fence, {
    rendition,
    failure: null,
    attempt: {
      attemptId: attempt.attemptId,
      settleMicroUsd,
      delivered: { sizeBytes, ...film.facts },
      differences: film.differences,
    },
  });
  if (!published) return notMine;
  if (settleMicroUsd !== null && settleMicroUsd > attempt.reservedMicroUsd) {
    const message = `a film of ${provider.name} took more than was set aside for it`;
    const { reservedMicroUsd } = attempt;
    note({ level: 'warn', message, jobId: job.jobId, reservedMicroUsd, settleMicroUsd });
  }
  return isHeld ? { kind: 'parked', until: 'approval' } : { kind: 'done' };
}

/** Puts finished files under the digest of their bytes, each whole or not at all. */
export async function store(
  { media, job }: Work,
  made: readonly MadeFile[],
): Promise<readonly RenditionFile[]> {
  const { persona, topic } = job;
  const files: RenditionFile[] = [];
  for (const { path, extension, kind, locale } of made) {
    const { hash, sha256, sizeBytes } = await media.put({ path, persona, topic, extension });
    files.push({ kind, extension, locale, hash, sha256, sizeBytes });
  }
  return files;
}

export function named({ slotKey, persona, topic, locale, lessonVersion }: Work['job']) {
  return { slotKey, persona, topic, locale, lessonVersion };
}
