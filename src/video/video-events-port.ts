/** What happened to films, told soon after it was committed by whatever process did it. */
export type VideoEvent =
  /** The slot's media, or a job's state or progress, isn't what it was. `jobId` is null where no job did it. */
  | { readonly kind: 'slot_changed'; readonly slotKey: string; readonly jobId: string | null }
  /** Nobody listened for a while: anything may have changed. */
  | { readonly kind: 'missed_some' };

/**
 * Changes of videos across all processes. Each is told at least once, or `missed_some` in its place; a change
 * says where to look, never what is there. Rows that change many times at once may be told as one.
 */
export interface VideoEvents {
  /** Calls `listener` for each event until the answer is called. Listeners neither throw nor wait. */
  subscribe(listener: (event: VideoEvent) => void): () => void;
}
