import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { FilmNetwork } from '../../src/video/providers/http/film-route.ts';
import { openTlsServer, testCertificate } from './tls-server.ts';

/** One request as it came over the wire. */
export type VendorRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** Its body as JSON; undefined where it isn't. */
  readonly json: unknown;
};

export type VendorAnswer =
  | { readonly status: number; readonly json?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | {
      readonly status: number;
      readonly bytes: Uint8Array;
      readonly headers?: Readonly<Record<string, string>>;
      /** Where the connection ends, with more announced. */
      readonly cutAtByte?: number;
    }
  /** The connection ends without an answer. */
  | 'cut'
  /** The connection stays open, and nothing comes. */
  | 'silence';

/** Which faults are on, and how often each still strikes. */
export class Faults<Fault extends string> {
  readonly #left = new Map<Fault, number>();

  switchOn(fault: Fault, times = Number.POSITIVE_INFINITY): void {
    this.#left.set(fault, times);
  }

  switchOff(): void {
    this.#left.clear();
  }

  /** Whether this fault strikes now; it counts. */
  strikes(fault: Fault): boolean {
    const left = this.#left.get(fault) ?? 0;
    if (left > 0) this.#left.set(fault, left - 1);
    return left > 0;
  }
}

export type VendorServer = {
  readonly origin: string;
  /** In the order in which they came. */
  readonly requests: readonly VendorRequest[];
  stop(): Promise<void>;
};

/** A local server that answers as `answer` says and keeps every request. */
export async function openVendorServer(
  answer: (request: VendorRequest, origin: string) => VendorAnswer,
): Promise<VendorServer> {
  let origin = '';
  const { requests, listener } = listening((request) => answer(request, origin));
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What a stand-in knows of itself when it is asked. */
export type StandInState<Fault extends string, Sold, Host> = {
  readonly request: VendorRequest;
  readonly origin: string;
  readonly faults: Faults<Fault | 'unavailable'>;
  readonly bought: Sold[];
  readonly host: Host;
};

/** A vendor's API beside the place where its films lie, with what it sold; both end together. */
export async function openStandIn<Fault extends string, Sold, Host extends { stop(): Promise<void> }>(
  host: Host,
  answer: (state: StandInState<Fault, Sold, Host>) => VendorAnswer,
) {
  const faults = new Faults<Fault | 'unavailable'>();
  const bought: Sold[] = [];
  const api = await openVendorServer((request, origin) =>
    faults.strikes('unavailable') ? 'cut' : answer({ request, origin, faults, bought, host }),
  );
  return {
    origin: api.origin,
    requests: api.requests,
    host,
    faults,
    bought: bought as readonly Sold[],
    stop: async () => {
      await Promise.all([api.stop(), host.stop()]);
    },
  };
}

/** A server like the first over TLS, under one of the names of the test certificate. */
export async function openTlsVendorServer(
  name: 'films.test' | 'other.test',
  answer: (request: VendorRequest) => VendorAnswer,
): Promise<VendorServer> {
  const { requests, listener } = listening(answer);
  const server = await openTlsServer(listener);
  return { origin: `https://${name}:${server.port}`, requests, stop: server.stop };
}

/** Every name is this machine, and the test certificate is good. */
export const testNetwork: FilmNetwork = {
  resolve: async () => ['127.0.0.1'],
  isAllowed: () => true,
  trustedCertificates: [testCertificate],
};

function listening(answer: (request: VendorRequest) => VendorAnswer): {
  requests: VendorRequest[];
  listener: RequestListener;
} {
  const requests: VendorRequest[] = [];
  return {
    requests,
    listener: (incoming, response) => {
      void read(incoming).then((request) => {
        requests.push(request);
        send(response, answer(request));
      });
    },
  };
}

async function read(incoming: IncomingMessage): Promise<VendorRequest> {
  const url = new URL(incoming.url ?? '/', 'http://localhost');
  const text = (await buffer(incoming)).toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return {
    method: incoming.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    text,
    json,
  };
}

function send(response: ServerResponse, answer: VendorAnswer): void {
  if (answer === 'silence') return;
  if (answer === 'cut') {
    response.destroy();
    return;
  }
  const bytes =
    'bytes' in answer
      ? answer.bytes
      : Buffer.from(answer.json === undefined ? '' : JSON.stringify(answer.json));
  response.writeHead(answer.status, {
    'content-type': 'bytes' in answer ? 'video/mp4' : 'application/json',
    'content-length': String(bytes.byteLength),
    ...answer.headers,
  });
  if ('cutAtByte' in answer && answer.cutAtByte !== undefined) {
    response.write(bytes.subarray(0, answer.cutAtByte), () => response.destroy());
  } else response.end(bytes);
}
