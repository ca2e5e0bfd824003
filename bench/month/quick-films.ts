import { createHash } from 'node:crypto';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bytes, MicroDollars, Milliseconds } from '../../src/kernel/units.ts';
import type { MadeFile, MakeCompanions } from '../../src/video/companions-port.ts';
import type { FilmProvider, ProviderHandle } from '../../src/video/film-provider-port.ts';
import type { PrepareFilm } from '../../src/video/prepare-film-port.ts';
import { createStudioFilmProvider } from '../../src/video/providers/studio.ts';
import type { MediaFileKind } from '../../src/video/rendition.ts';
import type { Agenda } from './agenda.ts';

/** A hundredth of what films take; the quota is as much smaller. */
const STUDIO_FILM_BYTES: Bytes = 12_000;
const ORDERED_FILM_BYTES: Bytes = 30_000;
const companions = [
  { kind: 'poster', extension: 'jpg', sizeBytes: 1_200 },
  { kind: 'captions', extension: 'vtt', sizeBytes: 300 },
  { kind: 'infographic', extension: 'svg', sizeBytes: 400 },
  { kind: 'transcript', extension: 'txt', sizeBytes: 300 },
] as const satisfies readonly { kind: MediaFileKind; extension: string; sizeBytes: Bytes }[];

/** What a slot takes with a film that was ordered. */
export const ORDERED_SLOT_BYTES: Bytes = companions.reduce(
  (sum, { sizeBytes }) => sum + sizeBytes,
  ORDERED_FILM_BYTES,
);

const STUDIO_STEP_MS: Milliseconds = 1_000;
const STUDIO_STEPS = 4;
const ORDERED_FILM_MS: Milliseconds = 90_000;
const ORDERED_FILM_MICRO_USD: MicroDollars = 800_000;

/** The studio with everything but its pen: the same handle leads to the same bytes, as with the real one. */
export function quickStudio(agenda: Agenda): FilmProvider {
  return {
    ...createStudioFilmProvider(),
    download: async ({ id }, { path, onProgress }) => {
      for (let step = 1; step <= STUDIO_STEPS; step += 1) {
        await agenda.sleep(STUDIO_STEP_MS);
        onProgress(step / STUDIO_STEPS);
      }
      return await written(path, id, STUDIO_FILM_BYTES);
    },
  };
}

/** A provider that takes a minute and a half for a film, no two alike, and that nobody reaches while `isDown`. */
export function quickProvider(agenda: Agenda, isDown: () => boolean): FilmProvider {
  const down = { code: 'UNREACHABLE', message: 'nobody answers' } as const;
  const readyAtMs = (handle: ProviderHandle): number => Number(handle['readyAtMs']);
  return {
    name: 'acme',
    model: 'acme-1',
    capabilities: {
      idempotency: 'K',
      isOwn: false,
      durationsSeconds: [8],
      sizes: [{ widthPx: 1280, heightPx: 720 }],
      locales: null,
      hasSound: false,
      framesPerSecond: null,
    },
    estimateCost: () => ({ kind: 'known', microUsd: ORDERED_FILM_MICRO_USD }),
    start: async (_, { reference }) => {
      if (isDown()) return { kind: 'refused', ...down, isPassing: true, retryAfterMs: null };
      const readyAt = agenda.now().getTime() + ORDERED_FILM_MS;
      return { kind: 'started', handle: { id: reference, readyAtMs: readyAt }, costMicroUsd: null };
    },
    status: async (handle) => {
      if (isDown()) return { kind: 'unreachable', message: down.message, retryAfterMs: null };
      const leftMs = readyAtMs(handle) - agenda.now().getTime();
      if (leftMs > 0) return { kind: 'running', progress: 1 - leftMs / ORDERED_FILM_MS, pollAfterMs: null };
      return { kind: 'completed', expiresAt: null, costMicroUsd: null };
    },
    download: async ({ id }, { path }) =>
      isDown() ? { kind: 'not_ready', ...down } : await written(path, id, ORDERED_FILM_BYTES),
    cancel: async () => false,
    health: async () => ({ kind: 'healthy', message: 'it is simulated' }),
  };
}

/** These films are not looked at. */
export const unseenFilm: PrepareFilm = async ({ path }) => {
  const { size } = await stat(path);
  return { kind: 'sound', path, durationMs: 8_000, differences: [], facts: { size } };
};

/** Files of the right names and sizes; no two slots share one. */
export const quickCompanions: MakeCompanions = async ({ lesson, locale, workFolder, filmPath, origin }) => {
  const made: MadeFile[] = [];
  const about = [lesson.persona, lesson.topic, lesson.version, locale];
  for (const { kind, extension, sizeBytes } of companions) {
    if (filmPath === null && (kind === 'poster' || kind === 'captions')) continue;
    const path = join(workFolder, `${kind}.${extension}`);
    const madeBy = kind === 'poster' ? (origin?.provider ?? 'studio') : '';
    await written(path, [...about, kind, madeBy].join(':'), sizeBytes);
    made.push({ kind, extension, locale: kind === 'captions' ? locale : null, path });
  }
  return made;
};

async function written(path: string, about: string, sizeBytes: Bytes) {
  const bytes = Buffer.alloc(sizeBytes, `${about}\n`);
  await writeFile(path, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { kind: 'downloaded', path, sizeBytes, sha256 } as const;
}
