import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { StrayRecord } from '../audit/audit-log-port.ts';
import type { Schema } from './schema.ts';

/**
 * Records that no entry of the log speaks of or that aren't what their entry says, and entries whose record is
 * gone without an erasure: by kind, the first of each. Each query answers the positions that are at fault, null
 * where there is no entry.
 */
export async function strayRecords(db: Kysely<Schema>): Promise<readonly StrayRecord[]> {
  const found: StrayRecord[] = [];
  for (const { code, what, positions } of checks) {
    const [stray] = (await sql<{ position: number | null }>`${positions} limit 1`.execute(db)).rows;
    if (stray) found.push({ code, position: stray.position, message: messageOf(what, stray.position) });
  }
  return found;
}

function messageOf(what: string, position: number | null): string {
  return position === null
    ? `${what} is held that no entry of the log speaks of`
    : `${what} is not what entry ${position} says, or gone without an erasure`;
}

/** Where a member was erased and came again, what was before is gone rightly. */
const sinceErasure = sql`position > coalesce((
  select max(erasure.position) from audit_entries erasure
  where erasure.subject = logged.subject and erasure.action = 'member_erased'), 0)`;

const fact = (name: string) => sql`logged.body::jsonb -> 'facts' ->> ${sql.lit(name)}`;
const told = (...path: readonly string[]) => sql`detail::jsonb #> ${sql.lit(`{value,${path.join(',')}}`)}`;

const words = sql`
  select logged.position
  from (
    select *, row_number() over (partition by subject order by position) as turn from audit_entries logged
    where action in ('consent_granted', 'consent_revoked') and ${sinceErasure}
  ) logged
  full join (
    select *, audit_subject(member_id) as subject,
      row_number() over (partition by member_id order by entry_number) as turn
    from consent_entries
  ) held using (subject, turn)
  where logged.action is distinct from (case held.action when 'grant' then 'consent_granted' else 'consent_revoked' end)
    or (logged.body::jsonb ->> 'at')::timestamptz is distinct from held.at
    or ${fact('scope')} is distinct from array_to_string(held.scope, ' ')`;

const feedback = sql`
  select logged.position
  from (
    select logged.*, detail, row_number() over (partition by subject order by position) as turn
    from audit_entries logged left join audit_details using (position)
    where action = 'feedback_given' and ${sinceErasure}
  ) logged
  full join (
    select *, audit_subject(member_id) as subject,
      row_number() over (partition by member_id order by feedback_number) as turn
    from feedback
  ) held using (subject, turn)
  where ${told('kind')} is distinct from to_jsonb(held.kind)
    or ${told('topic')} is distinct from to_jsonb(held.topic)`;

const runs = sql`
  select logged.position
  from (
    select logged.*, detail, ${fact('runId')} as run_id
    from audit_entries logged left join audit_details using (position)
    where action = 'member_analysed' and ${sinceErasure}
  ) logged
  full join member_runs held using (run_id)
  where logged.subject is distinct from audit_subject(held.member_id)
    or ${told('inputDigest')} is distinct from to_jsonb(held.input_digest)
    or ${told('signals')} is distinct from held.windows
    or ${told('personas')} is distinct from held.personas
    or ${told('recommendations')} is distinct from held.recommendations
    or (held.basis is not null and ${told('translations')} is distinct from held.translations)
    or (held.hidden_at is not null) is distinct from exists (
      select from audit_entries later where later.subject = logged.subject
        and later.action = 'consent_revoked' and later.position > logged.position)`;

const personas = sql`
  select null::bigint as position from persona_changes held left join member_runs using (run_id)
  where personas -> signal_window ->> 'primary' is distinct from persona`;

const imports = sql`
  select logged.position
  from (
    select logged.*, ${fact('importId')} as import_id from audit_entries logged
    where action = 'bank_file_imported'
  ) logged
  full join imports held using (import_id)
  where (${fact('rowsRead')})::bigint is distinct from held.rows_read
    or (${fact('rowsAccepted')})::bigint is distinct from held.rows_accepted
    or (${fact('rowsQuarantined')})::bigint is distinct from held.rows_quarantined`;

const checks: readonly {
  readonly code: string;
  readonly what: string;
  readonly positions: RawBuilder<unknown>;
}[] = [
  { code: 'CONSENT_STRAY', what: 'a word of consent', positions: words },
  { code: 'RUN_STRAY', what: 'a run', positions: runs },
  { code: 'PERSONA_STRAY', what: 'a persona', positions: personas },
  { code: 'FEEDBACK_STRAY', what: 'a word of feedback', positions: feedback },
  { code: 'IMPORT_STRAY', what: 'an import', positions: imports },
];
