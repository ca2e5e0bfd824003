import type { DownloadOutcome } from '../film-provider-port.ts';
import { downloadFilm, type FilmDownload } from './http/download-film.ts';
import { FILM_TOO_LARGE } from './http/film-file.ts';
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

/** It knows no such film now. Servers are late, and forget for a moment: it is asked again. */
export const UNKNOWN_NOW = 'LOST_BY_PROVIDER';

/**
 * What a download means for the film. Where the vendor gives a fresh link each time it is asked (`isLinkRenewed`),
 * a link that leads nowhere says nothing about the film.
 */
export function delivered(
  outcome: FilmDownload,
  { isLinkRenewed }: { isLinkRenewed: boolean },
): DownloadOutcome {
  switch (outcome.kind) {
    case 'downloaded':
      return outcome;
    case 'refused': {
      const { code, message } = outcome;
      // Where a film may be fetched from can be changed, its size can't.
      return { kind: code === FILM_TOO_LARGE ? 'lost' : 'not_ready', code, message };
    }
    case 'cut':
      return { kind: 'not_ready', code: outcome.code, message: outcome.message };
    case 'not_a_film':
      return { kind: 'not_ready', code: 'NOT_A_FILM', message: `${outcome.found}: ${outcome.start}` };
    case 'answered': {
      const { status, error } = outcome;
      const isUnknown = GONE.has(status) && !isLinkRenewed;
      return { kind: 'not_ready', code: isUnknown ? UNKNOWN_NOW : `HTTP_${status}`, message: error.message };
    }
  }
}

/** The code of an ending that only our reading says. */
const UNREADABLE = 'PARSER';

/** What the vendor said of the job when there was no film to fetch. */
type Word = { readonly kind: string; readonly code?: string; readonly message?: string };

/**
 * What that means for the film: `lost` where the vendor says that the job ended without one. That it doesn't know
 * the job, or that its answer can't be read, may pass.
 */
export function undelivered({ kind, code, message = `the vendor says ${kind}` }: Word): DownloadOutcome {
  if (kind === 'lost') return { kind: 'not_ready', code: UNKNOWN_NOW, message };
  const isOver = kind === 'failed' && code !== UNREADABLE;
  return { kind: isOver ? 'lost' : 'not_ready', code: code ?? 'NO_FILM', message };
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
