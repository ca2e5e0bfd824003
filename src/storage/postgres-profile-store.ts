import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import { Approved } from '../guardrails/approved.ts';
import {
  isSameBasis,
  type MemberRun,
  type PersonaHistory,
  type ProfileStore,
  type RunBasis,
} from '../members/profile-store-port.ts';
import { type Persona, personas } from '../personas/assignment.ts';
import type { Recommendation } from '../recommendations/recommendation.ts';
import { type SignalWindow, signalWindows } from '../signals/signals.ts';
import { appendDecision } from './audit-append.ts';
import { latestConsent, lockMember } from './consent-in-force.ts';
import type { Database } from './database.ts';
import type { MemberRunsTable, Schema } from './schema.ts';
import { storableJson } from './storable-json.ts';

export class PostgresProfileStore implements ProfileStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  basis(memberId: string): Promise<RunBasis> {
    return basisNow(this.#db, memberId);
  }

  async saveRun(
    run: MemberRun,
    { trace, ruleVersion }: Parameters<ProfileStore['saveRun']>[1],
  ): ReturnType<ProfileStore['saveRun']> {
    return await this.#db.transaction().execute(async (tx) => {
      const isKnown = await lockMember(tx, run.memberId);
      const latest = isKnown ? await latestConsent(tx, run.memberId) : null;
      if (latest?.action !== 'grant') return 'consent_not_in_force';
      if (!isSameBasis(run.basis, await basisNow(tx, run.memberId))) return 'outdated';
      await replaceCurrentRun(tx, run);
      for (const window of signalWindows) await noteChangedPersona(tx, run, window);
      await appendDecision(tx, {
        action: 'member_analysed',
        at: run.ranAt,
        actor: { role: 'system', name: 'spendsense' },
        memberId: run.memberId,
        reason: trace.cause,
        ruleVersion,
        facts: { runId: run.runId },
        detail: trace,
      });
      return 'saved';
    });
  }

  async currentRun(memberId: string): Promise<MemberRun | null> {
    // A revocation leaves no current run behind, in the transaction that records it.
    const row = await this.#db
      .selectFrom('member_runs')
      .selectAll()
      .where('member_id', '=', memberId)
      .where('is_current', '=', true)
      .executeTakeFirst();
    return row === undefined ? null : runOf(row);
  }

  async personaHistory(memberId: string): Promise<PersonaHistory> {
    const rows = await this.#db
      .selectFrom('persona_changes')
      .select(['signal_window as window', 'persona', 'from_date as from'])
      .where('member_id', '=', memberId)
      .orderBy('change_number')
      .execute();
    const of = (wanted: SignalWindow) =>
      rows
        .filter(({ window }) => window === wanted)
        .map(({ persona, from }) => ({ persona: knownPersona(persona), from }));
    return { '30d': of('30d'), '180d': of('180d') };
  }
}

/** Imports, words and feedback of a member wait for the lock on their row: held, these stay as they are. */
async function basisNow(db: Kysely<Schema>, memberId: string): Promise<RunBasis> {
  const found = await sql<RunBasis>`
    select
      coalesce((select max(entry_number) from consent_entries where member_id = ${memberId}), 0) as consent,
      (select count(*) from imports where member_ids @> array[${memberId}]::text[]) as imports,
      (select count(*) from feedback where member_id = ${memberId}) as feedback`.execute(db);
  return found.rows[0] ?? { consent: 0, imports: 0, feedback: 0 };
}

async function replaceCurrentRun(tx: Transaction<Schema>, run: MemberRun): Promise<void> {
  await tx
    .updateTable('member_runs')
    .set({ is_current: false })
    .where('member_id', '=', run.memberId)
    .where('is_current', '=', true)
    .execute();
  const valuesOf = (approved: MemberRun['recommendations']) => approved.map(({ value }) => value);
  const translations = Object.entries(run.translations).map(([locale, list]) => [locale, valuesOf(list)]);
  await tx
    .insertInto('member_runs')
    .values({
      run_id: run.runId,
      member_id: run.memberId,
      basis: run.basis === null ? null : JSON.stringify(run.basis),
      as_of: run.asOf,
      ran_at: run.ranAt,
      input_digest: run.inputDigest,
      windows: storableJson(run.windows),
      personas: storableJson(run.personas),
      recommendations: storableJson(valuesOf(run.recommendations)),
      translations: storableJson(Object.fromEntries(translations)),
      is_current: true,
      hidden_at: null,
    })
    .execute();
}

async function noteChangedPersona(
  tx: Transaction<Schema>,
  run: MemberRun,
  window: SignalWindow,
): Promise<void> {
  const persona = run.personas[window].primary;
  await sql`
    insert into persona_changes (member_id, run_id, persona, from_date, signal_window)
    select ${run.memberId}, ${run.runId}, ${persona}, ${run.asOf}, ${window}
    where ${persona} is distinct from (
      select persona from persona_changes where member_id = ${run.memberId} and signal_window = ${window}
      order by change_number desc limit 1)`.execute(tx);
}

function runOf(row: Selectable<MemberRunsTable>): MemberRun {
  const revived = (values: readonly Recommendation[]) =>
    values.map((value) => Approved.revive<Recommendation>(value));
  return {
    runId: row.run_id,
    memberId: row.member_id,
    basis: row.basis,
    asOf: row.as_of,
    ranAt: row.ran_at,
    inputDigest: row.input_digest,
    windows: row.windows,
    personas: row.personas,
    recommendations: revived(row.recommendations),
    translations: Object.fromEntries(
      Object.entries(row.translations).map(([locale, values]) => [locale, revived(values)]),
    ),
  };
}

function knownPersona(name: string): Persona {
  return personas.find((one) => one === name) ?? 'general';
}
