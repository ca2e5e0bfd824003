import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  Consent,
  ConsentHistory,
  FeedbackRequest,
  ImportList,
  Media,
  MemberList,
  Problem,
  Profile,
  Recommendations,
  RecommendationView,
  Session,
} from '../../src/http/contract.ts';
import { letListen, type MockEvents, mockEvents } from './event-streams.ts';
import { spanishWords } from './scenario-items.ts';
import { notOrdered } from './scenario-media.ts';
import { type FilmSteps, type ScenarioMember, scenarioFilms, scenarioMembers } from './scenario-members.ts';
import { serveMedia, servePage } from './static-files.ts';

type Seen = { readonly method: string; readonly path: string; readonly body: unknown };

/** A stand-in for the server, in memory, that speaks the API's contract and can be told to fail. */
export type MockServer = {
  readonly url: string;
  readonly members: Map<string, ScenarioMember>;
  readonly films: FilmSteps;
  /** Every API call, in order. */
  readonly seen: Seen[];
  /** Path → status to answer with instead, until it is deleted; 0 breaks the connection. */
  readonly faults: Map<string, number>;
  readonly events: MockEvents;
  /** A fresh one-time token for a member's id, or for `operator`. */
  tokenFor(who: string): string;
  close(): Promise<void>;
};

type State = Omit<MockServer, 'url' | 'close' | 'tokenFor'> & { readonly tokens: Map<string, string> };
type Call = {
  readonly state: State;
  readonly session: Session | null;
  readonly body: unknown;
  readonly locale: 'en' | 'es';
};
type Answer = { readonly status: number; readonly body: unknown; readonly cookie?: string };

export async function startMockServer(options: { folder: string; port?: number }): Promise<MockServer> {
  const state: State = {
    members: scenarioMembers(),
    films: scenarioFilms(),
    seen: [],
    faults: new Map(),
    events: mockEvents(),
    tokens: new Map(),
  };
  const server = createServer((request, response) => void respond(state, options.folder, request, response));
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  let tokensMade = 0;
  return {
    ...state,
    url: `http://127.0.0.1:${port}`,
    tokenFor(who) {
      tokensMade += 1;
      const token = `token-${tokensMade}-${who}`;
      state.tokens.set(token, who);
      return token;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function respond(state: State, folder: string, request: IncomingMessage, response: ServerResponse) {
  const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://mock');
  const locale = searchParams.get('locale') === 'es' ? 'es' : 'en';
  const fault = state.faults.get(path);
  if (fault && path.endsWith('.svg')) return void response.writeHead(fault).end();
  if (fault === 0) return void request.socket.destroy();
  if (path.startsWith('/videos/') || path.endsWith('.svg')) return serveMedia(path, request, response);
  if (!path.startsWith('/api/')) return servePage(folder, path, response);

  const body = await bodyOf(request);
  state.seen.push({ method: request.method ?? 'GET', path, body });
  const session = sessionOf(request.headers.cookie ?? '', state);
  if (path === '/api/events' && session && state.events.isOpen) return letListen(state.events, response);
  const answer = fault
    ? problem(fault, 'INTERNAL', 'Something went wrong here.')
    : answerTo(`${request.method} ${path}`, { state, session, body, locale });
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    ...(answer.cookie !== undefined && { 'set-cookie': answer.cookie }),
  });
  response.end(JSON.stringify(answer.body));
}

const routes: readonly (readonly [RegExp, (call: Call, ...parts: string[]) => Answer])[] = [
  [/^POST \/api\/sign-in$/, signIn],
  [/^GET \/api\/session$/, ({ session }) => (session ? ok(session) : noSession)],
  [/^POST \/api\/sign-out$/, () => ({ ...ok({ signedOut: true }), cookie: cookie('') })],
  [/^GET \/api\/members\/([^/]+)\/profile$/, profile],
  [/^GET \/api\/members\/([^/]+)\/recommendations$/, recommendations],
  [/^GET \/api\/members\/([^/]+)\/consent$/, consentHistory],
  [/^POST \/api\/members\/([^/]+)\/consent$/, changeConsent],
  [/^POST \/api\/members\/([^/]+)\/erase$/, erase],
  [/^POST \/api\/feedback$/, feedback],
  [/^GET \/api\/operator\/imports$/, importList],
  [/^GET \/api\/operator\/members$/, memberList],
  [/^POST \/api\/videos\/generate$/, generate],
  [/^GET \/api\/videos\/status\/([^/]+)\/([^/]+)$/, filmStatus],
];

function answerTo(line: string, call: Call): Answer {
  for (const [pattern, handle] of routes) {
    const match = pattern.exec(line);
    if (!match) continue;
    const isPublic = handle === signIn;
    return isPublic || call.session ? handle(call, ...match.slice(1)) : noSession;
  }
  return problem(404, 'NOT_FOUND', 'There is nothing at this address.');
}

function signIn({ state, body }: Call): Answer {
  const token = String((body as { token?: unknown }).token);
  const who = state.tokens.get(token);
  if (who === undefined) return problem(401, 'SIGN_IN_LINK_SPENT', 'This sign-in link was used already.');
  state.tokens.delete(token);
  return { ...ok(sessionFor(who, state)), cookie: cookie(who) };
}

function profile({ state }: Call, memberId = ''): Answer {
  const member = state.members.get(memberId);
  return member ? ok<Profile>(member.profile) : unknownMember;
}

function recommendations({ state, locale }: Call, memberId = ''): Answer {
  const member = state.members.get(memberId);
  if (!member) return unknownMember;
  const isGranted = member.profile.consent.status === 'granted';
  const isWaiting = member.analysisPolls > 0;
  member.analysisPolls -= isWaiting ? 1 : 0;
  const isReady = isGranted && !isWaiting;
  const { persona, asOf } = member.analysed;
  return ok<Recommendations>({
    memberId,
    state: isReady ? 'ready' : isGranted ? 'not_analysed' : 'no_consent',
    persona: isReady ? persona : null,
    asOf: isReady ? asOf : null,
    locale,
    filmNote: isReady && persona === 'general' ? 'general_persona' : null,
    items: isReady ? member.items.filter(({ feedback }) => feedback !== 'dismissed').map(worded) : [],
  });

  function worded(item: RecommendationView): RecommendationView {
    return locale === 'es' ? { ...item, ...spanishWords[item.id] } : item;
  }
}

function feedback({ state, body }: Call): Answer {
  const { recommendationId, kind } = body as FeedbackRequest;
  for (const member of state.members.values()) {
    member.items = member.items.map((item) =>
      item.id === recommendationId ? { ...item, feedback: kind === 'withdrawn' ? null : kind } : item,
    );
  }
  return ok({ recorded: true });
}

function consentHistory({ state }: Call, memberId = ''): Answer {
  const member = state.members.get(memberId);
  if (!member) return unknownMember;
  const { consent } = member.profile;
  return ok<ConsentHistory>({
    ...consent,
    history: consent.since
      ? [
          {
            action: consent.status === 'granted' ? 'grant' : 'revoke',
            ...(memberId === 'maya'
              ? ({ by: 'operator', name: 'Olga', reason: 'said so at the branch' } as const)
              : ({ by: 'member', name: memberId, reason: 'the member said so on the page' } as const)),
            scope: ['analysis'],
            at: consent.since,
          },
        ]
      : [],
  });
}

function erase({ state, session, body }: Call, memberId = ''): Answer {
  if ((body as { confirm: string }).confirm !== memberId) {
    return problem(400, 'NOT_CONFIRMED', 'Repeat the member’s id in `confirm`.');
  }
  state.members.delete(memberId);
  return { ...ok({ erased: true }), ...(session?.role === 'member' && { cookie: cookie('') }) };
}

function importList({ session }: Call): Answer {
  if (session?.role !== 'operator') return problem(403, 'FORBIDDEN', 'Only operators may see this.');
  return ok<ImportList>({ imports: scenarioImports });
}

const counts = { rowsRead: 12, rowsAccepted: 10, rowsUnchanged: 0, rowsQuarantined: 2, memberCount: 1 };
const scenarioImports: ImportList['imports'] = [
  {
    importId: 'import-with-bad-rows',
    fileName: 'maya.json',
    importedAt: '2026-11-20T08:00:00.000Z',
    ...counts,
    quarantineUrl: '/api/operator/imports/import-with-bad-rows/quarantine.csv',
  },
  {
    importId: 'import-all-good',
    fileName: 'ines.json',
    importedAt: '2026-11-19T08:00:00.000Z',
    ...counts,
    rowsAccepted: 12,
    rowsQuarantined: 0,
    quarantineUrl: null,
  },
];

function changeConsent({ state, session, body }: Call, memberId = ''): Answer {
  const member = state.members.get(memberId);
  if (!member) return unknownMember;
  const { action, reason = '' } = body as { action: 'grant' | 'revoke'; reason?: string };
  if (session?.role === 'operator' && reason.trim() === '') {
    return problem(400, 'REASON_MISSING', 'Whoever changes consent on a member’s behalf states a reason.');
  }
  const isGrant = action === 'grant';
  const consent: Consent = { status: isGrant ? 'granted' : 'revoked', since: '2026-11-22T09:00:00.000Z' };
  const hidden = { asOf: null, persona: null, persona30d: null, criteria: [] };
  member.profile = { ...member.profile, consent, ...(isGrant ? member.analysed : hidden) };
  return ok(consent);
}

function memberList({ state, session }: Call): Answer {
  if (session?.role !== 'operator') return problem(403, 'FORBIDDEN', 'Only operators may see this.');
  return ok<MemberList>({
    members: [...state.members.values()].map(({ profile: one }) => ({
      memberId: one.memberId,
      displayName: one.displayName,
      story: one.story,
      isSample: one.isSample,
      consent: one.consent,
      persona: one.persona,
      erasedAt: one.memberId === 'never-asked' ? '2026-11-01T09:00:00.000Z' : null,
    })),
  });
}

function generate({ state, body }: Call): Answer {
  const { persona, topic } = body as { persona: string; topic: string };
  const steps = state.films.get(`${persona}/${topic}`);
  return { status: 202, body: { jobId: steps ? 'job-1' : null, status: steps ? 'enqueued' : 'over_budget' } };
}

function filmStatus({ state }: Call, persona = '', topic = ''): Answer {
  const steps = state.films.get(`${persona}/${topic}`) ?? [notOrdered];
  const [now = notOrdered, ...later] = steps;
  if (later.length > 0) state.films.set(`${persona}/${topic}`, later);
  return ok<Media>(now);
}

const noSession = problem(401, 'NO_SESSION', 'Nobody is signed in.');
const unknownMember = problem(404, 'UNKNOWN_MEMBER', 'There is no such member.');

function ok<Body>(body: Body): Answer {
  return { status: 200, body };
}

function problem(status: number, code: string, message: string): Answer {
  const body: Problem = { error: { code, message, place: null } };
  return { status, body };
}

function sessionFor(who: string, state: State): Session {
  if (who === 'operator') return { role: 'operator', memberId: null, name: 'Olga Operator' };
  return { role: 'member', memberId: who, name: state.members.get(who)?.profile.displayName ?? who };
}

function sessionOf(cookies: string, state: State): Session | null {
  const who = /mock_session=([\w-]+)/.exec(cookies)?.[1];
  return who === undefined ? null : sessionFor(who, state);
}

function cookie(who: string): string {
  return `mock_session=${who}; Path=/; HttpOnly; SameSite=Lax${who === '' ? '; Max-Age=0' : ''}`;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? null : JSON.parse(text);
}
