import type { MediaReasonCode } from './media-reason-codes.ts';

/** One thing that is wrong or odd about a file: a stable code, and a sentence with the rule and the number. */
export type MediaFinding = { readonly code: MediaReasonCode; readonly message: string };
