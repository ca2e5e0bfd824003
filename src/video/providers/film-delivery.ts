import type { DownloadOutcome } from '../film-provider-port.ts';
import { downloadFilm, type FilmDownload } from './http/download-film.ts';
import type { FilmNetwork } from './http/film-route.ts';
import type { Redact } from './http/redact.ts';

/** Where a download goes and how it is stopped. */
export type DeliverTo = {
  readonly path: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: number) => void;
};

/** Whose films they are: the vendor's own origin, its secrets, and which addresses may be followed. */
export type FilmPlace = {
  readonly baseUrl: string;
  readonly redact: Redact;
  readonly network?: FilmNetwork;
};

const GONE: ReadonlySet<number> = new Set([404, 410]);

/**
 * What a download means for the film. Where the vendor gives a fresh link each time it is asked (`isLinkRenewed`)
 * only the vendor can say that the film is gone, never the place where a link pointed.
 */
export function delivered(
  outcome: FilmDownload,
  { isLinkRenewed }: { isLinkRenewed: boolean },
): DownloadOutcome {
  switch (outcome.kind) {
    case 'downloaded':
      return outcome;
    case 'refused':
      return { kind: 'lost', code: outcome.code, message: outcome.message };
    case 'cut':
      return { kind: 'not_ready', code: outcome.code, message: outcome.message };
    case 'not_a_film':
      return { kind: 'not_ready', code: 'NOT_A_FILM', message: `${outcome.found}: ${outcome.start}` };
    case 'answered': {
      const { status, error } = outcome;
      const isGone = GONE.has(status) && !isLinkRenewed;
      return { kind: isGone ? 'lost' : 'not_ready', code: `HTTP_${status}`, message: error.message };
    }
  }
}

/** Without a film to fetch: what the vendor's word on the job means for the download. */
export function undelivered(
  word: { readonly kind: string; readonly message?: string },
  code = 'NO_FILM',
): DownloadOutcome {
  const message = word.message ?? `the vendor says ${word.kind}`;
  const isOver = word.kind === 'lost' || word.kind === 'failed';
  return { kind: isOver ? 'lost' : 'not_ready', code, message };
}

/** Fetches a film from a link that carries its own permission: no key goes along, wherever it points. */
export async function fetchLinked(
  url: string,
  { baseUrl, redact, network }: FilmPlace,
  to: DeliverTo,
): Promise<DownloadOutcome> {
  const outcome = await downloadFilm({
    url,
    ownOrigin: new URL(baseUrl).origin,
    headersForOwnOrigin: {},
    redact,
    ...to,
    ...(network ? { network } : {}),
  });
  return delivered(outcome, { isLinkRenewed: true });
}
