import type { Approved } from '../guardrails/approved.ts';
import type { IsoDate } from '../kernel/dates.ts';
import type { Assignment, Persona } from '../personas/assignment.ts';
import type { Recommendation } from '../recommendations/recommendation.ts';
import type { Signals, SignalWindow } from '../signals/signals.ts';
import type { RunTrace } from './run-trace.ts';

/** One pass over a member's data and all it led to. */
export type MemberRun = {
  readonly runId: string;
  readonly memberId: string;
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

/** From which day on a member had a persona. */
export type PersonaChange = { readonly persona: Persona; readonly from: IsoDate };

/** The latest look at each member and all that came of it. */
export interface ProfileStore {
  /**
   * Makes this run the member's current one; with it go the persona where it changed and the log's entry with
   * the chain of decisions, all or nothing. Judged in the same transaction that writes: where consent isn't
   * in force at that moment nothing is kept, and the answer says so.
   */
  saveRun(
    run: MemberRun,
    decided: { readonly trace: RunTrace; readonly ruleVersion: string },
  ): Promise<'saved' | 'consent_not_in_force'>;
  /** The current run, or null where there is none or consent isn't in force. */
  currentRun(memberId: string): Promise<MemberRun | null>;
  /** The member's personas, oldest first: one entry a change. */
  personaHistory(memberId: string): Promise<readonly PersonaChange[]>;
}
