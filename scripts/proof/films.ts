/** Every film in both languages and both shapes, and some of the larger sizes and other themes, made and judged; the report goes to docs/proof/films.md. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { lessons } from '../../src/lessons/catalogue.ts';
import { lessonLocales } from '../../src/lessons/worked-value.ts';
import { filmSizes, RENDERER_VERSION } from '../../src/studio/film-format.ts';
import { darkTheme, lightTheme, type Theme } from '../../src/studio/theme.ts';
import { readThemeFile } from '../../src/studio/theme-file.ts';
import { type FilmProof, proveFilm, SIZE_MAX_720P } from './film-proof.ts';

const isSmall = (size: { width: number; height: number }) => Math.min(size.width, size.height) === 720;
const themed = readThemeFile('test/fixtures/themes/another-house.json');
if (themed.kind === 'refused') throw new TypeError(themed.refusal);

type Film = Omit<Parameters<typeof proveFilm>[0], 'folder'> & { readonly look: string };

const everyFilm: readonly Film[] = lessons.flatMap((lesson) =>
  lessonLocales.flatMap((locale) =>
    filmSizes.filter(isSmall).map((size) => ({ lesson, locale, size, theme: lightTheme, look: 'light' })),
  ),
);

/** One lesson of each persona in the other looks and in the large sizes, the languages in turn. */
const looks: readonly (readonly [look: string, theme: Theme])[] = [
  ['dark', darkTheme],
  ['another house', themed.value],
  ['light', lightTheme],
];
const otherFilms: readonly Film[] = lessons
  .filter((_, index) => index % 5 === 2)
  .flatMap((lesson, index) =>
    looks.flatMap(([look, theme]) =>
      filmSizes
        .filter((size) => isSmall(size) !== (look === 'light'))
        .map((size) => ({ lesson, locale: lessonLocales[index % 2] ?? 'en', size, theme, look })),
    ),
  );

const folder = mkdtempSync(join(tmpdir(), 'spendsense-proof-'));
const proofs: (FilmProof & { readonly look: string })[] = [];
try {
  for (const { look, ...film } of [...everyFilm, ...otherFilms]) {
    const proof = { ...(await proveFilm({ ...film, folder })), look };
    proofs.push(proof);
    const mark = proof.faults.length === 0 ? 'ok  ' : 'FAIL';
    console.log(`${mark} ${proof.lesson} ${proof.locale} ${proof.size} ${look}`);
    for (const fault of proof.faults) console.log(`     ${fault}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const failed = proofs.filter(({ faults }) => faults.length > 0);
mkdirSync('docs/proof', { recursive: true });
writeFileSync('docs/proof/films.md', report());
console.log(`${proofs.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;

function report(): string {
  const row = (proof: (typeof proofs)[number]): string => {
    const { lesson, lessonVersion, locale, size, look, sizeBytes, renderMs, faults } = proof;
    return `| ${lesson} | ${lessonVersion} | ${locale} | ${size} | ${look} | ${Math.round(sizeBytes / 1000)} | ${renderMs} | ${faults.join('; ') || 'sound'} |`;
  };
  return [
    '# Films: every lesson, both languages, both shapes',
    '',
    `Written by \`npm run proof\`. Each film was rendered, then judged by the product’s own validator (length, size, black, frozen and flashing stretches), by \`ffprobe\` (codec, pixels, size, frame rate, length), by a full decode with \`ffmpeg\`, which must say nothing, and by its weight: at most ${SIZE_MAX_720P / 1000} kB at 720 lines.`,
    '',
    `${proofs.length} films by renderer version ${RENDERER_VERSION} on ${availableParallelism()} processors, ${failed.length} with a fault.`,
    '',
    '| lesson | version | language | size | theme | kB | render ms | verdict |',
    '|---|---|---|---|---|---|---|---|',
    ...proofs.map(row),
    '',
  ].join('\n');
}
