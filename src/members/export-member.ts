import type { Actor } from '../audit/audit-entry.ts';
import type { ReadEntry } from '../audit/read-entry.ts';
import type { MemberBank } from '../ingest/bank-record.ts';
import type { Clock } from '../kernel/clock.ts';
import type { BankStore } from './bank-store-port.ts';
import type { ConsentEntry } from './consent-ledger-port.ts';
import type { FeedbackEntry, FeedbackStore } from './feedback-store-port.ts';
import type { NamingImport } from './import-reports-port.ts';
import type { MemberEntry } from './member-directory-port.ts';
import type { MemberHoldings, MemberHoldingsStore } from './member-holdings-port.ts';
import { type MemberTraceDependencies, wholeTrace } from './member-trace.ts';
import type { PersonaChange } from './profile-store-port.ts';

/** All that is held about one member. */
export type MemberExport = MemberHoldings & {
  readonly format: 'spendsense-member-export/1';
  readonly exportedAt: string;
  readonly member: MemberEntry;
  readonly consentHistory: readonly ConsentEntry[];
  readonly bank: MemberBank | null;
  /** The files that brought it, the oldest first. */
  readonly imports: readonly NamingImport[];
  readonly personaHistory: readonly PersonaChange[];
  readonly personaHistory30d: readonly PersonaChange[];
  readonly feedback: readonly FeedbackEntry[];
  /** Every decision with its detail; the details of runs hold signals, personas and recommendations. */
  readonly decisions: readonly ReadEntry[];
};

export type MemberExportDependencies = MemberTraceDependencies & {
  readonly bankStore: BankStore;
  readonly holdings: MemberHoldingsStore;
  readonly feedback: FeedbackStore;
  readonly clock: Clock;
};

/**
 * What a member may ask to see: it needs no consent to analysis, and is on the record. Null where there is no
 * such member.
 */
export async function exportMember(
  dependencies: MemberExportDependencies,
  { memberId, actor }: { memberId: string; actor: Actor },
): Promise<MemberExport | null> {
  const { audit, directory, consents, bankStore, feedback, clock } = dependencies;
  const member = await directory.find(memberId);
  const holdings = await dependencies.holdings.of(memberId);
  if (!member || !holdings) return null;
  const at = clock.now();
  await audit.record({
    action: 'member_data_exported',
    at,
    actor,
    memberId,
    reason: actor.role === 'member' ? 'the member asked' : 'asked on the member’s behalf',
    ruleVersion: null,
    facts: {},
    detail: null,
  });
  const trace = await wholeTrace(dependencies, memberId);
  return {
    format: 'spendsense-member-export/1',
    exportedAt: at.toISOString(),
    member,
    ...holdings,
    consentHistory: await consents.history(memberId),
    bank: await bankStore.memberCopy(memberId),
    imports: trace?.imports ?? [],
    personaHistory: trace?.personaHistory ?? [],
    personaHistory30d: trace?.personaHistory30d ?? [],
    feedback: await feedback.history(memberId),
    decisions: trace?.decisions ?? [],
  };
}
