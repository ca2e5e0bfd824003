import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/embedded-database.ts';
import { type Database, openDatabase } from './database.ts';
import { migrate } from './migrate.ts';

const migratingProcess = fileURLToPath(new URL('../../test/migrating-process.ts', import.meta.url));

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const evaluate = async (db: Database, expression: string): Promise<unknown> =>
  (await sql<{ value: unknown }>`select ${sql.raw(expression)} as value`.execute(db)).rows[0]?.value;

test('money comes back as an exact number, and what a number can’t hold is never rounded', async () => {
  expect(await evaluate(database.db, `${Number.MAX_SAFE_INTEGER}::bigint`)).toBe(Number.MAX_SAFE_INTEGER);
  await expect(evaluate(database.db, `${2n ** 53n + 1n}::bigint`)).rejects.toThrow('9007199254740993');
});

test('a day comes back as the day that it is, in whatever zone the machine stands', async () => {
  expect(await evaluate(database.db, `date '2026-03-08'`)).toBe('2026-03-08');
});

test('what a server says to a connection that is being closed is nobody’s trouble', async () => {
  const onIdleConnectionLost = vi.fn();
  const db = openDatabase(database.connection, { onIdleConnectionLost });
  const pid = Number(await evaluate(db, 'pg_backend_pid()'));
  // It hears of both ends at once, and the farewell comes too late.
  process.kill(pid, 'SIGSTOP');
  await db.destroy();
  await evaluate(database.db, `pg_terminate_backend(${pid})`);
  process.kill(pid, 'SIGCONT');
  await vi.waitFor(async () =>
    expect(await evaluate(database.db, `(select count(*) from pg_stat_activity where pid = ${pid})`)).toBe(0),
  );
  await new Promise((resolve) => setImmediate(resolve));
  expect(onIdleConnectionLost).not.toHaveBeenCalled();
});

test('a lost idle connection is reported and replaced, and doesn’t end the process', async () => {
  const onIdleConnectionLost = vi.fn();
  const db = openDatabase(database.connection, { onIdleConnectionLost });
  const pid = await evaluate(db, 'pg_backend_pid()');
  await evaluate(database.db, `pg_terminate_backend(${Number(pid)})`);
  await vi.waitFor(() => expect(onIdleConnectionLost).toHaveBeenCalledOnce());
  expect(await evaluate(db, '1')).toBe(1);
  await db.destroy();
});

const emptyDatabase = async (): Promise<TestDatabase['connection']> => {
  const name = `empty_${randomUUID().replaceAll('-', '')}`;
  await sql.raw(`create database ${name}`).execute(database.db);
  return { ...database.connection, database: name };
};

test('connections that migrate one empty database at once all succeed; the work is done once', async () => {
  const connection = await emptyDatabase();
  const dbs = Array.from({ length: 8 }, () => openDatabase(connection));
  await Promise.all(dbs.map((db) => evaluate(db, '1')));
  const ran = await Promise.all(dbs.map(migrate));
  expect(ran.filter((names) => names.length > 0)).toHaveLength(1);
  await Promise.all(dbs.map((db) => db.destroy()));
});

test('processes that migrate one empty database at once all succeed; the work is done once', async () => {
  const connection = JSON.stringify(await emptyDatabase());
  const runs = await Promise.all(
    [1, 2, 3].map(() => promisify(execFile)(process.execPath, [migratingProcess, connection])),
  );
  const ran = runs.map(({ stdout }) => JSON.parse(stdout) as string[]).filter((names) => names.length > 0);
  expect(ran).toHaveLength(1);
  expect(ran[0]?.[0]).toBe('0001-members-and-money');
});

test('a database that is up to date needs no migration', async () => {
  expect(await migrate(database.db)).toEqual([]);
});

test('a database that a newer version has brought up to date is left alone, and says so', async () => {
  await using newer = new AsyncDisposableStack();
  const own = await testDatabase();
  newer.defer(() => own.close());
  await sql`insert into kysely_migration values ('9999-of-tomorrow', '2099-01-01')`.execute(own.db);
  await expect(migrate(own.db)).rejects.toThrow(/newer SpendSense \(9999-of-tomorrow\)\. Run that version/);
});
