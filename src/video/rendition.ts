import type { Bytes, Milliseconds } from '../kernel/units.ts';

export const mediaFileKinds = [
  'film',
  'poster',
  'captions',
  'infographic',
  'transcript',
  /** Small pictures of every second in one, and which part belongs to which second. */
  'sprite',
  'sprite_map',
  /** Who made the film, from what. */
  'provenance',
] as const;
export type MediaFileKind = (typeof mediaFileKinds)[number];

export type RenditionFile = {
  readonly kind: MediaFileKind;
  /** `mp4`, `jpg`, `vtt`, `svg`, `txt`, `json`. */
  readonly extension: string;
  /** Only captions have one for each language; null elsewhere. */
  readonly locale: string | null;
  /** First 16 hex digits of `sha256`: the file's public name. */
  readonly hash: string;
  readonly sha256: string;
  readonly sizeBytes: Bytes;
};

/** One finished media set of a lesson version. Its files are in place before this exists. */
export type Rendition = {
  readonly renditionId: string;
  readonly slotKey: string;
  readonly persona: string;
  readonly topic: string;
  readonly locale: string;
  readonly lessonVersion: number;
  /** Which link of the chain it is: a film, or where no film could be made the infographic. */
  readonly link: 'film' | 'infographic';
  readonly provider: string;
  /** Both null for the studio's. */
  readonly model: string | null;
  readonly promptDigest: string | null;
  /** Only what is `approved` is ever served. */
  readonly review: 'approved' | 'awaiting' | 'rejected';
  /** 0 for an infographic. */
  readonly durationMs: Milliseconds;
  readonly files: readonly RenditionFile[];
  readonly publishedAt: Date;
};
