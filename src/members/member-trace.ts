import type { AuditAction } from '../audit/audit-entry.ts';
import type { AuditLog } from '../audit/audit-log-port.ts';
import { type ReadEntry, readEntry } from '../audit/read-entry.ts';
import { findLesson } from '../lessons/catalogue.ts';
import type { ConsentLedger } from './consent-ledger-port.ts';
import type { FilmHistory, FilmLog } from './film-log-port.ts';
import type { ImportReports, NamingImport } from './import-reports-port.ts';
import type { MemberDirectory } from './member-directory-port.ts';
import type { PersonaChange, ProfileStore } from './profile-store-port.ts';
import type { RunTrace } from './run-trace.ts';

/** Everything that was decided about one member, in order, with the place of each in the log. */
export type MemberTrace = {
  readonly memberId: string;
  /** True where the member was erased: then the decisions stand without their details. */
  readonly isErased: boolean;
  /**
   * True while consent isn't in force: then the decisions stand without what was made from the data. The log
   * keeps it, and an export tells it to the member.
   */
  readonly isWithheld: boolean;
  /** The files that named the member, the oldest first; a run's detail says what of each went in. */
  readonly imports: readonly NamingImport[];
  readonly personaHistory: readonly PersonaChange[];
  /** The same of the last 30 days. */
  readonly personaHistory30d: readonly PersonaChange[];
  /** The detail of a `member_analysed` decision is its `RunTrace`. */
  readonly decisions: readonly ReadEntry[];
  /** How the films of the lessons that these decisions recommended came about, and which link serves. */
  readonly films: FilmHistory;
};

export type MemberTraceDependencies = {
  readonly audit: AuditLog;
  readonly directory: MemberDirectory;
  readonly consents: ConsentLedger;
  readonly profiles: ProfileStore;
  readonly imports: ImportReports;
  readonly filmLog: FilmLog;
};

/**
 * For whoever asks why a member saw what they saw. Null where there is neither such a member nor a word about
 * one in the log. With `runId` the decisions are those of that run alone.
 */
export async function memberTrace(
  dependencies: MemberTraceDependencies,
  memberId: string,
  runId: string | null = null,
): Promise<MemberTrace | null> {
  // Asked before anything is read: what is read after a revocation is withheld.
  const { status } = await dependencies.consents.status(memberId);
  const trace = await wholeTrace(dependencies, memberId, runId);
  return trace && !trace.isErased && status !== 'granted' ? withheld(trace) : trace;
}

/** The same whatever was agreed to: for the member's own copy. */
export async function wholeTrace(
  { audit, directory, profiles, imports, filmLog }: MemberTraceDependencies,
  memberId: string,
  runId: string | null = null,
): Promise<MemberTrace | null> {
  const member = await directory.find(memberId);
  const entries = (await audit.entriesOf(memberId)).map(readEntry);
  if (!member && entries.length === 0) return null;
  const decisions = runId === null ? entries : entries.filter(({ facts }) => facts['runId'] === runId);
  const personas = await profiles.personaHistory(memberId);
  return {
    memberId,
    isErased: member === null,
    isWithheld: false,
    imports: await imports.naming(memberId),
    personaHistory: personas['180d'],
    personaHistory30d: personas['30d'],
    decisions,
    films: await filmLog.historyOf(lessonsIn(decisions)),
  };
}

const madeFromData: readonly AuditAction[] = ['member_analysed', 'feedback_given'];

function withheld(trace: MemberTrace): MemberTrace {
  return {
    ...trace,
    isWithheld: true,
    personaHistory: [],
    personaHistory30d: [],
    decisions: trace.decisions.map((one) =>
      madeFromData.includes(one.action) ? { ...one, detail: null } : one,
    ),
    films: { served: [], log: [] },
  };
}

/** Every lesson that was recommended: known from the details, which go with the member. */
function lessonsIn(decisions: readonly ReadEntry[]): readonly { persona: string; topic: string }[] {
  const found = new Map<string, { persona: string; topic: string }>();
  for (const { action, detail } of decisions) {
    if (action !== 'member_analysed' || detail === null) continue;
    const { personas, recommendations } = detail as RunTrace;
    const persona = personas['180d'].primary;
    for (const { topic } of recommendations) {
      if (findLesson(persona, topic)) found.set(`${persona}/${topic}`, { persona, topic });
    }
  }
  return [...found.values()];
}
