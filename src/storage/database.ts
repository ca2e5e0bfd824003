import { Kysely, PostgresDialect } from 'kysely';
import { Pool, type PoolConfig, types } from 'pg';
import { assert } from '../kernel/assert.ts';
import type { Schema } from './schema.ts';

export type Database = Kysely<Schema>;

const CONNECT_MAX_MS = 15_000;

/**
 * A pool of connections under typed queries. `bigint` arrives as a number and throws where it wouldn't fit
 * exactly; `date` arrives as `YYYY-MM-DD`. `destroy()` closes it.
 */
export function openDatabase(
  connection: PoolConfig,
  options: {
    /** A connection that broke while nobody used it; the pool has replaced it. */
    onIdleConnectionLost?: (error: Error) => void;
  } = {},
): Database {
  const pool = new Pool({
    connectionTimeoutMillis: CONNECT_MAX_MS,
    application_name: 'spendsense',
    ...connection,
    types: { getTypeParser: parserOf },
  });
  // Without a listener the loss of an idle connection would end the process. A pool that is closed doesn't wait
  // for its connections' last words, and a server that stops meanwhile has some.
  pool.on('error', (error) => {
    if (!pool.ending) options.onIdleConnectionLost?.(error);
  });
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}

type ParserOf = typeof types.getTypeParser;

/** Ours for this pool only: other users of `pg` in the process keep its own. */
const parserOf = ((oid: number, format?: 'text' | 'binary') => {
  if (oid === types.builtins.INT8) return safeInteger;
  if (oid === types.builtins.DATE) return (text: string) => text;
  return format === 'binary' ? types.getTypeParser(oid, 'binary') : types.getTypeParser(oid, 'text');
}) as ParserOf;

function safeInteger(text: string): number {
  const value = Number(text);
  assert(Number.isSafeInteger(value), `the stored number ${text} fits a JavaScript integer`);
  return value;
}
