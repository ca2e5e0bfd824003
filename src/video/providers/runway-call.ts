import { RunwayML } from '@runwayml/sdk';
import type { ProviderClient, ProviderReply } from './http/provider-client.ts';

export type RunwayAccess = {
  readonly client: ProviderClient;
  readonly apiKey: string;
  readonly baseUrl: string;
};

/** Shorter than the library's, so that it is the client's own limit that ends a call. */
const LIBRARY_TIMEOUT_MS = 3_600_000;

/**
 * Makes one call through Runway's library, which knows routes, bodies and the version header. The bytes go
 * through our own client: one connection a call, no redirect followed, nothing sent twice, and whether a byte
 * left is known. Rejects with the signal's reason.
 */
export async function callRunway(
  { client, apiKey, baseUrl }: RunwayAccess,
  signal: AbortSignal,
  call: (library: RunwayML) => PromiseLike<unknown>,
): Promise<ProviderReply> {
  let reply: ProviderReply | null = null;
  const library = new RunwayML({
    apiKey,
    baseURL: baseUrl,
    maxRetries: 0,
    timeout: LIBRARY_TIMEOUT_MS,
    logLevel: 'off',
    fetch: async (address, init) => {
      reply = await send({ client, baseUrl, signal }, String(address), init);
      if (reply.kind !== 'answer') throw new TypeError(reply.message);
      const hasBody = reply.status !== 204 && reply.bytes.byteLength > 0;
      return new Response(hasBody ? new Uint8Array(reply.bytes) : null, {
        status: reply.status,
        headers: { 'content-type': reply.contentType },
      });
    },
  });
  try {
    await call(library);
  } catch (error) {
    signal.throwIfAborted();
    // What the library throws says less than the reply it threw at.
    if (reply === null) throw error;
  }
  return (
    reply ?? { kind: 'not_sent', code: 'no_request', message: 'no request was made', isUncertain: false }
  );
}

async function send(
  { client, baseUrl, signal }: { client: ProviderClient; baseUrl: string; signal: AbortSignal },
  address: string,
  init: RequestInit | undefined,
): Promise<ProviderReply> {
  const method = init?.method ?? 'GET';
  const headers = Object.fromEntries(new Headers(init?.headers));
  return await client.send({
    method: method === 'POST' || method === 'DELETE' ? method : 'GET',
    path: address.slice(baseUrl.length),
    headers,
    ...(typeof init?.body === 'string' ? { json: JSON.parse(init.body) as unknown } : {}),
    isRepeatable: method === 'GET',
    signal,
  });
}
