export type EncodedBody = { readonly contentType: string; readonly bytes: Uint8Array };

/** Fields as `multipart/form-data`: one plain part each, in their order. */
export async function formBody(fields: Readonly<Record<string, string>>): Promise<EncodedBody> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const encoded = new Response(form);
  const contentType = encoded.headers.get('content-type') ?? 'multipart/form-data';
  return { contentType, bytes: new Uint8Array(await encoded.arrayBuffer()) };
}

export function jsonBody(value: unknown): EncodedBody {
  return { contentType: 'application/json', bytes: new TextEncoder().encode(JSON.stringify(value)) };
}
