import type { FilmProvider, ProviderHandle, StatusOutcome } from '../film-provider-port.ts';
import { type FilmPlace, fetchLinked, undelivered } from './film-delivery.ts';
import type { PolledJob } from './poll-outcome.ts';
import { toldStatus } from './told-status.ts';

/** A vendor whose task is asked about until it names a link to its film. */
export type TaskVendor<Task> = {
  readonly read: (handle: ProviderHandle, signal: AbortSignal) => Promise<PolledJob<Task>>;
  readonly statusOf: (task: Task) => StatusOutcome;
  /** The link needs no key, and each look brings a fresh one. */
  readonly linkOf: (task: Task) => string | null | undefined;
};

/** What such a task says, and its film. */
export function linkedTask<Task>(
  { read, statusOf, linkOf }: TaskVendor<Task>,
  place: FilmPlace,
): Pick<FilmProvider, 'status' | 'download'> {
  const told = (task: Task): StatusOutcome => toldStatus(statusOf(task), place.redact);
  return {
    status: async (handle, signal) => {
      const found = await read(handle, signal);
      return found.kind === 'job' ? told(found.job) : found;
    },
    download: async (handle, to) => {
      const found = await read(handle, to.signal);
      if (found.kind !== 'job') return undelivered(found);
      const url = linkOf(found.job);
      return url ? await fetchLinked(url, place, to) : undelivered(told(found.job));
    },
  };
}
