import { type AiMark, noMark, readAiMark } from './ai-mark.ts';
import type { DecodeReport, PictureFacts, SoundFacts } from './decode-job.ts';
import { decodeMovie } from './decode-movie.ts';
import { filmWarnings, pictureRuleFaults, ruleFaults } from './film-faults.ts';
import { type FilmRules, filmRules } from './film-rules.ts';
import type { ContainerFacts, MediaFacts, ProbeRefusal } from './media-facts.ts';
import type { MediaFinding } from './media-finding.ts';
import { type MediaLimits, mediaLimits } from './media-limits.ts';
import { decodingFaults, structureFaults } from './playing-faults.ts';
import { type ProbedMovie, probeMovie } from './probe-media.ts';

/** Everything measured; nulls where the file could not be read so far. */
export type FilmMetadata = {
  readonly container: ContainerFacts | null;
  readonly durationMs: number | null;
  readonly headerDurationMs: number | null;
  readonly bitsPerSecond: number | null;
  readonly video: MediaFacts['video'];
  readonly audio: MediaFacts['audio'];
  /** Null where no picture was decoded: another codec, encrypted, or nothing to decode. */
  readonly pictures: PictureFacts | null;
  /** One for each audio track that was decoded. */
  readonly sound: readonly SoundFacts[];
  /** What the file says about where it comes from. */
  readonly mark: AiMark;
};

export type FilmVerdict = {
  /** A browser can show it: H.264 in a safe profile and pixel format, sound, complete and decodable. */
  readonly playable: boolean;
  /** It is playable and keeps the film rules. */
  readonly valid: boolean;
  readonly errors: readonly MediaFinding[];
  readonly warnings: readonly MediaFinding[];
  readonly metadata: FilmMetadata;
};

/**
 * Judges a film: reads its structure, decodes all of it in a process of its own, and holds it against the rules.
 * Never throws for what a file holds; a file that can't be read is a verdict with that error. Rejects with the
 * reason of `signal` when it aborts.
 */
export async function validateFilm(
  path: string,
  rules: Partial<FilmRules> = {},
  limits: Partial<MediaLimits> = {},
  signal?: AbortSignal,
): Promise<FilmVerdict> {
  const inForce = { rules: { ...filmRules, ...rules }, limits: { ...mediaLimits, ...limits } };
  const probed = await probeMovie(path, inForce.limits);
  if (probed.kind === 'refused') return refusedVerdict(probed);
  const mark = await readAiMark(path);
  const report = await decodeMovie(path, probed, { limits: inForce.limits, signal });
  return verdict(probed, { report, mark, rules: inForce.rules });
}

function refusedVerdict(refusal: ProbeRefusal): FilmVerdict {
  return {
    playable: false,
    valid: false,
    errors: [{ code: refusal.code, message: refusal.message }],
    warnings: [],
    metadata: {
      container: refusal.container,
      durationMs: null,
      headerDurationMs: null,
      bitsPerSecond: null,
      video: null,
      audio: [],
      pictures: null,
      sound: [],
      mark: noMark,
    },
  };
}

function verdict(
  { facts }: ProbedMovie,
  { report, mark, rules }: { report: DecodeReport; mark: AiMark; rules: FilmRules },
): FilmVerdict {
  const pictures = report.kind === 'decoded' ? report.pictures : null;
  const undecodable = decodingFaults(report);
  const playing = [...structureFaults(facts), ...undecodable];
  // Pictures that stop coming look frozen: where decoding failed, that is the one thing to say.
  const shown = pictures && undecodable.length === 0 ? pictureRuleFaults(pictures, rules) : [];
  const breaking = [...ruleFaults(facts, rules), ...shown];
  const { container, durationMs, headerDurationMs, bitsPerSecond, video, audio } = facts;
  const sound = report.kind === 'decoded' ? report.sound : [];
  return {
    playable: playing.length === 0,
    valid: playing.length === 0 && breaking.length === 0,
    errors: [...playing, ...breaking],
    warnings: filmWarnings(facts, pictures),
    metadata: { container, durationMs, headerDurationMs, bitsPerSecond, video, audio, pictures, sound, mark },
  };
}
