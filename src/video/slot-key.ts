import { shortDigest } from '../kernel/hash.ts';

export type SlotName = { readonly persona: string; readonly topic: string; readonly locale: string };

/** Where a lesson's film is found: the same for every member, and never derived from one. */
export function slotKey({ persona, topic, locale }: SlotName): string {
  return shortDigest(locale === 'en' ? `${persona}:${topic}` : `${persona}:${topic}:${locale}`);
}
