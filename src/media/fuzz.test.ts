import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FilmFolder, filmSkipReason, hasFfmpeg, movingGraph, openFilmFolder } from './film-fixture.ts';
import { probeMedia } from './probe-media.ts';
import { validateFilm } from './validate-film.ts';

const layouts = {
  plain: ['-movflags', '+faststart'],
  fragmented: ['-movflags', 'frag_keyframe+empty_moov+default_base_moof', '-g', '8'],
};

describe.skipIf(!hasFfmpeg)(`broken bytes (${filmSkipReason})`, () => {
  let folder: FilmFolder;
  const films: Record<string, Buffer> = {};
  beforeAll(async () => {
    folder = await openFilmFolder();
    for (const [name, output] of Object.entries(layouts)) {
      const graph = movingGraph({ size: '64x48', seconds: 0.8 });
      films[name] = await readFile(await folder.make(`${name}.mp4`, { graph, output, soundSeconds: 0.8 }));
    }
  });
  afterAll(() => folder.remove());

  /** A film with some bytes replaced, cut or doubled; damage falls into the index as often as into the media. */
  const damaged = fc
    .record({
      layout: fc.constantFrom('plain', 'fragmented'),
      writes: fc.array(
        fc.record({
          place: fc.double({ min: 0, max: 1, noNaN: true }),
          bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
        }),
        { minLength: 1, maxLength: 6 },
      ),
      isInIndex: fc.boolean(),
      keptShare: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: 1 }),
    })
    .map(({ layout, writes, isInIndex, keptShare }) => {
      const bytes = Buffer.from(films[layout] ?? []);
      const reach = isInIndex ? Math.min(2500, bytes.length) : bytes.length;
      for (const write of writes) Buffer.from(write.bytes).copy(bytes, Math.floor(write.place * (reach - 1)));
      return bytes.subarray(0, Math.ceil(bytes.length * keptShare));
    });

  async function stored(bytes: Uint8Array): Promise<string> {
    const path = join(folder.path, 'damaged.mp4');
    await writeFile(path, bytes);
    return path;
  }

  test('any damage is probed to facts or a refusal, within a second', async () => {
    await fc.assert(
      fc.asyncProperty(damaged, async (bytes) => {
        const startedMs = performance.now();
        const found = await probeMedia(await stored(bytes));
        expect(['facts', 'refused']).toContain(found.kind);
        expect(performance.now() - startedMs).toBeLessThan(1000);
      }),
      { numRuns: 400, seed: 20_260 },
    );
  });

  test('any damage is judged: unplayable with a reason, or playable with all its pictures', async () => {
    await fc.assert(
      fc.asyncProperty(damaged, async (bytes) => {
        const verdict = await validateFilm(await stored(bytes), {}, { decodeMaxMs: 10_000 });
        expect(verdict.valid).toBe(false);
        expect(verdict.errors.length).toBeGreaterThan(0);
        expect(verdict.errors.map((error) => error.code)).not.toContain('DECODE_TIMED_OUT');
        if (verdict.playable) expect(verdict.metadata.pictures?.decodedCount).toBeGreaterThan(0);
      }),
      { numRuns: 25, seed: 20_261 },
    );
  }, 60_000);
});
