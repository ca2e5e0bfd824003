const SHOWN_INSTEAD = '[key]';

export type Redact = (text: string) => string;

/** Takes secrets out of a text, also where they were percent-encoded, quoted as JSON, or encoded in base64. */
export function redactor(secrets: readonly string[]): Redact {
  const forms = secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('base64url'),
    ]);
  const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((left, form) => left.replaceAll(form, SHOWN_INSTEAD), text);
}
