import { createHash } from 'node:crypto';

export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** The first 16 hex digits of a SHA-256: short names for files, slots and rows. */
export function shortDigest(data: string | Uint8Array): string {
  return sha256Hex(data).slice(0, 16);
}
