import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { proveFilm } from '../scripts/proof/film-proof.ts';
import { lessons } from '../src/lessons/catalogue.ts';

const folder = mkdtempSync(join(tmpdir(), 'spendsense-films-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One lesson a persona, the shapes and languages in turn; all of them stand in docs/proof/films.md. */
const sample = ['high_utilization', 'variable_income', 'subscription_heavy', 'savings_builder'].map(
  (persona, index) => ({
    persona,
    lesson: lessons.filter((one) => one.persona === persona).at(-1),
    locale: index % 2 === 0 ? ('es' as const) : ('en' as const),
    size: index < 2 ? { width: 720, height: 1280 } : { width: 1280, height: 720 },
  }),
);

test.each(sample)(
  'a film of $persona satisfies our validator, ffprobe and ffmpeg',
  async ({ lesson, locale, size }) => {
    expect(lesson).toBeDefined();
    if (!lesson) return;
    const proof = await proveFilm({ lesson, locale, size, folder });
    expect(proof.faults).toEqual([]);
    expect(proof.sizeBytes).toBeLessThan(1_200_000);
  },
);
