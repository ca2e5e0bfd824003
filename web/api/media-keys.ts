export const mediaKey = ['media'] as const;

/** Where the state of a lesson's film is kept in the browser. */
export function lessonKey({ persona, topic, locale }: { persona: string; topic: string; locale: string }) {
  return [...mediaKey, persona, topic, locale] as const;
}
