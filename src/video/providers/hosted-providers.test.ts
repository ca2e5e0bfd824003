import { beforeAll } from 'vitest';
import { type FilmTrouble, filmProviderContract } from '../../../test/contracts/film-provider.contract.ts';
import { filmOrder, smallFilm } from '../../../test/factories/film-order.ts';
import { GEMINI_KEY, openGeminiServer } from '../../../test/factories/gemini-server.ts';
import { MINIMAX_KEY, openMinimaxServer } from '../../../test/factories/minimax-server.ts';
import { openRunwayServer, RUNWAY_KEY } from '../../../test/factories/runway-server.ts';
import { standInOptions } from '../../../test/factories/vendor-rig.ts';
import type { FilmOrder } from '../film-provider-port.ts';
import { createGeminiOmniProvider } from './gemini-omni.ts';
import { createMinimaxProvider } from './minimax.ts';
import { createRunwayProvider } from './runway.ts';

let film: Uint8Array;
beforeAll(async () => {
  film = await smallFilm();
});

/** The names that these stand-ins give to the troubles, where they differ. */
type Names = Partial<Record<FilmTrouble, string>>;
type Switch = { switchOn(fault: string): void };
type Server = {
  readonly origin: string;
  readonly bought: readonly unknown[];
  readonly faults: unknown;
  stop(): Promise<void>;
};

function rigOf(
  server: Server & { readonly host: { readonly faults?: unknown; stop(): Promise<void> } },
  about: {
    provider: string;
    model: string;
    apiKey: string;
    order?: Partial<FilmOrder>;
    create: typeof createMinimaxProvider;
    names?: Names;
  },
) {
  const { model, apiKey, create, order = {}, names = {} } = about;
  const usual: Names = {
    busy: 'rate-limited',
    'answer-lost': 'cut-after-create',
    forgotten: 'lost',
    'not-a-film': 'json-content',
  };
  return {
    provider: create(standInOptions(about, server.origin)),
    order: filmOrder({ model, ...order }),
    secrets: [apiKey],
    purchaseCount: () => server.bought.length,
    filmOf: () => film,
    switchOn: async (trouble: FilmTrouble) => {
      if (trouble === 'down') return await server.stop();
      const isOfFilm = trouble === 'truncated' || trouble === 'not-a-film';
      const faults = ((isOfFilm && server.host.faults) || server.faults) as Switch;
      faults.switchOn(names[trouble] ?? usual[trouble] ?? trouble);
    },
    close: () => server.stop(),
  };
}

const standIn = 'with a stand-in built from its documentation';

filmProviderContract(`minimax ${standIn}`, async () =>
  rigOf(await openMinimaxServer({ film }), {
    provider: 'minimax',
    model: 'MiniMax-H3',
    apiKey: MINIMAX_KEY,
    order: { widthPx: 1344, heightPx: 768 },
    create: createMinimaxProvider,
  }),
);

filmProviderContract(`runway ${standIn}`, async () =>
  rigOf(await openRunwayServer({ film }), {
    provider: 'runway',
    model: 'gen4.5',
    apiKey: RUNWAY_KEY,
    create: createRunwayProvider,
  }),
);

filmProviderContract(`gemini-omni ${standIn}`, async () =>
  rigOf(await openGeminiServer({ film }), {
    provider: 'gemini-omni',
    model: 'gemini-omni-1.1-flash',
    apiKey: GEMINI_KEY,
    create: createGeminiOmniProvider,
    names: { busy: 'spend-limit' },
  }),
);
