import { expect, test } from 'vitest';
import type { FilmProvider } from '../../src/video/film-provider-port.ts';
import type { VideoWorkDependencies } from '../../src/video/video-work.ts';
import { type FaultCase, faultCases } from './fault-case.ts';
import { API_KEY } from './fault-world.ts';
import { runFaults } from './run-faults.ts';

/** A suite that passes without one of the safeguards proves nothing about it. */

type Sabotage = (work: VideoWorkDependencies) => VideoWorkDependencies;

const atProvider =
  (change: (provider: FilmProvider) => Partial<FilmProvider>): Sabotage =>
  (work) => {
    const providers = work.chain.providers.map((one) => ({ ...one, ...change(one) }));
    return { ...work, chain: { ...work.chain, providers } };
  };

/** What is done, under which fault, and by what it is noticed. */
const bugs: readonly [string, string, Sabotage, RegExp][] = [
  [
    'an order that nobody answered is made again',
    'cut-after-create, once, at the order, class N',
    atProvider(({ start }) => ({
      start: async (order, call) => {
        const outcome = await start(order, call);
        const again = { kind: 'refused', isPassing: true, retryAfterMs: 10 } as const;
        return outcome.kind === 'unknown' ? { ...outcome, ...again } : outcome;
      },
    })),
    /"bought":2/,
  ],
  [
    'an order is made again without a look into the list',
    'cut-after-create, once, at the order, class L',
    (work) => ({
      ...atProvider(() => ({ lookUp: async () => ({ kind: 'none' }) }))(work),
      timing: { ...work.timing, callSettlesMs: 0 },
    }),
    /"bought":2/,
  ],
  [
    'each call has a key of its own',
    'error-after-create, for good, at the order, class K',
    atProvider(({ start }) => ({
      start: (order, { reference, signal }) =>
        start(order, { reference: `${reference}-${performance.now()}`, signal }),
    })),
    /"bought":([2-9]|\d\d)/,
  ],
  [
    'a finished film that isn’t there yet counts as lost',
    'content-late forMs: 600000, once, at the order, class N',
    atProvider(({ download }) => ({
      download: async (handle, to) => {
        const outcome = await download(handle, to);
        return outcome.kind === 'not_ready' ? { ...outcome, kind: 'lost' } : outcome;
      },
    })),
    /"job":"failed"/,
  ],
  [
    'a refusal for now counts as one for good',
    'rate-limited retryAfterMs: 50, once, at the order, class K',
    atProvider(({ start }) => ({
      start: async (order, call) => {
        const outcome = await start(order, call);
        return outcome.kind === 'refused' ? { ...outcome, isPassing: false } : outcome;
      },
    })),
    /"job":"failed"/,
  ],
  [
    'a work folder is left',
    'unknown-status, once, at the order, class N',
    (work) => ({
      ...work,
      media: new Proxy(work.media, {
        get(target, name) {
          if (name === 'openWorkFolder') {
            return async () => ({ ...(await target.openWorkFolder()), remove: async () => undefined });
          }
          const method = Reflect.get(target, name) as unknown;
          return typeof method === 'function' ? method.bind(target) : method;
        },
      }),
    }),
    /work.* is left/,
  ],
  [
    'a message has the key',
    'content-json, once, at the order, class N',
    atProvider(({ download }) => ({
      download: async (handle, to) => {
        const outcome = await download(handle, to);
        return outcome.kind === 'not_ready' ? { ...outcome, message: `with ${API_KEY}` } : outcome;
      },
    })),
    /a line of the log has the key/,
  ],
];

test.each(bugs)(
  'is noticed: %s',
  async (_, title, sabotage, sign) => {
    const it = faultCases.find((one) => one.title === title) as FaultCase;
    const { idempotency, expected, name } = it;
    const { cases, violations } = await runFaults({ idempotency, cases: [it], redisUrl: null, sabotage });
    const end = cases.get(name)?.end;
    expect(JSON.stringify([end, violations])).toMatch(sign);
    expect([end, violations]).not.toEqual([{ ...expected, elsewhere: 0 }, []]);
  },
  60_000,
);
