import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { pricesFrom } from '../../src/budget/price-of.ts';
import { shippedCatalogue } from '../../src/budget/shipped-catalogue.ts';
import { modelFacts } from '../../src/budget/video-catalogue.ts';
import type { FilmOrder, FilmProvider, ProviderHandle } from '../../src/video/film-provider-port.ts';
import type { HostedProviderOptions } from '../../src/video/providers/hosted-provider-options.ts';
import { filmFolder, filmOrder, smallFilm } from './film-order.ts';
import { testNetwork } from './vendor-server.ts';

type VendorAccount = { readonly provider: string; readonly model: string; readonly apiKey: string };

/** How an adapter reaches a vendor's stand-in, with the prices that the product ships. */
export function standInOptions(
  { provider, model, apiKey }: VendorAccount,
  baseUrl: string,
): HostedProviderOptions {
  return {
    apiKey,
    baseUrl,
    model,
    facts: modelFacts(shippedCatalogue, { provider, model }),
    priceOf: pricesFrom(shippedCatalogue),
    pausesMs: [1, 1],
    network: testNetwork,
  };
}

type StandIn = {
  readonly origin: string;
  readonly faults: { switchOn(fault: never): void };
  stop(): Promise<void>;
};
type FaultOf<Server extends StandIn> = Parameters<Server['faults']['switchOn']>[0];

type Vendor<Server> = VendorAccount & {
  readonly open: (options: { film: Uint8Array }) => Promise<Server>;
  readonly create: (options: HostedProviderOptions) => FilmProvider;
  /** What it sells that isn't the usual order. */
  readonly order?: Partial<FilmOrder>;
  /** Of the first film that a stand-in sells. */
  readonly handle: ProviderHandle;
  /** How often it says that the film isn't done. */
  readonly pollsUnderWay: number;
};

/** For one request: long enough for a busy machine, and what is too long for somebody in a hurry. */
const TIMEOUT_MS = 15_000;
const HASTY_MS = 300;

/** For each test of a file a fresh stand-in with the adapter at it; for all of them a film and a folder. */
export function vendorRig<Server extends StandIn>(vendor: Vendor<Server>) {
  const { model, handle, pollsUnderWay } = vendor;
  const order = filmOrder({ model, ...vendor.order });
  const folder = filmFolder();
  const { signal } = new AbortController();
  let film: Uint8Array;
  let server: Server;
  let provider: FilmProvider;

  const at = (baseUrl: string, apiKey = vendor.apiKey, timeoutMs = TIMEOUT_MS): FilmProvider =>
    vendor.create({ ...standInOptions({ ...vendor, apiKey }, baseUrl), timeoutMs });
  const open = async (): Promise<void> => {
    server = await vendor.open({ film });
    provider = at(server.origin);
  };
  const start = () => provider.start(order, { reference: 'attempt-1', signal });
  const status = () => provider.status(handle, signal);

  beforeAll(async () => {
    film = await smallFilm();
  });
  beforeEach(open);
  afterEach(() => server.stop());
  afterAll(() => folder.remove());

  return {
    order,
    folder,
    signal,
    handle,
    at,
    start,
    status,
    film: () => film,
    server: () => server,
    provider: () => provider,
    /** Waits for answers that won't come, and not for long. */
    hurry: (): void => {
      provider = at(server.origin, vendor.apiKey, HASTY_MS);
    },
    /** Another stand-in takes the place of this one. */
    reopen: async () => {
      await server.stop();
      await open();
    },
    fetchTo: (name: string) =>
      provider.download(handle, { path: folder.path(name), signal, onProgress: () => {} }),
    /** Bought and asked about while it is under way; then asked under faults. */
    ended: async (...faults: FaultOf<Server>[]) => {
      await start();
      for (let polls = 0; polls < pollsUnderWay; polls += 1) await status();
      for (const fault of faults) server.faults.switchOn(fault);
      return await status();
    },
  };
}
