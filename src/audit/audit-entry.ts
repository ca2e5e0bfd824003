import { sha256Hex } from '../kernel/hash.ts';

/** Everything that the log records. */
export const auditActions = [
  'bank_file_imported',
  'consent_granted',
  'consent_revoked',
  'member_analysed',
  'feedback_given',
  'member_data_exported',
  'member_erased',
  'film_ordered',
  'film_paid',
  'film_money_released',
  'film_purchase_clarified',
  'film_purchase_stays_unknown',
  'double_purchase_found',
  'film_approved',
  'film_rejected',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Who did it: the member, an operator, or the product by itself. */
export type Actor = { readonly role: 'member' | 'operator' | 'system'; readonly name: string };

/** A decision as a value, on its way into the log: who, what, when, why, by which rule version. */
export type Decision = {
  readonly action: AuditAction;
  readonly at: Date;
  readonly actor: Actor;
  /** The member it is about; null where it is about nobody in particular. */
  readonly memberId: string | null;
  /** Why. Stays for ever: a sentence or code that names no member. */
  readonly reason: string;
  /** Which rules decided; null where nothing but a person's word did. */
  readonly ruleVersion: string | null;
  /** Numbers and ids that stay for ever and say nothing about a person. */
  readonly facts: Readonly<Record<string, string | number>>;
  /** All the rest, which goes when the member is erased; the log keeps its digest. Null where there is none. */
  readonly detail: unknown;
};

/** What the chain covers of a decision. Nothing in it is personal data of a member. */
export type AuditBody = {
  readonly action: AuditAction;
  readonly at: string;
  /** A member's name isn't kept: the subject says who it was. */
  readonly actor: { readonly role: Actor['role']; readonly name: string | null };
  /** The member's keyed digest; null where the decision is about nobody in particular. */
  readonly subject: string | null;
  readonly reason: string;
  readonly ruleVersion: string | null;
  readonly facts: Readonly<Record<string, string | number>>;
  /** SHA-256 of the detail's text; null where there is none. */
  readonly detailDigest: string | null;
};

/** An entry as it is stored, in the order of the chain. */
export type AuditEntry = {
  /** Counts up from 1 without gaps. */
  readonly position: number;
  readonly previousHash: string;
  /** Canonical JSON of an `AuditBody`. */
  readonly body: string;
  /** SHA-256 of position, previous hash and body, each on a line of its own. */
  readonly hash: string;
  /** The detail's text; null where there is none or it was erased. */
  readonly detail: string | null;
  /** The keyed digest of the member with whom the detail would go; null where there is no detail. */
  readonly detailSubject: string | null;
};

export type AuditHead = { readonly position: number; readonly hash: string };

/** What the first entry names as the one before it. */
export const GENESIS_HASH = '0'.repeat(64);

export function entryHash(entry: Pick<AuditEntry, 'position' | 'previousHash' | 'body'>): string {
  return sha256Hex(`${entry.position}\n${entry.previousHash}\n${entry.body}`);
}

/** The body's text of a decision whose detail has this text. */
export function bodyText(
  decision: Decision,
  sealed: { readonly subject: string | null; readonly detail: string | null },
): string {
  const { action, at, actor, reason, ruleVersion, facts } = decision;
  const body: AuditBody = {
    action,
    at: at.toISOString(),
    actor: { role: actor.role, name: actor.role === 'member' ? null : actor.name },
    subject: sealed.subject,
    reason,
    ruleVersion,
    facts,
    detailDigest: sealed.detail === null ? null : sha256Hex(sealed.detail),
  };
  return canonicalJson(body);
}

/** One text for one value: keys in order, no spaces, nothing undefined. Equal values have equal digests. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    const entries = Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries);
  });
}
