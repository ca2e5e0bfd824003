import type { LookUpOutcome, ProviderHandle } from '../film-provider-port.ts';
import { unreachable } from './http/call-outcomes.ts';
import { isObject } from './http/server-error.ts';
import type { SoraAccess } from './sora-options.ts';
import { readSoraVideo } from './sora-video.ts';

type Page = {
  readonly videos: readonly Record<string, unknown>[];
  /** Null on the last page. */
  readonly next: string | null;
};

const PAGE_VIDEOS = 100;
const PAGES_MAX = 100;

/**
 * Which videos carry our reference, the oldest first. A server that shows videos and no references at all was
 * declared to be of class L by mistake: that is `unreachable`, because "none" would have the film bought again.
 */
export async function lookUpVideos(
  access: SoraAccess,
  reference: string,
  signal: AbortSignal,
): Promise<LookUpOutcome> {
  const handles: ProviderHandle[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    const page = await readPage(access, { reference, after, signal });
    if ('kind' in page) return page;
    if (page.videos.length > 0 && !page.videos.some((video) => 'client_reference' in video)) {
      return { kind: 'unreachable', message: 'the list of videos shows no client references' };
    }
    handles.push(...page.videos.flatMap((video) => handleOf(video, reference)));
    after = page.next;
    if (after === null) return handles.length > 0 ? { kind: 'found', handles } : { kind: 'none' };
  }
  const message = `the list of videos has more than ${PAGES_MAX} pages`;
  return handles.length > 0 ? { kind: 'found', handles } : { kind: 'unreachable', message };
}

async function readPage(
  { client }: SoraAccess,
  { reference, after, signal }: { reference: string; after: string | null; signal: AbortSignal },
): Promise<Page | Extract<LookUpOutcome, { kind: 'unreachable' }>> {
  const reply = await client.send({
    method: 'GET',
    path: '/videos',
    query: {
      limit: String(PAGE_VIDEOS),
      order: 'asc',
      client_reference: reference,
      ...(after === null ? {} : { after }),
    },
    isRepeatable: true,
    signal,
  });
  const list = reply.kind === 'answer' && reply.isOk && isObject(reply.json) ? reply.json : {};
  if (!Array.isArray(list['data'])) return { kind: 'unreachable', message: unreachable(reply).message };
  const videos = list['data'].filter(isObject);
  if (list['has_more'] !== true) return { videos, next: null };
  const last = list['last_id'] ?? videos.at(-1)?.['id'];
  const leadsOn = typeof last === 'string' && last !== after;
  return leadsOn ? { videos, next: last } : { kind: 'unreachable', message: 'the list of videos has no end' };
}

function handleOf(video: Record<string, unknown>, reference: string): readonly ProviderHandle[] {
  const id = video['client_reference'] === reference ? readSoraVideo(video)?.id : null;
  return id ? [{ id }] : [];
}
