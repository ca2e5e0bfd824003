import { type Kysely, sql, type Transaction } from 'kysely';
import type { MicroDollars } from '../kernel/units.ts';
import type { BudgetState, MoneyEnd } from '../video/attempt-store-port.ts';
import { appendDecision } from './audit-append.ts';
import type { Schema } from './schema.ts';

const today = sql`(clock_timestamp() at time zone 'utc')::date`;

/** What was spent earlier today, 0 where the row still speaks of an earlier day. */
const spentToday = sql`case when day >= ${today} then spent_today_micro_usd else 0 end`;

/** A clock that steps back over midnight doesn't give the day's money a second time. */
const thisDay = sql`greatest(day, ${today})`;

/**
 * Sets money aside for an attempt that is written in the same transaction. One update of one row asks and
 * takes: no number of simultaneous callers gets past the cap. What is reserved from earlier days counts too.
 */
export async function reserve(
  tx: Transaction<Schema>,
  { microUsd, capMicroUsd }: { microUsd: MicroDollars; capMicroUsd: MicroDollars },
): Promise<boolean> {
  const { rows } = await sql`
    update video_budget set day = ${thisDay}, spent_today_micro_usd = ${spentToday},
        reserved_micro_usd = reserved_micro_usd + ${microUsd}
      where reserved_micro_usd + ${spentToday} + ${microUsd} <= ${capMicroUsd}
      returning 1`.execute(tx);
  return rows.length === 1;
}

export async function noteReservation(
  tx: Transaction<Schema>,
  attemptId: string,
  microUsd: MicroDollars,
): Promise<void> {
  await tx
    .insertInto('video_budget_entries')
    .values({ attempt_id: attemptId, kind: 'reserve', micro_usd: microUsd })
    .execute();
}

/** It was bought, and its provider says that it takes more than was set aside: the cap can't refuse it, later orders see it. */
export async function raiseReservation(
  tx: Transaction<Schema>,
  attemptId: string,
  quotedMicroUsd: MicroDollars,
): Promise<void> {
  const { reserved_micro_usd: before } = await tx
    .selectFrom('video_attempts')
    .select('reserved_micro_usd')
    .where('attempt_id', '=', attemptId)
    .executeTakeFirstOrThrow();
  const raise = quotedMicroUsd - before;
  if (raise <= 0) return;
  await tx
    .updateTable('video_attempts')
    .set({ reserved_micro_usd: quotedMicroUsd })
    .where('attempt_id', '=', attemptId)
    .execute();
  await tx
    .insertInto('video_budget_entries')
    .values({ attempt_id: attemptId, kind: 'raise', micro_usd: raise })
    .execute();
  await moveMoney(tx, { freed: -raise, spent: 0 });
}

/** Ends a reservation, once: a second end of the same attempt is refused by the database. */
export async function endReservation(
  tx: Transaction<Schema>,
  { attemptId, reservedMicroUsd }: { attemptId: string; reservedMicroUsd: MicroDollars },
  end: Exclude<MoneyEnd, { kind: 'free' }>,
): Promise<void> {
  const spent = end.kind === 'settle' ? end.microUsd : 0;
  await tx
    .insertInto('video_budget_entries')
    .values({
      attempt_id: attemptId,
      kind: end.kind,
      micro_usd: end.kind === 'settle' ? spent : reservedMicroUsd,
    })
    .execute();
  await moveMoney(tx, { freed: reservedMicroUsd, spent });
  await appendDecision(tx, {
    action: end.kind === 'settle' ? 'film_paid' : 'film_money_released',
    at: new Date(),
    actor: { role: 'system', name: 'video worker' },
    memberId: null,
    reason: end.kind === 'settle' ? 'the provider made it, or may have' : 'nothing was bought',
    ruleVersion: null,
    facts: { attemptId, reservedMicroUsd, spentMicroUsd: spent },
    detail: null,
  });
}

/** Money that was spent without a reservation: purchases found afterwards. The cap can't undo them. */
export async function noteFound(
  tx: Transaction<Schema>,
  attemptId: string,
  microUsd: MicroDollars,
): Promise<void> {
  await tx
    .insertInto('video_budget_entries')
    .values({ attempt_id: attemptId, kind: 'found', micro_usd: microUsd })
    .execute();
  await moveMoney(tx, { freed: 0, spent: microUsd });
}

async function moveMoney(
  db: Kysely<Schema>,
  { freed, spent }: { freed: MicroDollars; spent: MicroDollars },
): Promise<void> {
  await sql`
    update video_budget set day = ${thisDay}, spent_today_micro_usd = ${spentToday} + ${spent},
      reserved_micro_usd = reserved_micro_usd - ${freed}`.execute(db);
}

export async function budgetState(db: Kysely<Schema>): Promise<BudgetState> {
  const row = await db
    .selectFrom('video_budget')
    .select([
      sql<string>`${today}`.as('day'),
      'reserved_micro_usd as reservedMicroUsd',
      sql<number>`${spentToday}`.as('spentTodayMicroUsd'),
    ])
    .executeTakeFirstOrThrow();
  return row;
}
