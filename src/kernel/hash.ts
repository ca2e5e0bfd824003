import { hash } from 'node:crypto';

export function sha256Hex(data: string | Uint8Array): string {
  // The one-shot hash: for short texts, making a hash object is the slower part.
  return hash('sha256', data);
}

/** The first 16 hex digits of a SHA-256: short names for files, slots and rows. */
export function shortDigest(data: string | Uint8Array): string {
  return sha256Hex(data).slice(0, 16);
}
