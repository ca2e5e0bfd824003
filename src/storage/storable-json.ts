/** What PostgreSQL's text can't hold: the zero character, and halves of a surrogate pair. */
const UNSTORABLE_ESCAPE = /\\u0000|\\ud[89a-f]/;

/**
 * A value as JSON that PostgreSQL takes. Characters that its text can't hold become U+FFFD, as decoders do
 * with bytes that are no text; everything else stays as it is.
 */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!UNSTORABLE_ESCAPE.test(json)) return json;
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? part.toWellFormed().replaceAll('\0', '\uFFFD') : part,
  );
}
