import type { Bytes } from '../kernel/units.ts';

/** Where a file lives: a folder a lesson, named by the digest of its own bytes. */
export type MediaName = {
  readonly persona: string;
  readonly topic: string;
  /** First 16 hex digits of the file's SHA-256. */
  readonly hash: string;
  readonly extension: string;
};

export type StoredMedia = MediaName & { readonly sha256: string; readonly sizeBytes: Bytes };

/** A file as it lies there; `modifiedAt` is when it was last put, also where the same bytes were there before. */
export type ListedMedia = MediaName & { readonly sizeBytes: Bytes; readonly modifiedAt: Date };

/** What is known of a file without reading it. */
export type StoredFacts = {
  readonly sizeBytes: Bytes;
  readonly modifiedAt: Date;
  /** Another text where the bytes may be others. */
  readonly version: string;
};

/** Where finished media is kept. A name either has all its bytes or doesn't exist. */
export interface MediaStore {
  /** A fresh, private folder for one attempt's unfinished files. */
  openWorkFolder(): Promise<{ readonly path: string; remove(): Promise<void> }>;
  /** Moves a finished file in under the digest of its bytes, atomically and durably. */
  put(file: { path: string; persona: string; topic: string; extension: string }): Promise<StoredMedia>;
  /** The size of a stored file, or null where there is none. */
  sizeOf(name: MediaName): Promise<Bytes | null>;
  /** Null where there is none. */
  factsOf(name: MediaName): Promise<StoredFacts | null>;
  /** Bytes `startByte` to `endByte`, both included; the whole file without them. */
  read(name: MediaName, range?: { startByte: number; endByte: number }): NodeJS.ReadableStream;
  list(): Promise<readonly ListedMedia[]>;
  remove(name: MediaName): Promise<void>;
  /** Takes a file away from where it could be served, and keeps it. Nothing where there is none. */
  setAside(name: MediaName): Promise<void>;
  /**
   * Removes a file that was last put before this moment. One that is put again meanwhile stays or comes back:
   * whoever puts a file finds it there afterwards. Readers that have it open keep it to its end.
   */
  removeUnlessFresh(
    name: MediaName,
    options: { readonly putBefore: Date },
  ): Promise<'removed' | 'fresh' | 'absent'>;
  /** Work folders that `removeLeftovers` would remove now. */
  leftovers(): Promise<readonly { readonly name: string; readonly sizeBytes: Bytes }[]>;
  /** Removes work folders that a crash left behind, and nothing that a live process uses. */
  removeLeftovers(): Promise<number>;
}
