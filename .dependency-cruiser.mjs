// The import table of ARCHITECTURE.md, enforced. A room may import itself, `kernel` and what is listed here.
export const importTable = {
  kernel: [],
  ingest: [],
  media: [],
  budget: [],
  audit: [],
  experiments: [],
  identity: [],
  signals: ['ingest'],
  personas: ['signals'],
  lessons: ['personas'],
  recommendations: ['signals', 'personas', 'lessons'],
  guardrails: ['signals', 'recommendations', 'lessons'],
  members: ['ingest', 'signals', 'personas', 'lessons', 'recommendations', 'guardrails', 'audit'],
  studio: ['lessons', 'media'],
  video: ['personas', 'lessons', 'guardrails', 'media', 'budget', 'audit'],
  'videos-api': ['lessons', 'studio'],
  analytics: ['lessons'],
  evaluation: ['ingest', 'signals', 'personas', 'lessons', 'recommendations', 'guardrails'],
  http: ['members', 'video', 'analytics', 'experiments', 'audit', 'identity'],
};

const notTests = '\\.test\\.ts$';

const roomRules = Object.entries(importTable).map(([room, allowed]) => ({
  name: `room-${room}`,
  severity: 'error',
  comment: `${room} may import: ${[...allowed, 'kernel'].join(', ')}`,
  from: {
    path: `^src/${room}/`,
    pathNot: [notTests, ...(room === 'video' ? ['^src/video/providers/studio(-companions)?\\.ts$'] : [])],
  },
  to: {
    path: '^(src|web|test|bench|scripts)/',
    pathNot: `^src/(${[room, 'kernel', ...allowed].join('|')})/`,
  },
}));

export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...roomRules,
    {
      name: 'video-studio-provider',
      severity: 'error',
      comment: 'only providers/studio.ts and studio-companions.ts may import the studio',
      from: { path: '^src/video/providers/studio(-companions)?\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(video|studio|lessons|media|kernel|personas)/' },
    },
    {
      name: 'storage-sees-ports-and-types',
      severity: 'error',
      comment: 'storage may import ports, the types they speak in, and the revive doors',
      from: { path: '^src/storage/', pathNot: notTests },
      to: {
        path: '^src/',
        pathNot: [
          '^src/(storage|kernel)/',
          '-port\\.ts$',
          '^src/guardrails/approved\\.ts$',
          '^src/audit/audit-entry\\.ts$',
          '^src/ingest/bank-record\\.ts$',
          '^src/signals/signals\\.ts$',
          '^src/personas/assignment\\.ts$',
          '^src/recommendations/recommendation\\.ts$',
          '^src/video/(attempt|job|rendition)\\.ts$',
        ],
      },
    },
    {
      name: 'approval-is-minted-by-guardrails',
      severity: 'error',
      comment: 'only guardrails mint; storage revives; ports and use cases name the type',
      from: { pathNot: ['^src/(guardrails|storage)/', '-port\\.ts$', '^src/members/', '^test/', notTests] },
      to: { path: '^src/guardrails/approved\\.ts$' },
    },
    {
      name: 'consent-is-checked-by-use-cases',
      severity: 'error',
      comment: 'only the members’ use cases ask for a consent grant; ports name the type',
      from: { pathNot: ['^src/(guardrails|members)/', '-port\\.ts$', '^test/', notTests] },
      to: { path: '^src/guardrails/consent-grant\\.ts$' },
    },
    {
      name: 'web-sees-the-contract-only',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^src/', pathNot: '^src/http/contract\\.ts$' },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['\\.css$', '^virtual:'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
