import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import {
  consentingMember,
  importCard,
  type MemberUseCases,
  memberUseCases,
} from '../../test/factories/member-stores.ts';
import { type AuditHead, entryHash } from '../audit/audit-entry.ts';
import { verifyChain } from '../audit/verify-chain.ts';
import { changeConsent } from '../members/change-consent.ts';
import { eraseMember } from '../members/erase-member.ts';
import { giveFeedback } from '../members/give-feedback.ts';
import { refreshMember } from '../members/refresh-member.ts';

let database: TestDatabase;
let use: MemberUseCases;
beforeEach(async () => {
  database = await testDatabase();
  use = memberUseCases(database.db);
  await consentingMember(use, { memberId: 'ana' });
});
afterEach(() => database.close());

const verdict = async (noted?: AuditHead) => use.audit.snapshot((chain) => verifyChain(chain, noted));

const entries = () => use.audit.snapshot((chain) => Array.fromAsync(chain.entries));

/** Whoever owns the database can take its guards off; the chain is what tells. */
async function tamper(...statements: readonly string[]): Promise<void> {
  for (const table of ['audit_entries', 'audit_details', 'consent_entries', 'feedback', 'member_runs']) {
    await sql.raw(`alter table ${table} disable trigger user`).execute(database.db);
  }
  for (const statement of statements) await sql.raw(statement).execute(database.db);
}

const recorded = async () => {
  const rows = await database.db.selectFrom('audit_entries').select('action').orderBy('position').execute();
  return rows.map(({ action }) => action);
};

test('import, consent and run stand in the log, in their order, and the chain holds', async () => {
  expect(await recorded()).toEqual(['bank_file_imported', 'consent_granted', 'member_analysed']);
  expect(await verdict()).toMatchObject({ kind: 'intact', entryCount: 3 });
});

test('a decision that was undone leaves no entry', async () => {
  const undone = database.db.transaction().execute(async (tx) => {
    await tx.insertInto('audit_entries').values({ body: '{}' }).execute();
    throw new RangeError('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect(await recorded()).toHaveLength(3);
  expect(await verdict()).toMatchObject({ kind: 'intact', entryCount: 3 });
});

test.each([
  'update audit_entries set body = body',
  'delete from audit_entries',
  'truncate audit_entries cascade',
  'update audit_details set detail = detail',
  'delete from audit_details',
])('the database itself refuses: %s', async (statement) => {
  await expect(sql.raw(statement).execute(database.db)).rejects.toThrow('only grows');
});

test('a changed entry is found at its place', async () => {
  await tamper(
    `update audit_entries set body = replace(body, 'consent_granted', 'consent_revoked') where position = 2`,
  );
  expect(await verdict()).toMatchObject({ kind: 'broken', break: { position: 2, code: 'ENTRY_CHANGED' } });
});

test('an entry changed together with its own hash breaks the one after it', async () => {
  const [, second] = await entries();
  if (!second) throw new TypeError('the log has a second entry');
  const body = second.body.replace('consent_granted', 'consent_revoked');
  const hash = entryHash({ ...second, body });
  await tamper(`update audit_entries set body = '${body}', hash = '${hash}' where position = 2`);
  expect(await verdict()).toMatchObject({ kind: 'broken', break: { position: 3, code: 'CHAIN_BROKEN' } });
});

test('a removed entry is found at its place, in the middle and at the end', async () => {
  await tamper(
    'delete from audit_details where position >= 2',
    'delete from audit_entries where position = 3',
  );
  expect(await verdict()).toMatchObject({ kind: 'broken', break: { position: 3, code: 'ENTRY_REMOVED' } });
  await tamper('delete from audit_entries where position = 1');
  expect(await verdict()).toMatchObject({ kind: 'broken', break: { position: 1, code: 'ENTRY_REMOVED' } });
});

test('an inserted entry is found at its place, behind the end and pushed into the middle', async () => {
  const forged = `insert into audit_entries (position, previous_hash, body, hash)
    select 4, hash, body, encode(sha256(convert_to(E'4\\n' || hash || E'\\n' || body, 'UTF8')), 'hex')
    from audit_entries where position = 3`;
  await tamper(forged);
  expect(await verdict()).toMatchObject({ kind: 'broken', break: { position: 4, code: 'ENTRY_INSERTED' } });
  await tamper(
    'delete from audit_details',
    'delete from audit_entries where position = 4',
    'update audit_entries set position = position + 1 where position = 3',
    forged.replace('select 4', 'select 3').replace("E'4", "E'3").replace('position = 3', 'position = 2'),
    'update audit_head set position = 4',
  );
  expect(await verdict()).toMatchObject({ kind: 'broken', break: { position: 4, code: 'ENTRY_CHANGED' } });
});

test('a changed or vanished detail is found at its place', async () => {
  await tamper(`update audit_details set detail = replace(detail, '68', '18') where position = 3`);
  expect(await verdict()).toMatchObject({ kind: 'broken', break: { position: 3, code: 'DETAIL_CHANGED' } });
  await tamper('delete from audit_details where position = 3');
  expect(await verdict()).toMatchObject({ kind: 'broken', break: { position: 3, code: 'DETAIL_REMOVED' } });
});

test('a detail that was put beside an entry, or hung on another member, is found at its place', async () => {
  await consentingMember(use, { memberId: 'ben' });
  await tamper(`update audit_details set member_id = 'ben' where position = 3`);
  expect(await verdict()).toMatchObject({ break: { position: 3, code: 'DETAIL_MOVED' } });
  await tamper(`insert into audit_details values (1, 'ana', '{}')`);
  expect(await verdict()).toMatchObject({ break: { position: 1, code: 'DETAIL_INSERTED' } });
});

test('a key that was exchanged is found: nobody’s entries would be theirs', async () => {
  await tamper(`update audit_key set key = 'another'`);
  expect(await verdict()).toMatchObject({ kind: 'broken', break: { position: 2, code: 'DETAIL_MOVED' } });
});

test('an entry whose text is no entry is found, whatever hashes it has', async () => {
  await tamper(`update audit_entries set body = 'null',
    hash = encode(sha256(convert_to(E'3\\n' || previous_hash || E'\\nnull', 'UTF8')), 'hex') where position = 3`);
  expect(await verdict()).toMatchObject({ break: { position: 3, code: 'ENTRY_CHANGED' } });
});

const asMember = { role: 'member', name: 'Ana' } as const;

async function dismissFirst(): Promise<void> {
  const shown = (await use.profiles.currentRun('ana'))?.recommendations[0]?.value;
  const said = { recommendationId: shown?.id ?? '', kind: 'dismissed', speakerMemberId: 'ana' } as const;
  await giveFeedback(use, { ...said, actor: asMember });
}

test.each([
  [
    'a word that nobody said',
    'CONSENT_STRAY',
    `insert into consent_entries
    (member_id, action, actor_role, actor_name, reason, at) values ('ana', 'revoke', 'member', 'Ana', '', now())`,
  ],
  ['a word that was turned round', 'CONSENT_STRAY', `update consent_entries set action = 'revoke'`],
  ['a word that was taken out', 'CONSENT_STRAY', 'delete from consent_entries'],
  [
    'another text than the one that was approved',
    'RUN_STRAY',
    `update member_runs set recommendations = jsonb_set(recommendations, '{0,title}', '"Buy this"')`,
  ],
  [
    'another text in Spanish',
    'RUN_STRAY',
    `update member_runs set translations = jsonb_set(translations, '{es,0,title}', '"Compra esto"')`,
  ],
  [
    'other numbers',
    'RUN_STRAY',
    `update member_runs set windows = jsonb_set(windows, '{180d,credit,maxUtilizationRatio}', '0.1')`,
  ],
  [
    'a run that no revocation hid',
    'RUN_STRAY',
    'update member_runs set is_current = false, hidden_at = now()',
  ],
  ['another persona in the history', 'PERSONA_STRAY', `update persona_changes set persona = 'general'`],
  ['feedback that was turned round', 'FEEDBACK_STRAY', `update feedback set kind = 'helpful'`],
  ['feedback that was taken out', 'FEEDBACK_STRAY', 'delete from feedback'],
  [
    'an import that never was',
    'IMPORT_STRAY',
    `insert into imports (import_id, file_name, imported_at) values ('x', 'x.json', now())`,
  ],
  [
    'fewer rows put aside',
    'IMPORT_STRAY',
    'update imports set rows_read = rows_accepted, rows_quarantined = 0',
  ],
])('what is held is compared with the log: %s', async (_, code, statement) => {
  await dismissFirst();
  expect(await verdict()).toMatchObject({ kind: 'intact' });
  await tamper(statement);
  expect(await verdict()).toMatchObject({ kind: 'broken', break: { code } });
});

test('a run that a revocation hid is found where it is shown again', async () => {
  await changeConsent(use, { memberId: 'ana', action: 'revoke', actor: asMember, reason: 'on the page' });
  expect(await verdict()).toMatchObject({ kind: 'intact' });
  await tamper('update member_runs set is_current = true, hidden_at = null');
  expect(await verdict()).toMatchObject({ break: { position: 3, code: 'RUN_STRAY' } });
});

test('a member who was erased and came again has a log and records that agree', async () => {
  await dismissFirst();
  await eraseMember(use, {
    memberId: 'ana',
    actor: { role: 'operator', name: 'Olga' },
    reason: 'in writing',
  });
  expect(await verdict()).toMatchObject({ kind: 'intact' });
  await consentingMember(use, { memberId: 'ana' });
  await dismissFirst();
  expect(await verdict()).toMatchObject({ kind: 'intact' });
});

test('a log rewritten from end to end is given away by a head that was noted elsewhere', async () => {
  const noted = await use.audit.snapshot(async ({ head }) => head);
  expect(await verdict(noted)).toMatchObject({ kind: 'intact' });
  const rewritten = { position: noted.position, hash: 'f'.repeat(64) };
  expect(await verdict(rewritten)).toMatchObject({ kind: 'broken', break: { code: 'HEAD_NOT_FOUND' } });
  expect(await verdict({ ...noted, position: 9 })).toMatchObject({ break: { code: 'ENTRY_REMOVED' } });
});

test('decisions made at once are chained one after the other', async () => {
  const members = Array.from({ length: 8 }, (_, index) => `member-${index}`);
  await Promise.all(members.map((memberId) => consentingMember(use, { memberId })));
  expect(await verdict()).toMatchObject({ kind: 'intact', entryCount: 3 + 8 * 3 });
});

test('nothing that the chain covers names the member, their file or their words', async () => {
  const stored = await entries();
  const covered = stored.map(({ body }) => body).join('\n');
  // Words that no digest or random id can contain by chance.
  expect(covered).not.toMatch(/\bana\b|ana\.json|Casey|Visa|said so on the page|0\.68|\$3,400/);
  expect(stored.some(({ detail }) => detail?.includes('Casey'))).toBe(true);
});

test('where the log can’t be written nothing happens: no import, no word, no run, no erasure', async () => {
  await sql`delete from audit_head`.execute(database.db);
  const tables = ['imports', 'consent_entries', 'feedback', 'member_runs', 'members'] as const;
  const counts = () =>
    Promise.all(
      tables.map(async (table) => {
        const rows = await database.db.selectFrom(table).selectAll().execute();
        return [table, rows.length];
      }),
    );
  const before = await counts();
  const shown = (await use.profiles.currentRun('ana'))?.recommendations[0]?.value;
  const actor = { role: 'operator', name: 'Olga' } as const;
  const said = { recommendationId: shown?.id ?? '', kind: 'helpful', actor, speakerMemberId: null } as const;
  const change = { memberId: 'ana', action: 'revoke', actor, reason: 'by phone' } as const;
  await expect(importCard(use, { memberId: 'ben', balanceCents: 1 })).rejects.toThrow();
  await expect(changeConsent(use, change)).rejects.toThrow();
  await expect(giveFeedback(use, said)).rejects.toThrow();
  await expect(refreshMember(use, 'ana', 'new_day')).rejects.toThrow();
  await expect(eraseMember(use, { memberId: 'ana', actor, reason: 'in writing' })).rejects.toThrow();
  expect(await counts()).toEqual(before);
  expect((await use.consents.status('ana')).status).toBe('granted');
});
