import { type FunctionModule, sql } from 'kysely';
import type {
  PurchaseCounts,
  ServedLinkCount,
  VideoJobCount,
  VideoJobCounts,
} from '../video/video-job-counts-port.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';

export class PostgresVideoJobCounts implements VideoJobCounts {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async countJobs(): Promise<readonly VideoJobCount[]> {
    return await this.#db
      .selectFrom('video_jobs')
      .select(({ fn }) => ['track', 'state', fn.countAll<number>().as('count')])
      .groupBy(['track', 'state'])
      .execute();
  }

  async countServedLinks(): Promise<readonly ServedLinkCount[]> {
    return await this.#db
      .selectFrom((from) => from.selectFrom('video_jobs').select('slot_key').distinct().as('asked'))
      .leftJoin('video_slots as slot', 'slot.slot_key', 'asked.slot_key')
      .leftJoin('renditions as served', (join) =>
        join
          .onRef('served.rendition_id', '=', 'slot.rendition_id')
          .on('served.review', '=', 'approved')
          .on('served.evicted_at', 'is', null),
      )
      .select(({ fn, val }) => [
        fn.coalesce('served.link', val('text' as const)).as('link'),
        'served.provider',
        fn.countAll<number>().as('count'),
      ])
      .groupBy(['served.link', 'served.provider'])
      .execute();
  }

  async countPurchases(): Promise<PurchaseCounts> {
    const isOverdue = sql<boolean>`coalesce(deadline_at <= clock_timestamp(), false)`;
    return await this.#db
      .selectFrom('video_attempts')
      .select(({ fn, not }) => [
        unknown(fn).filterWhere(not(isOverdue)).as('unknownInTime'),
        unknown(fn).filterWhere(isOverdue).as('unknownOverdue'),
        sql<number>`coalesce(sum(jsonb_array_length(doubles)), 0)::int`.as('doubles'),
      ])
      .executeTakeFirstOrThrow();
  }
}

const unknown = (fn: FunctionModule<Schema, 'video_attempts'>) =>
  fn.countAll<number>().filterWhere('state', '=', 'unknown');
