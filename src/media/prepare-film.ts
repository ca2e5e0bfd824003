import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { assert } from '../kernel/assert.ts';
import { type AiMark, appendMarks, markOf, marksIn } from './ai-mark.ts';
import { deliveredFilm, filmFacts } from './film-facts.ts';
import { type DeliveredFilm, differencesFromOrder, type OrderDifference } from './film-order.ts';
import { filmRules } from './film-rules.ts';
import type { MarkBox } from './mark-boxes.ts';
import type { MediaFinding } from './media-finding.ts';
import { mediaLimits } from './media-limits.ts';
import { AUDIO_TRACK_MISSING, FILM_NOT_NORMALISED, NOT_AN_MP4 } from './media-reason-codes.ts';
import { type NormalisingPlan, planForOtherContainer, planNormalising } from './normalising-plan.ts';
import type { FilmToPrepare, PreparedFilm, RefusedFilm } from './prepared-film.ts';
import { isMatroska, lookAt, reencode, rewrap } from './rework-film.ts';
import { type FilmVerdict, validateFilm } from './validate-film.ts';

type Known = { readonly delivered: DeliveredFilm | null; readonly differences: readonly OrderDifference[] };

const lengthToleranceMs = 100;

/**
 * What happens to a provider's file before anybody may see it: it is judged, brought into the form that is
 * published where it is sound, given the machine-readable mark, judged again, and compared with the order.
 * Never throws for what a file holds. Rejects with the reason of `signal` when it aborts. Leaves nothing in
 * the work folder but the film that it answers.
 */
export async function prepareFilm(order: FilmToPrepare): Promise<PreparedFilm> {
  const outPath = join(order.workFolder, `${basename(order.path)}.prepared.mp4`);
  let keptPath: string | null = null;
  try {
    const prepared = await prepare(order, outPath);
    keptPath = prepared.kind === 'sound' ? prepared.path : null;
    return prepared;
  } finally {
    if (keptPath !== outPath) await rm(outPath, { force: true });
  }
}

async function prepare(order: FilmToPrepare, outPath: string): Promise<PreparedFilm> {
  const first = await judge(order, order.path);
  const { plan, ...known } = await assess(order, first);
  if (plan.kind === 'refuse') return refusal(plan.faults, known);
  assert(known.delivered, 'what has a plan was read');
  const { boxes } = await marksIn(order.path);
  const said = markOf(boxes);
  const { reasons } = plan;
  const isRewritten = reasons.length > 0;
  if (isRewritten) {
    const rework = plan.kind === 'reencode' ? reencode : rewrap;
    const limits = { ...mediaLimits, ...order.limits };
    const report = await rework({ ...order, outPath, limits });
    if (report.kind === 'failed') return notNormalised(reasons, report.message, known);
  }
  const isMarked = order.mark !== null && !(said.isAi && (said.saidIn === 'xmp' || !isRewritten));
  if (isMarked && !isRewritten) await copyFile(order.path, outPath);
  if (isMarked || isRewritten)
    await appendMarks(outPath, { carried: isRewritten ? boxes : [], maker: order.mark });
  const path = isMarked || isRewritten ? outPath : order.path;
  const last = path === outPath ? await judge(order, outPath) : first;
  const fault = lengthFault(known.delivered, last);
  if (!last.valid) return refusal(last.errors, known);
  if (fault) return notNormalised(reasons, fault, known);
  const changes = [...reasons, ...markChanges({ said, isMarked, carried: isRewritten ? boxes : [] })];
  // Where no sound is wanted, its absence is no warning.
  const warnings = last.warnings.filter(({ code }) => order.keepSound || code !== AUDIO_TRACK_MISSING);
  return sound({ path, verdict: last, changes, warnings, known: { ...known, delivered: known.delivered } });
}

function judge(order: FilmToPrepare, path: string): Promise<FilmVerdict> {
  return validateFilm(path, order.rules, order.limits, order.signal);
}

/** What came, how it differs from the order, and what has to be done to it. */
async function assess(
  order: FilmToPrepare,
  verdict: FilmVerdict,
): Promise<Known & { readonly plan: NormalisingPlan }> {
  const rules = { ...filmRules, ...order.rules };
  const isOther = verdict.errors[0]?.code === NOT_AN_MP4 && (await isMatroska(order.path));
  const limits = { ...mediaLimits, ...order.limits };
  const look = isOther ? await lookAt(order.path, { limits, signal: order.signal }) : null;
  const delivered = look ?? deliveredFilm(verdict);
  const differences = delivered ? differencesFromOrder(order.ordered, delivered) : [];
  if (look) return { delivered: look, differences, plan: planForOtherContainer(look, rules) };
  const mayAppend = order.mark === null || (await marksIn(order.path)).mayAppend;
  const plan = planNormalising(verdict, { rules, keepSound: order.keepSound, mayAppend });
  return { delivered, differences, plan };
}

function refusal(errors: readonly MediaFinding[], known: Known): RefusedFilm {
  const message = errors.map((error) => error.message).join('; ');
  return { kind: 'refused', code: errors[0]?.code ?? FILM_NOT_NORMALISED, message, errors, ...known };
}

function notNormalised(reasons: readonly string[], why: string, known: Known): RefusedFilm {
  const message = `the film could not be brought into form (${reasons.join('; ')}): ${why}`;
  return refusal([{ code: FILM_NOT_NORMALISED, message }], known);
}

/** Rewriting must keep what was there from the first picture to the last. */
function lengthFault(delivered: DeliveredFilm, { metadata }: FilmVerdict): string | null {
  const durationMs = metadata.video?.durationMs ?? 0;
  if (Math.abs(durationMs - delivered.durationMs) <= lengthToleranceMs) return null;
  return `it came with ${delivered.durationMs} ms of pictures and has ${durationMs} ms afterwards`;
}

function markChanges(mark: { said: AiMark; isMarked: boolean; carried: readonly MarkBox[] }): string[] {
  const { said, isMarked, carried } = mark;
  const isReplaced = isMarked && !said.isAi && said.digitalSourceType !== null;
  return [
    ...(carried.some((box) => box.kind === 'content_credentials')
      ? ['content credentials carried over; their signature is of the file as delivered']
      : []),
    ...(isMarked && !isReplaced ? ['machine-readable AI mark added'] : []),
    ...(isReplaced ? [`machine-readable mark set to AI; it said ${said.digitalSourceType}`] : []),
  ];
}

async function sound(made: {
  path: string;
  verdict: FilmVerdict;
  changes: readonly string[];
  warnings: readonly MediaFinding[];
  known: Known & { readonly delivered: DeliveredFilm };
}): Promise<PreparedFilm> {
  const facts = filmFacts(made.verdict);
  assert(facts, 'a valid film has facts');
  const hash = createHash('sha256');
  await pipeline(createReadStream(made.path), hash);
  return {
    kind: 'sound',
    path: made.path,
    durationMs: facts.durationMs,
    sha256: hash.digest('hex'),
    sizeBytes: facts.sizeBytes,
    changes: made.changes,
    ...made.known,
    facts,
    warnings: made.warnings,
  };
}
