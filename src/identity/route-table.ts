/**
 * Every route of the server, who owns it and who may call it. A route that isn't listed can't be
 * registered; a listed route that nobody registered stops the start.
 */

/**
 * - `public`: anybody.
 * - `signed_in`: any session.
 * - `member_self`: the session of the member in the path, or an operator's.
 * - `operator`: an operator's session.
 * - `metrics`: an operator's session, or the bearer of the metrics token, who may do nothing else.
 */
export type Access = 'public' | 'signed_in' | 'member_self' | 'operator' | 'metrics';

export type RouteEntry = {
  readonly method: 'GET' | 'POST';
  /** In Fastify's notation; the member of a `member_self` route is always `:id`. */
  readonly path: string;
  readonly access: Access;
  /** The room that answers for what the route does. */
  readonly owner: string;
  readonly sentence: string;
};

export const routeTable = {
  session: {
    method: 'GET',
    path: '/api/session',
    access: 'signed_in',
    owner: 'identity',
    sentence: 'Who is signed in.',
  },
  signIn: {
    method: 'POST',
    path: '/api/sign-in',
    access: 'public',
    owner: 'identity',
    sentence: 'Trades the token of a sign-in link, valid once, for a session cookie.',
  },
  signOut: {
    method: 'POST',
    path: '/api/sign-out',
    access: 'signed_in',
    owner: 'identity',
    sentence: 'Ends the session.',
  },
  profile: {
    method: 'GET',
    path: '/api/members/:id/profile',
    access: 'member_self',
    owner: 'members',
    sentence: 'Consent, persona and the criteria behind it.',
  },
  recommendations: {
    method: 'GET',
    path: '/api/members/:id/recommendations',
    access: 'member_self',
    owner: 'members',
    sentence: 'What the member is shown now, in their language, with the state of each film.',
  },
  ownInfographic: {
    method: 'GET',
    path: '/api/members/:id/infographics/:topic.svg',
    access: 'member_self',
    owner: 'members',
    sentence:
      'The picture of a lesson that the member is shown, with their own numbers in it (`theme=light|dark`); kept by nobody.',
  },
  consent: {
    method: 'POST',
    path: '/api/members/:id/consent',
    access: 'member_self',
    owner: 'members',
    sentence: 'Grants or revokes consent; an operator states a reason.',
  },
  consentHistory: {
    method: 'GET',
    path: '/api/members/:id/consent',
    access: 'member_self',
    owner: 'members',
    sentence: 'Consent in force and every word that was given or taken back, with its scope.',
  },
  memberExport: {
    method: 'GET',
    path: '/api/members/:id/export',
    access: 'member_self',
    owner: 'members',
    sentence: 'All that is held about the member, as one JSON file.',
  },
  memberErasure: {
    method: 'POST',
    path: '/api/members/:id/erase',
    access: 'member_self',
    owner: 'members',
    sentence: 'Forgets the member for good; the body repeats their id, an operator states a reason.',
  },
  feedback: {
    method: 'POST',
    path: '/api/feedback',
    access: 'signed_in',
    owner: 'members',
    sentence: 'A word about a recommendation, by the member it was shown to or by an operator for them.',
  },
  memberTrace: {
    method: 'GET',
    path: '/api/operator/members/:id/trace',
    access: 'operator',
    owner: 'audit',
    sentence: 'Everything that was decided about a member and why; `run` narrows it to one run.',
  },
  operatorImports: {
    method: 'GET',
    path: '/api/operator/imports',
    access: 'operator',
    owner: 'members',
    sentence: 'The latest imports with their counts.',
  },
  importQuarantine: {
    method: 'GET',
    path: '/api/operator/imports/:importId/quarantine.csv',
    access: 'operator',
    owner: 'members',
    sentence: 'The rows that an import put aside, with place and reason, as CSV.',
  },
  operatorMembers: {
    method: 'GET',
    path: '/api/operator/members',
    access: 'operator',
    owner: 'members',
    sentence: 'All members with consent and persona.',
  },
  generateVideo: {
    method: 'POST',
    path: '/api/videos/generate',
    access: 'signed_in',
    owner: 'video',
    sentence: 'Asks for the film of a lesson; answers at once, the film is made in the background.',
  },
  videoStatus: {
    method: 'GET',
    path: '/api/videos/status/:persona/:topic',
    access: 'signed_in',
    owner: 'video',
    sentence: 'How far the film of a lesson is and where its files are.',
  },
  events: {
    method: 'GET',
    path: '/api/events',
    access: 'signed_in',
    owner: 'video',
    sentence:
      'Server-sent events: `media` with the new state of a lesson’s film, `refetch` where some may have been missed.',
  },
  mediaFile: {
    method: 'GET',
    path: '/videos/:file',
    access: 'public',
    owner: 'video',
    sentence: 'A published film, poster, captions, transcript or infographic, by the hash of its bytes.',
  },
  healthy: {
    method: 'GET',
    path: '/healthz',
    access: 'public',
    owner: 'app',
    sentence: 'The process answers; parts that are away without harm are named.',
  },
  ready: {
    method: 'GET',
    path: '/readyz',
    access: 'public',
    owner: 'app',
    sentence: 'The process can do its work: the database answers.',
  },
  metrics: {
    method: 'GET',
    path: '/metrics',
    access: 'metrics',
    owner: 'app',
    sentence: 'Requests, jobs for films, the cache and the process, as Prometheus reads them.',
  },
  openapi: {
    method: 'GET',
    path: '/api/openapi.json',
    access: 'public',
    owner: 'http',
    sentence: 'This API as OpenAPI 3.1.',
  },
  docs: {
    method: 'GET',
    path: '/docs',
    access: 'public',
    owner: 'http',
    sentence: 'This API as a page to read.',
  },
} as const satisfies Record<string, RouteEntry>;

export type RouteName = keyof typeof routeTable;
