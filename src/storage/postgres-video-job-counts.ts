import type { VideoJobCount, VideoJobCounts } from '../video/video-job-counts-port.ts';
import type { Database } from './database.ts';

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
}
