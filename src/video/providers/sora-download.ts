import type { DownloadOutcome, ProviderHandle } from '../film-provider-port.ts';
import type { MediaName } from '../media-store-port.ts';
import { type DeliverTo, delivered, undelivered } from './film-delivery.ts';
import { downloadFilm, type FilmDownload } from './http/download-film.ts';
import { fetchKept, keptIn } from './sora-kept-film.ts';
import type { SoraAccess } from './sora-options.ts';
import { readVideo, videoPath } from './sora-status.ts';

/** Not here, or not any more, or not yet: the video itself says which, and where else to look. */
const lookElsewhere = new Set([400, 404, 405, 410, 422, 501]);

/**
 * The film: from the content route, else from where the video's own description says. A 404 is `not_ready`, of the
 * video too: servers are late, and only the video's own end says that it is lost.
 */
export async function downloadVideo(
  access: SoraAccess,
  handle: ProviderHandle,
  to: DeliverTo,
): Promise<DownloadOutcome> {
  const { link, id } = handle;
  const kept = keptIn(handle);
  if (kept) return await deliverKept(access, kept, to);
  if (typeof link === 'string') return delivered(await fetchFrom(access, link, to), { isLinkRenewed: false });
  if (!access.profile.hasContentRoute) {
    return { kind: 'lost', code: 'NO_FILM', message: 'the answer to the order held no film' };
  }
  const content = await fetchFrom(access, `${access.baseUrl}${videoPath(id)}/content`, to);
  const isElsewhere =
    content.kind === 'not_a_film' || (content.kind === 'answered' && lookElsewhere.has(content.status));
  const outcome = delivered(content, { isLinkRenewed: true });
  return isElsewhere ? await searchFilm(access, handle, { to, first: outcome }) : outcome;
}

/** It came with the order's answer. */
async function deliverKept(
  { options }: SoraAccess,
  name: MediaName,
  { path, signal }: DeliverTo,
): Promise<DownloadOutcome> {
  signal.throwIfAborted();
  const outcome = await fetchKept(options.films, name, path);
  if (outcome) return delivered(outcome, { isLinkRenewed: false });
  const message = 'the film came with the order’s answer, and is no longer kept here';
  return { kind: 'lost', code: 'KEPT_FILM_GONE', message };
}

async function searchFilm(
  access: SoraAccess,
  handle: ProviderHandle,
  { to, first }: { to: DeliverTo; first: DownloadOutcome },
): Promise<DownloadOutcome> {
  const read = await readVideo(access, handle, to.signal);
  if (read.kind !== 'video') return undelivered(read);
  const { state, failure, expiresAt, links } = read.video;
  const { redact } = access.client;
  if (state === 'failed' || state === 'cancelled' || state === 'expired') {
    return { kind: 'lost', code: redact(failure.code), message: redact(failure.message) };
  }
  for (const link of state === 'completed' ? links : []) {
    const linked = delivered(await fetchFrom(access, link, to), { isLinkRenewed: true });
    if (linked.kind === 'downloaded') return linked;
  }
  if (expiresAt && expiresAt.getTime() <= Date.now()) {
    return { kind: 'lost', code: 'EXPIRED', message: `its file was kept until ${expiresAt.toISOString()}` };
  }
  // A link that can't be followed doesn't make the content route's "not yet" a "never".
  return first;
}

/** The key goes to the server's own origin; links may be relative to it. */
function fetchFrom(
  { baseUrl, headers, client, options }: SoraAccess,
  link: string,
  to: DeliverTo,
): Promise<FilmDownload> {
  return downloadFilm({
    url: link.startsWith('data:') ? link : (URL.parse(link, baseUrl)?.href ?? link),
    ownOrigin: new URL(baseUrl).origin,
    headersForOwnOrigin: headers,
    redact: client.redact,
    ...to,
    ...(options.network ? { network: options.network } : {}),
  });
}
