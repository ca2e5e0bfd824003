import { sha256Hex } from '../kernel/hash.ts';
import { type AuditBody, type AuditEntry, type AuditHead, entryHash, GENESIS_HASH } from './audit-entry.ts';
import type { AuditChain } from './audit-log-port.ts';

export const ENTRY_REMOVED = 'ENTRY_REMOVED';
export const ENTRY_INSERTED = 'ENTRY_INSERTED';
export const ENTRY_CHANGED = 'ENTRY_CHANGED';
export const CHAIN_BROKEN = 'CHAIN_BROKEN';
export const DETAIL_CHANGED = 'DETAIL_CHANGED';
export const DETAIL_REMOVED = 'DETAIL_REMOVED';
export const DETAIL_INSERTED = 'DETAIL_INSERTED';
export const DETAIL_MOVED = 'DETAIL_MOVED';
export const HEAD_NOT_FOUND = 'HEAD_NOT_FOUND';

/**
 * The first place where the log isn't what was written, or where what is held isn't what it says; then
 * `position` is null if no entry speaks of it.
 */
export type ChainBreak = {
  readonly position: number | null;
  readonly code: string;
  readonly message: string;
};

export type ChainVerdict =
  | { readonly kind: 'intact'; readonly entryCount: number; readonly head: AuditHead }
  | { readonly kind: 'broken'; readonly break: ChainBreak };

type Heads = { readonly current: AuditHead; readonly noted: AuditHead | null };

/**
 * Reads the whole chain and answers its first break; then compares what is held with it. `noted` is a head that somebody wrote down elsewhere
 * earlier: it must still be in the chain, which nobody who rewrites all of it can arrange.
 */
export async function verifyChain(
  { entries, head, strayRecords }: AuditChain,
  noted: AuditHead | null = null,
): Promise<ChainVerdict> {
  const heads: Heads = { current: head, noted };
  let before: AuditHead = { position: 0, hash: GENESIS_HASH };
  const missingDetails = new Map<string, number>();
  for await (const entry of entries) {
    const found = breakAt(entry, before, heads) ?? detailBreak(entry, missingDetails);
    if (found) return { kind: 'broken', break: found };
    before = { position: entry.position, hash: entry.hash };
  }
  const [stray] = await strayRecords();
  const last = breakAtEnd(before, heads) ?? firstUnexplained(missingDetails) ?? stray;
  return last
    ? { kind: 'broken', break: last }
    : { kind: 'intact', entryCount: before.position, head: before };
}

function breakAt(entry: AuditEntry, before: AuditHead, { current, noted }: Heads): ChainBreak | null {
  const { position } = entry;
  if (position !== before.position + 1) {
    const gone = before.position + 1;
    return { position: gone, code: ENTRY_REMOVED, message: `entry ${gone} is missing` };
  }
  if (position > current.position) {
    return { position, code: ENTRY_INSERTED, message: `entry ${position} stands behind the log’s own end` };
  }
  if (entryHash(entry) !== entry.hash || bodyOf(entry) === null) {
    return { position, code: ENTRY_CHANGED, message: `entry ${position} is not what was written` };
  }
  if (entry.previousHash !== before.hash) {
    return { position, code: CHAIN_BROKEN, message: `entry ${position} does not follow the one before it` };
  }
  if (noted?.position === position && noted.hash !== entry.hash) {
    return { position, code: HEAD_NOT_FOUND, message: `entry ${position} is not the one that was noted` };
  }
  return null;
}

/** A detail may only go with the member it is about: the erasure stands later in the log. */
function detailBreak(entry: AuditEntry, missing: Map<string, number>): ChainBreak | null {
  const { position, detail } = entry;
  const body = bodyOf(entry);
  if (body?.action === 'member_erased' && body.subject !== null) missing.delete(body.subject);
  const { detailDigest = null, subject = null } = body ?? {};
  if (detail === null) {
    if (detailDigest !== null && !missing.has(subject ?? '')) missing.set(subject ?? '', position);
    return null;
  }
  if (detailDigest === null) {
    return { position, code: DETAIL_INSERTED, message: `entry ${position} was written without a detail` };
  }
  if (sha256Hex(detail) !== detailDigest) {
    return {
      position,
      code: DETAIL_CHANGED,
      message: `the detail of entry ${position} is not what was written`,
    };
  }
  return entry.detailSubject === subject
    ? null
    : { position, code: DETAIL_MOVED, message: `the detail of entry ${position} hangs on another member` };
}

/** Null where the text is no JSON object: nobody wrote that. */
function bodyOf({ body }: AuditEntry): AuditBody | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' ? (value as AuditBody | null) : null;
  } catch {
    return null;
  }
}

function breakAtEnd(last: AuditHead, { current, noted }: Heads): ChainBreak | null {
  if (last.position < Math.max(current.position, noted?.position ?? 0)) {
    const gone = last.position + 1;
    return { position: gone, code: ENTRY_REMOVED, message: `entry ${gone} is missing at the end` };
  }
  return last.hash === current.hash
    ? null
    : { position: last.position, code: CHAIN_BROKEN, message: 'the log’s own end names another entry' };
}

function firstUnexplained(missing: ReadonlyMap<string, number>): ChainBreak | null {
  if (missing.size === 0) return null;
  const position = Math.min(...missing.values());
  return {
    position,
    code: DETAIL_REMOVED,
    message: `the detail of entry ${position} is gone and no erasure says why`,
  };
}
