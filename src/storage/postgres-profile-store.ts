import { type Selectable, sql, type Transaction } from 'kysely';
import { Approved } from '../guardrails/approved.ts';
import type { MemberRun, PersonaChange, ProfileStore } from '../members/profile-store-port.ts';
import { type Persona, personas } from '../personas/assignment.ts';
import type { Recommendation } from '../recommendations/recommendation.ts';
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

  async saveRun(
    run: MemberRun,
    { trace, ruleVersion }: Parameters<ProfileStore['saveRun']>[1],
  ): Promise<'saved' | 'consent_not_in_force'> {
    return await this.#db.transaction().execute(async (tx) => {
      const isKnown = await lockMember(tx, run.memberId);
      const latest = isKnown ? await latestConsent(tx, run.memberId) : null;
      if (latest?.action !== 'grant') return 'consent_not_in_force';
      await replaceCurrentRun(tx, run);
      await noteChangedPersona(tx, run);
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

  async personaHistory(memberId: string): Promise<readonly PersonaChange[]> {
    const rows = await this.#db
      .selectFrom('persona_changes')
      .select(['persona', 'from_date as from'])
      .where('member_id', '=', memberId)
      .orderBy('change_number')
      .execute();
    return rows.map(({ persona, from }) => ({ persona: knownPersona(persona), from }));
  }
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

async function noteChangedPersona(tx: Transaction<Schema>, run: MemberRun): Promise<void> {
  const persona = run.personas['180d'].primary;
  await sql`
    insert into persona_changes (member_id, run_id, persona, from_date)
    select ${run.memberId}, ${run.runId}, ${persona}, ${run.asOf}
    where ${persona} is distinct from (
      select persona from persona_changes where member_id = ${run.memberId}
      order by change_number desc limit 1)`.execute(tx);
}

function runOf(row: Selectable<MemberRunsTable>): MemberRun {
  const revived = (values: readonly Recommendation[]) =>
    values.map((value) => Approved.revive<Recommendation>(value));
  return {
    runId: row.run_id,
    memberId: row.member_id,
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
