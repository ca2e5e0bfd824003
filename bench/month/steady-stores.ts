import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { CacheTellingJobStore } from '../../src/storage/cache-telling-job-store.ts';
import type { Database } from '../../src/storage/database.ts';
import { FilesystemMediaStore } from '../../src/storage/filesystem-media-store.ts';
import type { StoredMedia } from '../../src/video/media-store-port.ts';
import type { VideoCache } from '../../src/video/video-cache-port.ts';
import type { Agenda } from './agenda.ts';

/**
 * The store without what is left to chance: notes of progress, which nobody waits for, arrive before anything else
 * happens, and jobs that are due at the same moment come in an order.
 */
export class TrackedJobStore extends CacheTellingJobStore {
  readonly #agenda: Agenda;

  constructor(db: Database, cache: VideoCache, agenda: Agenda) {
    super(db, cache);
    this.#agenda = agenda;
  }

  override reportProgress(...note: Parameters<CacheTellingJobStore['reportProgress']>): Promise<void> {
    return this.#agenda.track(super.reportProgress(...note));
  }

  override async due(): ReturnType<CacheTellingJobStore['due']> {
    const due = await super.due();
    const jobs = await Promise.all(due.map(({ jobId }) => this.find(jobId)));
    const nameOf = (index: number): string => `${jobs[index]?.slotKey} ${jobs[index]?.track}`;
    return due
      .map((job, index) => ({ job, name: nameOf(index) }))
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
      .map(({ job }) => job);
  }
}

/** Files are as old as the agenda's time says. */
export class DatedMediaStore extends FilesystemMediaStore {
  readonly #dataDir: string;
  readonly #agenda: Agenda;

  constructor(dataDir: string, agenda: Agenda) {
    super(dataDir);
    this.#dataDir = dataDir;
    this.#agenda = agenda;
  }

  override async put(file: Parameters<FilesystemMediaStore['put']>[0]): Promise<StoredMedia> {
    const stored = await super.put(file);
    const { persona, topic, hash, extension } = stored;
    const path = join(this.#dataDir, 'videos', persona, topic, `${hash}.${extension}`);
    await utimes(path, this.#agenda.now(), this.#agenda.now());
    return stored;
  }
}
