import type { Milliseconds } from '../kernel/units.ts';
import type { Lesson } from '../lessons/lesson.ts';
import type { MediaFileKind } from './rendition.ts';

/** One finished file in the attempt's work folder. */
export type MadeFile = {
  readonly kind: MediaFileKind;
  readonly extension: string;
  readonly locale: string | null;
  readonly path: string;
};

export type MadeMedia =
  | { readonly kind: 'made'; readonly durationMs: Milliseconds; readonly files: readonly MadeFile[] }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

/** Who makes the moving pictures. It sees a lesson and a language, never anything about a member. */
export interface VideoProvider {
  readonly name: string;
  /** Writes every file of the rendition into `workFolder`. Stops soon after `signal` aborts, by throwing its reason. */
  make(request: {
    readonly lesson: Lesson;
    readonly locale: string;
    readonly workFolder: string;
    readonly signal: AbortSignal;
    /** 0–1. */
    readonly onProgress: (progress: number) => void;
  }): Promise<MadeMedia>;
}
