import { randomUUID } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import { bodyText, canonicalJson, type Decision } from '../audit/audit-entry.ts';
import type { Schema } from './schema.ts';
import { storableJson } from './storable-json.ts';

/**
 * Appends a decision to the log within the transaction of what was decided. Called last in it: from here on
 * every other decision waits until this one stands or is undone.
 */
export async function appendDecision(tx: Transaction<Schema>, decision: Decision): Promise<void> {
  const { memberId } = decision;
  const subject = memberId === null ? null : await subjectOf(tx, memberId);
  const detail = decision.detail === null ? null : detailText(decision.detail);
  const { position } = await tx
    .insertInto('audit_entries')
    .values({ body: bodyText(decision, { subject, detail }) })
    .returning('position')
    .executeTakeFirstOrThrow();
  if (detail === null || memberId === null) return;
  await tx.insertInto('audit_details').values({ position, member_id: memberId, detail }).execute();
}

/** The member's keyed digest: the same for the same id, telling nothing without this database's key. */
export async function subjectOf(db: Kysely<Schema>, memberId: string): Promise<string> {
  const found = await sql<{ subject: string }>`select audit_subject(${memberId}) as subject`.execute(db);
  return found.rows[0]?.subject ?? '';
}

/** With a random number in it, so that nobody can guess an erased detail by trying digests. */
function detailText(value: unknown): string {
  return canonicalJson(JSON.parse(storableJson({ nonce: randomUUID(), value })));
}
