import type { AuditBody, AuditEntry } from './audit-entry.ts';

/** An entry as people read it: the body's fields, and the detail while it is there. */
export type ReadEntry = AuditBody & {
  readonly position: number;
  readonly hash: string;
  /** Null where there is none or it was erased. */
  readonly detail: unknown;
};

export function readEntry({ position, hash, body, detail }: AuditEntry): ReadEntry {
  const { value } = detail === null ? { value: null } : (JSON.parse(detail) as { value: unknown });
  return { position, hash, ...(JSON.parse(body) as AuditBody), detail: value };
}
