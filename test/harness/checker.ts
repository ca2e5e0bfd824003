import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { IdempotencyClass } from '../../src/video/film-provider-port.ts';
import type { Stack } from './film-stack.ts';
import { PRICE_MICRO_USD_PER_SECOND } from './small-films.ts';

export type Purchase = {
  readonly videoId: string;
  readonly prompt: string;
  readonly clientReference: string | null;
  readonly idempotencyKey: string | null;
};

export type CheckReport = {
  readonly jobs: Readonly<Record<string, number>>;
  readonly purchaseCount: number;
  /** Purchases beyond one for an order, by the provider's own log. */
  readonly doubleCount: number;
  /** Of those, the ones that our ledger knows. */
  readonly doublesKnown: number;
  /** Empty where all holds. */
  readonly violations: readonly string[];
};

/** What the provider sold, by its own log. */
export async function purchasesAt(controlUrl: string): Promise<readonly Purchase[]> {
  const answer = await fetch(`${controlUrl}/purchases`);
  return ((await answer.json()) as { purchases: Purchase[] }).purchases;
}

/** Holds what happened against what may happen, after the faults have stopped and everything has settled. */
export async function check(
  stack: Stack,
  {
    purchases,
    idempotency,
    freezes,
    dataDir,
  }: {
    purchases: readonly Purchase[];
    idempotency: IdempotencyClass;
    freezes: number;
    dataDir: string;
  },
): Promise<CheckReport> {
  const jobs = await jobsByState(stack);
  const doubleCount = await doublesOf(stack, purchases, idempotency);
  const doublesKnown = await doublesInLedger(stack);
  const allowed = idempotency === 'N' ? ['ready', 'unknown'] : ['ready'];
  // A frozen worker's call goes out when it thaws: only a key stops that, and a list shows it afterwards.
  const tolerated = idempotency === 'L' && freezes > 0 ? doublesKnown : 0;
  const doubleFaults =
    doubleCount > tolerated ? [`${doubleCount} double purchases, ${doublesKnown} known`] : [];
  const violations = [
    ...Object.entries(jobs)
      .filter(([state]) => !allowed.includes(state))
      .map(([state, count]) => `${count} jobs are ${state}`),
    ...doubleFaults,
    ...(await ledgerFaults(stack)),
    ...(await fileFaults(stack, dataDir)),
  ];
  return { jobs, purchaseCount: purchases.length, doubleCount, doublesKnown, violations };
}

async function jobsByState({ db }: Stack): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('video_jobs')
    .select(['state', sql<number>`count(*)`.as('count')])
    .where('track', '=', 'provider')
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

/** Class N keeps no reference: there the films of a prompt are counted against the orders that were made with it. */
async function doublesOf(
  { db }: Stack,
  purchases: readonly Purchase[],
  idempotency: IdempotencyClass,
): Promise<number> {
  if (idempotency !== 'N') {
    const keyOf = (one: Purchase) =>
      (idempotency === 'K' ? one.idempotencyKey : one.clientReference) ?? one.videoId;
    return purchases.length - new Set(purchases.map(keyOf)).size;
  }
  // A form's lines end in CR and LF.
  const digestOf = (text: string): string =>
    createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
  const sold = Map.groupBy(purchases, ({ prompt }) => digestOf(prompt));
  const ordered = await db
    .selectFrom('video_attempts')
    .select(['prompt_digest', sql<number>`count(*)`.as('count')])
    .where('start_calls', '>', 0)
    .groupBy('prompt_digest')
    .execute();
  const orders = new Map(ordered.map((row) => [row.prompt_digest, row.count]));
  return [...sold].reduce(
    (sum, [digest, films]) => sum + Math.max(0, films.length - (orders.get(digest) ?? 0)),
    0,
  );
}

async function doublesInLedger({ db }: Stack): Promise<number> {
  const row = await db
    .selectFrom('video_budget_entries')
    .select(sql<number>`count(*)`.as('count'))
    .where('kind', '=', 'found')
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Reserved and spent are what the entries add up to; what is reserved belongs to open attempts. */
export async function ledgerFaults({ db }: Pick<Stack, 'db'>): Promise<readonly string[]> {
  const { rows } = await sql<{
    reserved: number;
    spent: number;
    entries_reserved: number;
    entries_spent: number;
    open: number;
  }>`
    select reserved_micro_usd as reserved, spent_today_micro_usd as spent,
      (select coalesce(sum(micro_usd) filter (where kind in ('reserve', 'raise')), 0)
         - coalesce(sum((select reserved_micro_usd from video_attempts a where a.attempt_id = e.attempt_id))
             filter (where kind in ('settle', 'release')), 0)
       from video_budget_entries e)::bigint as entries_reserved,
      (select coalesce(sum(micro_usd) filter (where kind in ('settle', 'found')), 0)
       from video_budget_entries)::bigint as entries_spent,
      (select coalesce(sum(reserved_micro_usd), 0) from video_attempts
       where money = 'reserved')::bigint as open
    from video_budget`.execute(db);
  const [row] = rows;
  if (!row) return ['there is no budget row'];
  return [
    ...(row.reserved === row.entries_reserved
      ? []
      : [`reserved ${row.reserved}, entries say ${row.entries_reserved}`]),
    ...(row.reserved === row.open ? [] : [`reserved ${row.reserved}, open attempts hold ${row.open}`]),
    ...(row.spent === row.entries_spent ? [] : [`spent ${row.spent}, entries say ${row.entries_spent}`]),
  ];
}

/** Every file is what its name says, every row has its file, and nothing unfinished is left. */
export async function fileFaults(
  { db, media }: Pick<Stack, 'db' | 'media'>,
  dataDir: string,
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { persona, topic, hash, extension } of await media.list()) {
    const bytes = await readFile(join(dataDir, 'videos', persona, topic, `${hash}.${extension}`));
    const found = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    if (found !== hash) faults.push(`${hash}.${extension} holds ${found}`);
  }
  const rows = await db
    .selectFrom('rendition_files')
    .innerJoin('renditions', 'renditions.rendition_id', 'rendition_files.rendition_id')
    .select(['persona', 'topic', 'hash', 'extension', 'size_bytes'])
    .execute();
  for (const row of rows) {
    if ((await media.sizeOf(row)) !== row.size_bytes) faults.push(`the row of ${row.hash} has no whole file`);
  }
  await media.removeLeftovers();
  const left = await readdir(join(dataDir, 'work')).catch(() => []);
  if (left.length > 0) faults.push(`${left.length} work folders are left`);
  return faults;
}

/** Never over the cap: what a provider sold is what was set aside before it was sold. */
export function capFaults(purchases: readonly Purchase[], capMicroUsd: number): readonly string[] {
  const soldMicroUsd = purchases.length * PRICE_MICRO_USD_PER_SECOND;
  return soldMicroUsd <= capMicroUsd
    ? []
    : [`sold for ${soldMicroUsd} micro-dollars over a cap of ${capMicroUsd}`];
}
