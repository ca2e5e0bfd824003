/** Every film in both languages and both shapes, made and judged; the report goes to docs/proof/films.md. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lessons } from '../../src/lessons/catalogue.ts';
import { lessonLocales } from '../../src/lessons/worked-value.ts';
import { type FilmProof, proveFilm } from './film-proof.ts';

const sizes = [
  { width: 1280, height: 720 },
  { width: 720, height: 1280 },
];

const folder = mkdtempSync(join(tmpdir(), 'spendsense-proof-'));
const proofs: FilmProof[] = [];
try {
  for (const lesson of lessons) {
    for (const locale of lessonLocales) {
      for (const size of sizes) {
        const proof = await proveFilm({ lesson, locale, size, folder });
        proofs.push(proof);
        console.log(`${proof.faults.length === 0 ? 'ok  ' : 'FAIL'} ${proof.lesson} ${locale} ${proof.size}`);
        for (const fault of proof.faults) console.log(`     ${fault}`);
      }
    }
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
  const row = ({ lesson, locale, size, sizeBytes, renderMs, faults }: FilmProof): string =>
    `| ${lesson} | ${locale} | ${size} | ${Math.round(sizeBytes / 1000)} | ${renderMs} | ${faults.join('; ') || 'sound'} |`;
  return [
    '# Films: every lesson, both languages, both shapes',
    '',
    'Written by `npm run proof`. Each film was rendered, then judged by the product’s own validator (length, size, black, frozen and flashing stretches), by `ffprobe` (codec, pixels, size, frame rate, length) and by a full decode with `ffmpeg`, which must say nothing.',
    '',
    `${proofs.length} films, ${failed.length} with a fault.`,
    '',
    '| lesson | language | size | kB | render ms | verdict |',
    '|---|---|---|---|---|---|',
    ...proofs.map(row),
    '',
  ].join('\n');
}
