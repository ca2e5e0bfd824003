import type { Approved } from '../guardrails/approved.ts';
import type { IsoDate } from '../kernel/dates.ts';
import type { Assignment } from '../personas/assignment.ts';
import type { Recommendation } from '../recommendations/recommendation.ts';
import type { Signals, SignalWindow } from '../signals/signals.ts';

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
  /** In the order in which the member sees them. */
  readonly recommendations: readonly Approved<Recommendation>[];
};

/** The latest look at each member and all that came of it. */
export interface ProfileStore {
  /**
   * Makes this run the member's current one. Judged in the same transaction that writes: where consent
   * isn't in force at that moment nothing is kept, and the answer says so.
   */
  saveRun(run: MemberRun): Promise<'saved' | 'consent_not_in_force'>;
  /** The current run, or null where there is none or consent isn't in force. */
  currentRun(memberId: string): Promise<MemberRun | null>;
}
