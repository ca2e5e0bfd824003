/** What a server said went wrong, whatever shape it said it in. */
export type ServerError = {
  readonly code: string | null;
  readonly type: string | null;
  readonly message: string;
};

const LENGTH_MAX = 500;

/**
 * Finds the sentence in `{error: {message}}`, `{error: "…"}`, `{detail: "…"}`, `{detail: [{loc, msg}]}`,
 * `{message}`, or the text itself.
 */
export function serverErrorIn(json: unknown, text: string): ServerError {
  const body = isObject(json) ? json : {};
  const { error, detail } = body;
  const inner = isObject(error) ? error : body;
  const message =
    sentence(isObject(error) ? error['message'] : error) ??
    sentence(detail) ??
    detailList(detail) ??
    sentence(body['message']) ??
    sentence(typeof json === 'string' ? json : null) ??
    plainText(text);
  return { code: codeIn(inner['code']), type: codeIn(inner['type']), message: message.slice(0, LENGTH_MAX) };
}

/** An object of JSON: not a list, not null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sentence(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.replace(/\s+/g, ' ').trim() : null;
}

function codeIn(value: unknown): string | null {
  return typeof value === 'number' ? String(value) : sentence(value);
}

function detailList(detail: unknown): string | null {
  if (!Array.isArray(detail)) return null;
  const lines = detail.filter(isObject).flatMap((one) => {
    const said = sentence(one['msg']);
    if (said === null) return [];
    const place = Array.isArray(one['loc']) ? `${one['loc'].map(String).join('.')}: ` : '';
    return [`${place}${said}`];
  });
  return lines.length > 0 ? lines.join('; ') : null;
}

function plainText(text: string): string {
  const isPage = /^\s*<(!doctype|html|head|body)/i.test(text);
  const title = isPage ? /<title[^>]*>([^<]*)</i.exec(text)?.[1] : undefined;
  if (isPage) return `a web page${title ? ` called "${title.trim()}"` : ''}`;
  return sentence(text.slice(0, LENGTH_MAX)) ?? 'no word of why';
}
