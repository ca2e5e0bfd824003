import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FAULT_HEADER } from '../../src/videos-api/faults.ts';

/** Where a fault strikes: what the client wanted when it met it. */
export type FaultPlace = 'order' | 'status' | 'content' | 'list';

export type GateRule = {
  readonly place: FaultPlace;
  /** As the server's header takes them. `repeat-the-key`: the gate itself answers, with all that it was told. */
  readonly faults: readonly unknown[] | 'repeat-the-key';
  /** How many requests meet them. */
  readonly times: number;
};

export type FaultGate = {
  /** What a client of this case takes as its base URL. */
  baseUrlOf(caseName: string): string;
  rule(caseName: string, rules: readonly GateRule[]): void;
  /** Every place that a client of the case has asked at, as often as it did, with the key that it showed. */
  requestsOf(caseName: string): readonly { readonly place: FaultPlace; readonly authorization: string }[];
  /** Another server stands behind it from now on. */
  leadTo(origin: string): void;
  stop(): Promise<void>;
};

type Case = {
  rules: { place: FaultPlace; faults: GateRule['faults']; left: number }[];
  requests: { place: FaultPlace; authorization: string }[];
};

/**
 * Stands before a `videos-api` and switches its faults on for single requests of single clients, by the header
 * that it has for that: what strikes one client leaves the others alone. Connections that end early on one side
 * end early on the other.
 */
export async function openFaultGate(): Promise<FaultGate> {
  const cases = new Map<string, Case>();
  let behind = '';
  const caseOf = (name: string): Case => {
    const known = cases.get(name) ?? { rules: [], requests: [] };
    cases.set(name, known);
    return known;
  };
  const server = createServer((incoming, response) => {
    const [, name = '', path = ''] = /^\/([^/]+)(\/.*)$/.exec(incoming.url ?? '') ?? [];
    const one = caseOf(name);
    const place = placeOf(incoming.method ?? '', path);
    one.requests.push({ place, authorization: incoming.headers.authorization ?? '' });
    const rule = one.rules.find((each) => each.place === place && each.left > 0);
    if (rule) rule.left -= 1;
    if (rule?.faults === 'repeat-the-key') return repeatKey(incoming, response);
    const fault = rule ? { [FAULT_HEADER]: JSON.stringify(rule.faults) } : {};
    forward(incoming, response, { url: `${behind}${path}`, headers: { ...incoming.headers, ...fault } });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    baseUrlOf: (name) => `${origin}/${name}/v1`,
    rule: (name, rules) => {
      caseOf(name).rules = rules.map(({ place, faults, times }) => ({ place, faults, left: times }));
    },
    requestsOf: (name) => caseOf(name).requests,
    leadTo: (target) => {
      behind = target;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function placeOf(method: string, path: string): FaultPlace {
  if (method === 'POST') return 'order';
  if (/\/videos\/[^/?]+\/content/.test(path)) return 'content';
  return /\/videos\/[^/?]+/.test(path) ? 'status' : 'list';
}

function forward(
  incoming: IncomingMessage,
  response: ServerResponse,
  { url, headers }: { url: string; headers: IncomingMessage['headers'] },
): void {
  const cut = (): void => void response.destroy();
  const outgoing = ask(url, { method: incoming.method, headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.on('error', cut).pipe(response);
  });
  outgoing.on('error', cut);
  response.on('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
}

/** A server that shows what it was sent, as some do in their error messages. */
function repeatKey(incoming: IncomingMessage, response: ServerResponse): void {
  incoming.resume();
  const message = `rejected: ${JSON.stringify(incoming.headers)}`;
  response.writeHead(400, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message, type: message, param: null, code: message } }));
}
