import { randomUUID } from 'node:crypto';
import type { BankRecord } from '../../src/ingest/bank-record.ts';
import type { ImportReceipt } from '../../src/members/bank-store-port.ts';
import { changeConsent } from '../../src/members/change-consent.ts';
import { importBankFile } from '../../src/members/import-bank-file.ts';
import type { Database } from '../../src/storage/database.ts';
import { PostgresAuditLog } from '../../src/storage/postgres-audit-log.ts';
import { PostgresBankStore } from '../../src/storage/postgres-bank-store.ts';
import { PostgresConsentLedger } from '../../src/storage/postgres-consent-ledger.ts';
import { PostgresFeedbackStore } from '../../src/storage/postgres-feedback-store.ts';
import { PostgresFilmLog } from '../../src/storage/postgres-film-log.ts';
import { PostgresImportReports } from '../../src/storage/postgres-import-reports.ts';
import { PostgresMemberDirectory } from '../../src/storage/postgres-member-directory.ts';
import { PostgresMemberErasure } from '../../src/storage/postgres-member-erasure.ts';
import { PostgresMemberHoldings } from '../../src/storage/postgres-member-holdings.ts';
import { PostgresProfileStore } from '../../src/storage/postgres-profile-store.ts';

export type MemberUseCases = ReturnType<typeof memberUseCases>;

/** What the use cases around members need, on a real database; films are asked of nobody. */
export function memberUseCases(db: Database, now: () => Date = () => new Date('2026-11-22T12:00:00Z')) {
  return {
    bankStore: new PostgresBankStore(db),
    consents: new PostgresConsentLedger(db),
    profiles: new PostgresProfileStore(db),
    directory: new PostgresMemberDirectory(db),
    feedback: new PostgresFeedbackStore(db),
    audit: new PostgresAuditLog(db),
    erasure: new PostgresMemberErasure(db),
    holdings: new PostgresMemberHoldings(db),
    imports: new PostgresImportReports(db),
    filmLog: new PostgresFilmLog(db),
    films: { request: async () => undefined },
    clock: { now },
    ids: { next: () => randomUUID() },
  };
}

/** A member whose only card is at this balance of a $5,000 limit, with their consent. */
export async function consentingMember(
  use: MemberUseCases,
  { memberId, balanceCents = 340_000 }: { memberId: string; balanceCents?: number },
): Promise<void> {
  await importCard(use, { memberId, balanceCents });
  const actor = { role: 'member', name: 'Casey Cardholder' } as const;
  await changeConsent(use, { memberId, action: 'grant', actor, reason: 'said so on the page' });
}

export async function importCard(
  use: MemberUseCases,
  { memberId, balanceCents }: { memberId: string; balanceCents: number },
): Promise<ImportReceipt> {
  const account = {
    accountId: `${memberId}-card`,
    type: 'credit',
    subtype: 'credit card',
    holderCategory: 'personal',
    name: 'Visa',
    officialName: null,
    mask: '4523',
    currency: 'USD',
    balanceCents,
    availableCents: null,
    limitCents: 500_000,
  } as const;
  const row = {
    file: `${memberId}.json`,
    place: 'transactions[7]',
    code: 'BAD_DATE',
    message: '=no such day',
  };
  async function* records(): AsyncGenerator<readonly BankRecord[]> {
    yield [
      { kind: 'account', member: 0, account },
      { kind: 'quarantined', member: 0, row },
      { kind: 'member', member: 0, memberId },
    ];
  }
  return await importBankFile(use, { fileName: `${memberId}.json`, records: records() });
}
