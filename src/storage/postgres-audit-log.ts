import { type Kysely, sql } from 'kysely';
import type { AuditEntry, Decision } from '../audit/audit-entry.ts';
import type { AuditChain, AuditLog } from '../audit/audit-log-port.ts';
import { appendDecision, subjectOf } from './audit-append.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';
import { strayRecords } from './stray-records.ts';

/** A run's detail may be a hundred kilobytes. */
const ENTRIES_PER_PAGE = 200;

export class PostgresAuditLog implements AuditLog {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async record(decision: Decision): Promise<void> {
    await this.#db.transaction().execute((tx) => appendDecision(tx, decision));
  }

  async snapshot<Value>(read: (chain: AuditChain) => Promise<Value>): Promise<Value> {
    return await this.#db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (tx) => {
        const head = tx.selectFrom('audit_head').select(['position', 'hash']);
        return await read({
          head: await head.executeTakeFirstOrThrow(),
          entries: pagesOf(tx),
          strayRecords: () => strayRecords(tx),
        });
      });
  }

  async entriesOf(memberId: string): Promise<readonly AuditEntry[]> {
    const subject = await subjectOf(this.#db, memberId);
    const imports = sql`
      select position from imports join audit_entries
        on action = 'bank_file_imported' and (body::jsonb) -> 'facts' ->> 'importId' = import_id
      where member_ids @> array[${memberId}]::text[]`;
    const about = sql<boolean>`audit_entries.position in (
      select position from audit_entries where subject = ${subject} union ${imports})`;
    return await selectEntries(this.#db).where(about).execute();
  }
}

async function* pagesOf(tx: Kysely<Schema>): AsyncGenerator<AuditEntry> {
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const next = selectEntries(tx).where('audit_entries.position', '>', after);
    const page = await next.limit(ENTRIES_PER_PAGE).execute();
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = last.position;
  }
}

function selectEntries(db: Kysely<Schema>) {
  return db
    .selectFrom('audit_entries')
    .leftJoin('audit_details', 'audit_details.position', 'audit_entries.position')
    .select(['audit_entries.position', 'previous_hash as previousHash', 'body', 'hash', 'detail'])
    .select(
      sql<string | null>`case when member_id is not null then audit_subject(member_id) end`.as(
        'detailSubject',
      ),
    )
    .orderBy('audit_entries.position');
}
