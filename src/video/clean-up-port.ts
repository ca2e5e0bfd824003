import type { Bytes } from '../kernel/units.ts';
import type { MediaName } from './media-store-port.ts';

/** A rendition as cleaning up sees it: what it takes, who needs it, when it was last wanted. */
export type StoredRendition = {
  readonly renditionId: string;
  readonly slotKey: string;
  readonly review: 'approved' | 'awaiting' | 'rejected';
  /** Whether its slot serves it. */
  readonly isCurrent: boolean;
  /** Made by a provider that takes money for it: making it again would cost again. */
  readonly isPaid: boolean;
  readonly createdAt: Date;
  /** When what its slot serves now was published; null where the slot serves nothing. */
  readonly slotSince: Date | null;
  /** Known to the hour; null where it was never served. */
  readonly lastServedAt: Date | null;
  readonly files: readonly (MediaName & { readonly sizeBytes: Bytes })[];
};

/** What must still be true of a rendition when it goes. */
export type EvictionTerms = {
  readonly isCurrent: boolean;
  /** Not served at this moment or later; null where that doesn't matter. */
  readonly notServedSince: Date | null;
};

/** What cleaning up asks of the tables of truth. */
export interface CleanUpStore {
  /** Runs `work` where nobody else is cleaning up, in whatever process. */
  alone<Value>(
    work: () => Promise<Value>,
  ): Promise<{ readonly kind: 'done'; readonly value: Value } | { readonly kind: 'busy' }>;
  /** All that have files, as of one moment. */
  renditions(): Promise<readonly StoredRendition[]>;
  /**
   * In one transaction: the slot loses the rendition if it serves it, the rendition its files. Its row stays
   * and says when. False, and nothing done, where the terms no longer hold or it awaits approval.
   */
  evict(renditionId: string, terms: EvictionTerms, at: Date): Promise<boolean>;
  /** Whether a rendition has this file, or an order that isn't over brought it. */
  isNeeded(name: MediaName): Promise<boolean>;
}
