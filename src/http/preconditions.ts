/** What a file is known by, for callers that have it already. */
export type Validators = { readonly etag: string; readonly modifiedAt: Date };

type ConditionalHeaders = {
  readonly 'if-match'?: string | undefined;
  readonly 'if-none-match'?: string | undefined;
  readonly 'if-modified-since'?: string | undefined;
  readonly 'if-unmodified-since'?: string | undefined;
};

/**
 * Whether a GET or HEAD goes on, by RFC 9110 (13.2.2): tags decide where there are any, else dates. A date that
 * can't be read is no condition.
 */
export function judgePreconditions(
  headers: ConditionalHeaders,
  { etag, modifiedAt }: Validators,
): 'proceed' | 'not_modified' | 'failed' {
  const ifMatch = headers['if-match'];
  if (ifMatch !== undefined) {
    if (!tagsIn(ifMatch).some((tag) => tag === '*' || tag === etag)) return 'failed';
  } else if (isBefore(headers['if-unmodified-since'], modifiedAt)) {
    return 'failed';
  }
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch !== undefined) {
    const isKnown = tagsIn(ifNoneMatch).some((tag) => tag === '*' || tag.replace(/^W\//, '') === etag);
    return isKnown ? 'not_modified' : 'proceed';
  }
  const since = secondsIn(headers['if-modified-since']);
  return since !== null && wholeSeconds(modifiedAt) <= since ? 'not_modified' : 'proceed';
}

/** Whether a caller's beginning of the file still fits: its strong tag, or its very date. No `If-Range`: yes. */
export function holdsIfRange(header: string | undefined, { etag, modifiedAt }: Validators): boolean {
  if (header === undefined) return true;
  return header.startsWith('"') ? header === etag : secondsIn(header) === wholeSeconds(modifiedAt);
}

function tagsIn(header: string): readonly string[] {
  return header.split(',').map((tag) => tag.trim());
}

function isBefore(header: string | undefined, modifiedAt: Date): boolean {
  const seconds = secondsIn(header);
  return seconds !== null && seconds < wholeSeconds(modifiedAt);
}

function secondsIn(header: string | undefined): number | null {
  const at = Date.parse(header ?? '');
  return Number.isNaN(at) ? null : at / 1000;
}

/** Dates of HTTP have no parts of a second. */
function wholeSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
