import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filmProviderContract } from '../../../test/contracts/film-provider.contract.ts';
import { filmOrder } from '../../../test/factories/film-order.ts';
import type { ProviderHandle } from '../film-provider-port.ts';
import { createStudioFilmProvider } from './studio.ts';

const local = 'there is no server: the film is drawn here';

filmProviderContract(
  'studio',
  async () => ({
    provider: createStudioFilmProvider(),
    order: filmOrder({ model: 'studio' }),
    secrets: [],
    purchaseCount: () => null,
    filmOf: drawnElsewhere,
    switchOn: () => undefined,
    close: () => undefined,
  }),
  {
    refused: 'every lesson is known',
    busy: local,
    'answer-lost': local,
    failed: local,
    forgotten: 'its handle says all there is to know',
    truncated: local,
    'not-a-film': local,
    down: local,
  },
);

/** The same handle in another process's hands: the same bytes. */
async function drawnElsewhere(handle: ProviderHandle): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'studio-film-'));
  try {
    const path = join(folder, 'film.mp4');
    const { signal } = new AbortController();
    await createStudioFilmProvider().download(handle, { path, signal, onProgress: () => undefined });
    return await readFile(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
