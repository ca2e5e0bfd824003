import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FAULT_HEADER } from '../../src/videos-api/faults.ts';

/** Where a fault strikes: what the client wanted when it met it. */
export type FaultPlace = 'order' | 'status' | 'content' | 'list';

/**
 * What the gate answers by itself: what it was sent, in an error or as the reason why a film failed; that it knows
 * no such film; that there are none.
 */
export const ownFaults = ['key-in-error', 'key-in-failure', 'not-known', 'none-listed'] as const;
export type OwnFault = (typeof ownFaults)[number];

export type GateRule = {
  readonly place: FaultPlace;
  /** As the server's header takes them; `ownFaults` are the gate's. */
  readonly faults: readonly unknown[] | OwnFault;
  /** How many requests meet them. */
  readonly times: number;
  /** Only when the client has asked there before. */
  readonly after?: FaultPlace;
};

export type FaultGate = {
  /** What a client of this case takes as its base URL. */
  baseUrlOf(caseName: string): string;
  rule(caseName: string, rules: readonly GateRule[]): void;
  /** Every place that a client of the case has asked at, as often as it did, with the key that it showed. */
  requestsOf(caseName: string): readonly { readonly place: FaultPlace; readonly authorization: string }[];
  /** Where servers may send their webhooks; nobody takes them, as nobody does in the product. */
  readonly webhookUrl: string;
  webhookCount(): number;
  /** Another server stands behind it from now on. */
  leadTo(origin: string): void;
  stop(): Promise<void>;
};

type Case = {
  rules: (GateRule & { left: number })[];
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
  let webhooks = 0;
  const caseOf = (name: string): Case => {
    const known = cases.get(name) ?? { rules: [], requests: [] };
    cases.set(name, known);
    return known;
  };
  const server = createServer((incoming, response) => {
    const [, name = '', path = ''] = /^\/([^/]+)(\/.*)$/.exec(incoming.url ?? '') ?? [];
    if (path === '/webhook') {
      webhooks += 1;
      return send(incoming, response, [404, {}]);
    }
    const one = caseOf(name);
    const place = placeOf(incoming.method ?? '', path);
    one.requests.push({ place, authorization: incoming.headers.authorization ?? '' });
    const rule = one.rules.find((each) => each.place === place && each.left > 0 && isItsTurn(each, one));
    if (rule) rule.left -= 1;
    const faults = rule?.faults;
    if (typeof faults === 'string') return answerOwn(incoming, response, faults);
    const fault = faults ? { [FAULT_HEADER]: JSON.stringify(faults) } : {};
    forward(incoming, response, { url: `${behind}${path}`, headers: { ...incoming.headers, ...fault } });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    baseUrlOf: (name) => `${origin}/${name}/v1`,
    rule: (name, rules) => {
      caseOf(name).rules = rules.map((each) => ({ ...each, left: each.times }));
    },
    requestsOf: (name) => caseOf(name).requests,
    webhookUrl: `${origin}/any/webhook`,
    webhookCount: () => webhooks,
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

function isItsTurn({ after }: GateRule, { requests }: Case): boolean {
  return after === undefined || requests.some(({ place }) => place === after);
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

function answerOwn(incoming: IncomingMessage, response: ServerResponse, fault: OwnFault): void {
  const message = `rejected: ${JSON.stringify(incoming.headers)}`;
  const error = { message, type: message, param: null, code: message };
  const unknown = { message: 'no such video', type: 'invalid_request_error', param: 'id', code: null };
  const answers: Record<OwnFault, readonly [number, object]> = {
    'key-in-error': [400, { error }],
    'key-in-failure': [200, { id: 'video_any', status: 'failed', error }],
    'not-known': [404, { error: unknown }],
    'none-listed': [200, { object: 'list', data: [], has_more: false }],
  };
  send(incoming, response, answers[fault]);
}

function send(
  incoming: IncomingMessage,
  response: ServerResponse,
  [status, body]: readonly [number, object],
): void {
  incoming.resume();
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
