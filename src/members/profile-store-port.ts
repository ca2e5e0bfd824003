import type { Approved } from '../guardrails/approved.ts';
import type { IsoDate } from '../kernel/dates.ts';
import type { Assignment, Persona } from '../personas/assignment.ts';
import type { Recommendation } from '../recommendations/recommendation.ts';
import type { Signals, SignalWindow } from '../signals/signals.ts';
import type { RunTrace } from './run-trace.ts';

/**
 * What a run is made from, as counters that grow: the member's word in force, their imports, their feedback.
 * Taken before anything is read; where it is the same when the run is saved, the run is of what holds then.
 */
export type RunBasis = {
  /** 0 where no word was ever given. */
  readonly consent: number;
  readonly imports: number;
  readonly feedback: number;
};

/** False for a run that doesn't say what it was made from. */
export function isSameBasis(one: RunBasis | null, other: RunBasis): boolean {
  return (
    one !== null &&
    one.consent === other.consent &&
    one.imports === other.imports &&
    one.feedback === other.feedback
  );
}

/** One pass over a member's data and all it led to. */
export type MemberRun = {
  readonly runId: string;
  readonly memberId: string;
  /** Null for a run from before it was kept. */
  readonly basis: RunBasis | null;
  readonly asOf: IsoDate;
  readonly ranAt: Date;
  /** SHA-256 of the bank data that went in. */
  readonly inputDigest: string;
  readonly windows: Readonly<Record<SignalWindow, Signals>>;
  readonly personas: Readonly<Record<SignalWindow, Assignment>>;
  /** In the order in which the member sees them, in English. */
  readonly recommendations: readonly Approved<Recommendation>[];
  /** The same in other languages, by locale. */
  readonly translations: Readonly<Record<string, readonly Approved<Recommendation>[]>>;
};

/** From which day on a member had a persona in one window. */
export type PersonaChange = { readonly persona: Persona; readonly from: IsoDate };

/** Oldest first: one entry a change. */
export type PersonaHistory = Readonly<Record<SignalWindow, readonly PersonaChange[]>>;

/** The latest look at each member and all that came of it. */
export interface ProfileStore {
  /** What a run that begins now is made from. */
  basis(memberId: string): Promise<RunBasis>;
  /**
   * Makes this run the member's current one; with it go the personas where they changed and the log's entry
   * with the chain of decisions, all or nothing. Judged in the same transaction that writes: where consent isn't
   * in force at that moment, or anything that the run was made from has changed, nothing is kept.
   */
  saveRun(
    run: MemberRun,
    decided: { readonly trace: RunTrace; readonly ruleVersion: string },
  ): Promise<'saved' | 'consent_not_in_force' | 'outdated'>;
  /** The current run, or null where there is none or consent isn't in force. */
  currentRun(memberId: string): Promise<MemberRun | null>;
  personaHistory(memberId: string): Promise<PersonaHistory>;
}
