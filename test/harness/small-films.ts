import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256Hex } from '../../src/kernel/hash.ts';
import { probeMedia } from '../../src/media/probe-media.ts';
import { FilesystemMediaStore } from '../../src/storage/filesystem-media-store.ts';
import type { FilmProvider } from '../../src/video/film-provider-port.ts';
import type { PrepareFilm } from '../../src/video/prepare-film-port.ts';
import { createSoraProvider } from '../../src/video/providers/sora.ts';
import type { SoraOptions } from '../../src/video/providers/sora-options.ts';
import { createStudioFilmProvider } from '../../src/video/providers/studio.ts';

/** What a film costs here: one second. */
export const PRICE_MICRO_USD_PER_SECOND = 100_000;

/** What a `videos-api` has to offer for them. */
export const smallModel = {
  seconds: ['1'],
  microUsdPerSecond: { '160x90': PRICE_MICRO_USD_PER_SECOND },
};

/**
 * The real adapter, told to order a film of one second in a stamp's size for each film of the product's size:
 * where it is about money, not pictures.
 */
export function smallFilmsOf(
  options: Pick<SoraOptions, 'baseUrl' | 'apiKey' | 'model' | 'idempotency' | 'timeoutMs' | 'pausesMs'>,
): FilmProvider {
  const sora = createSoraProvider({
    profile: 'strict-openai',
    films: new FilesystemMediaStore(join(tmpdir(), 'small-films')),
    priceOf: () => PRICE_MICRO_USD_PER_SECOND,
    facts: {
      microUsdPerSecond: smallModel.microUsdPerSecond,
      microUsdPerMillionTokens: null,
      durationsSeconds: [1],
      hasSound: false,
      framesPerSecond: null,
      promptCharactersMax: null,
      retiresOn: null,
      source: 'the harness',
      asOf: '2026-11-22',
    },
    ...options,
  });
  return {
    ...sora,
    capabilities: {
      ...sora.capabilities,
      durationsSeconds: [8],
      sizes: [{ widthPx: 1280, heightPx: 720 }],
    },
    estimateCost: () => ({ kind: 'known', microUsd: PRICE_MICRO_USD_PER_SECOND }),
    start: (order, call) => sora.start({ ...order, durationSeconds: 1, widthPx: 160, heightPx: 90 }, call),
  };
}

/** Lets pass what is a film at all: a stamp's size is against every rule for what a member sees. */
export const prepareSmallFilm: PrepareFilm = async ({ path }) => {
  const probed = await probeMedia(path);
  if (probed.kind === 'refused') return { kind: 'refused', reasons: [probed], differences: [], facts: {} };
  return { kind: 'sound', path, durationMs: probed.durationMs, differences: [], facts: {} };
};

/** The studio, which takes `film` out of a drawer, with a box that says whose it is, where it would draw it. */
export function smallFilmsOfStudio(film: Uint8Array): FilmProvider {
  return {
    ...createStudioFilmProvider(),
    download: async ({ id }, { path, signal }) => {
      signal.throwIfAborted();
      const label = Buffer.from(`    free${id}`);
      label.writeUInt32BE(label.byteLength);
      const bytes = Buffer.concat([film, label]);
      await writeFile(path, bytes);
      return { kind: 'downloaded', path, sizeBytes: bytes.byteLength, sha256: sha256Hex(bytes) };
    },
  };
}
