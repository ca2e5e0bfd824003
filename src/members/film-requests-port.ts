/**
 * How the members' use cases ask that films be there, without knowing how films are made. Asking never
 * waits for a film and never fails because of one.
 */
export interface FilmRequests {
  /** The lessons behind what a member is shown first, in that order. */
  request(
    lessons: readonly { persona: string; topic: string; locale: string }[],
    /** Whether a member looks at them now, or nobody does yet. */
    asker: 'page' | 'pre_warm',
  ): Promise<void>;
}
