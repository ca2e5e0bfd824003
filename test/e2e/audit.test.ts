import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../embedded-database.ts';
import { freshDataDir, runProgram } from './program.ts';

let database: TestDatabase;
let folder: Awaited<ReturnType<typeof freshDataDir>>;
beforeEach(async () => {
  database = await testDatabase();
  folder = await freshDataDir();
  await run('import', 'test/fixtures/bank/card-at-68-percent.json');
  await run('consent', 'grant', 'card-at-68-percent', '--by', 'Olga', '--reason', 'said so');
}, 60_000);
afterEach(async () => {
  await database.close();
  await folder.remove();
});

/** The program on the test's own database, over the address that an institution would give it. */
function run(...args: string[]) {
  const { user = '', password = '', port = 5432, host, database: name } = database.connection;
  const secret = typeof password === 'string' ? encodeURIComponent(password) : '';
  const address = `postgresql://${user}:${secret}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`;
  return runProgram(args, { dataDir: folder.path, extra: { DATABASE_URL: address } });
}

const forged = `insert into audit_entries (position, previous_hash, body, hash)
  select 4, hash, body, encode(sha256(convert_to(E'4\\n' || hash || E'\\n' || body, 'UTF8')), 'hex')
  from audit_entries where position = 3`;

test.each([
  ['changed', 2, `update audit_entries set body = replace(body, 'granted', 'revoked') where position = 2`],
  ['removed', 1, 'delete from audit_entries where position = 1'],
  ['inserted', 4, forged],
])(
  'audit verify ends with 1 and the place where an entry was %s behind the program’s back',
  async (_, position, statement) => {
    const before = await run('audit', 'verify', '--json');
    expect(before.code).toBe(0);
    expect(JSON.parse(before.stdout)).toMatchObject({ kind: 'intact', entryCount: 3 });
    await sql`alter table audit_entries disable trigger user`.execute(database.db);
    await sql.raw(statement).execute(database.db);
    const after = await run('audit', 'verify', '--json');
    expect(after.code).toBe(1);
    expect(JSON.parse(after.stdout)).toMatchObject({ kind: 'broken', break: { position } });
  },
  60_000,
);
