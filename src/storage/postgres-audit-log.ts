import type { AuditEntry, AuditHead, Decision } from '../audit/audit-entry.ts';
import type { AuditLog } from '../audit/audit-log-port.ts';
import { appendDecision, subjectOf } from './audit-append.ts';
import type { Database } from './database.ts';

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

  async *entries(): AsyncGenerator<AuditEntry> {
    let after = Number.MIN_SAFE_INTEGER;
    for (;;) {
      const page = await this.#select()
        .where('audit_entries.position', '>', after)
        .limit(ENTRIES_PER_PAGE)
        .execute();
      yield* page;
      const last = page.at(-1);
      if (!last) return;
      after = last.position;
    }
  }

  async head(): Promise<AuditHead> {
    return await this.#db.selectFrom('audit_head').select(['position', 'hash']).executeTakeFirstOrThrow();
  }

  async entriesOf(memberId: string): Promise<readonly AuditEntry[]> {
    const subject = await this.#db.transaction().execute((tx) => subjectOf(tx, memberId));
    return await this.#select().where('subject', '=', subject).execute();
  }

  #select() {
    return this.#db
      .selectFrom('audit_entries')
      .leftJoin('audit_details', 'audit_details.position', 'audit_entries.position')
      .select(['audit_entries.position', 'previous_hash as previousHash', 'body', 'hash', 'detail'])
      .orderBy('audit_entries.position');
  }
}
