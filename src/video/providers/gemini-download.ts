import type { DownloadOutcome } from '../film-provider-port.ts';
import { type DeliverTo, delivered, UNKNOWN_NOW, undelivered } from './film-delivery.ts';
import { expiryOf, filmIn, type Interaction, interactionStatus } from './gemini-interaction.ts';
import type { HostedProviderOptions } from './hosted-provider-options.ts';
import { downloadFilm } from './http/download-film.ts';
import type { ProviderClient } from './http/provider-client.ts';
import { isObject } from './http/server-error.ts';
import { type PolledJob, polledAnswer } from './poll-outcome.ts';
import { toldStatus } from './told-status.ts';

/** What each call to the vendor needs. */
export type GeminiAccess = { readonly client: ProviderClient; readonly options: HostedProviderOptions };

/** The film of an interaction: inside the answer, or in a file of Google's that has to be ready first. */
export async function downloadInteraction(
  access: GeminiAccess,
  read: PolledJob<Interaction>,
  to: DeliverTo,
): Promise<DownloadOutcome> {
  if (read.kind !== 'job') return undelivered(read);
  const film = filmIn(read.job);
  if (!film) return undelivered(toldStatus(interactionStatus(read.job, null), access.client.redact));
  const url = film.kind === 'uri' ? mediaAddress(film.uri) : `data:video/mp4;base64,${film.base64}`;
  const notReady = film.kind === 'uri' ? await fileNotReady(access, url, to.signal) : null;
  return orExpired(notReady ?? (await fetchFrom(access, url, to)), read.job);
}

async function fetchFrom(
  { client, options }: GeminiAccess,
  url: string,
  to: DeliverTo,
): Promise<DownloadOutcome> {
  const outcome = await downloadFilm({
    url,
    ownOrigin: new URL(options.baseUrl).origin,
    headersForOwnOrigin: { 'x-goog-api-key': options.apiKey },
    redact: client.redact,
    ...to,
    ...(options.network ? { network: options.network } : {}),
  });
  return delivered(outcome, { isLinkRenewed: false });
}

/** What Google doesn't know after the day of its end won't be there again. */
function orExpired(outcome: DownloadOutcome, interaction: Interaction): DownloadOutcome {
  const isUnknown = outcome.kind === 'not_ready' && outcome.code === UNKNOWN_NOW;
  const expiresAt = isUnknown ? expiryOf(interaction) : null;
  if (!expiresAt || expiresAt.getTime() > Date.now()) return outcome;
  return { kind: 'lost', code: 'EXPIRED', message: `its file was kept until ${expiresAt.toISOString()}` };
}

/** A file's address gives its bytes only with `alt=media`. */
function mediaAddress(uri: string): string {
  const url = URL.parse(uri);
  if (url === null) return uri;
  if (!url.searchParams.has('alt')) url.searchParams.set('alt', 'media');
  return url.href;
}

const FILE = /^(.*\/files\/[^/:]+):download$/;

/** Why the file can't be fetched yet, or ever; null where it can, or where it isn't a file of the vendor's. */
async function fileNotReady(
  { client, options }: GeminiAccess,
  address: string,
  signal: AbortSignal,
): Promise<DownloadOutcome | null> {
  const url = URL.parse(address);
  const path = FILE.exec(url?.pathname ?? '')?.[1];
  if (path === undefined || url?.origin !== new URL(options.baseUrl).origin) return null;
  const base = new URL(options.baseUrl).pathname.replace(/\/$/, '');
  const route = path.startsWith(base) ? path.slice(base.length) : path;
  const answer = polledAnswer(await client.send({ method: 'GET', path: route, isRepeatable: true, signal }));
  if (answer.kind !== 'answer') return undelivered(answer);
  const state = isObject(answer.json) ? String(answer.json['state']) : 'without a state';
  if (state === 'ACTIVE') return null;
  const message = `the file is ${state}`;
  return state === 'FAILED'
    ? { kind: 'lost', code: 'FILE_FAILED', message }
    : { kind: 'not_ready', code: 'FILE_NOT_ACTIVE', message };
}
