import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { shortDigest } from '../kernel/hash.ts';
import { ok, type Result, refused } from '../kernel/result.ts';
import { type Font, type FontWeight, fontWeights, measuredCharacters } from './font.ts';
import { charactersOf } from './font-characters.ts';
import { inter } from './inter.ts';
import { textWidth } from './text-width.ts';

/** What lessons in English and Spanish are written with. */
export const neededCharacters =
  ' !"#$%&\'()+,-./0123456789:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz¡¿·ÁÉÍÑÓÚÜáéíñóúü−’';
/** What tells how wide a family runs. */
const SAMPLE = 'Below 30% can help your score. Ahorra $1,400 cada mes.';
const WIDER_MAX = 1.1;
const MEASURED_PX = 1000;

/**
 * A theme's own letters: paths from the theme file's folder → font, measured; or which file is missing, isn't
 * a font, or lacks a sign. Nothing is ever taken from another font in silence.
 */
export function loadFont(
  family: string,
  files: Readonly<Record<FontWeight, string>>,
  folder: string,
): Result<Font, string> {
  const paths = { ...files };
  const contents: string[] = [];
  for (const weight of fontWeights) {
    const place = `type.font.files.${weight}`;
    paths[weight] = resolve(folder, files[weight]);
    const content = readOrRefuse(paths[weight]);
    if (content.kind === 'refused') return refused(`${place}: ${content.refusal}`);
    const has = charactersOf(content.value);
    if (!has) return refused(notAFont(weight, paths[weight]));
    const lacks = [...neededCharacters].filter((character) => !has(character)).join(' ');
    if (lacks) return refused(`${place}: ${paths[weight]} has no ${lacks}; give a file with all of Latin-1`);
    contents.push(content.value.toString('latin1'));
  }
  const face = `SpendSense${shortDigest(contents.join())}`;
  for (const weight of fontWeights) {
    if (!GlobalFonts.registerFromPath(paths[weight], face)) return refused(notAFont(weight, paths[weight]));
  }
  const measured = measure(face, 1);
  const wider = Math.max(...fontWeights.map((weight) => widthIn({ ...inter, ...measured }, weight)));
  if (wider > WIDER_MAX) {
    const percent = Math.round((wider - 1) * 100);
    return refused(
      `type.font: ${family} runs ${percent} % wider than Inter, for which the frames are laid out; choose a cut that runs at most ${Math.round((WIDER_MAX - 1) * 100)} % wider`,
    );
  }
  const sizeFactor = Math.min(1, 1 / wider);
  return ok({ family, face, files: paths, sizeFactor, ...measure(face, sizeFactor) });
}

function notAFont(weight: FontWeight, path: string): string {
  return `type.font.files.${weight}: ${path} is not a font; give a TTF, OTF or WOFF2 file`;
}

function readOrRefuse(path: string): Result<Buffer, string> {
  try {
    return ok(readFileSync(path));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refused(`${path} cannot be read (${reason}); paths count from the theme file's folder`);
  }
}

function widthIn(font: Font, weight: FontWeight): number {
  const lettering = { size: 1, weight };
  return textWidth(SAMPLE, { ...lettering, font }) / textWidth(SAMPLE, lettering);
}

function measure(face: string, sizeFactor: number): Pick<Font, 'widths' | 'digitWidths'> {
  const context = createCanvas(1, 1).getContext('2d');
  const widths = { 500: [], 600: [], 700: [] } as Record<FontWeight, readonly number[]>;
  const digitWidths = { 500: 0, 600: 0, 700: 0 };
  for (const weight of fontWeights) {
    context.font = `${weight} ${MEASURED_PX}px ${face}`;
    const widthOf = (character: string) =>
      Math.ceil((context.measureText(character).width * 1000 * sizeFactor) / MEASURED_PX);
    widths[weight] = [...measuredCharacters].map(widthOf);
    digitWidths[weight] = Math.max(...[...'0123456789'].map(widthOf));
  }
  return { widths, digitWidths };
}
