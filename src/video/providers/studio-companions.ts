import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assert } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import { shortDigest } from '../../kernel/hash.ts';
import { type LessonLocale, lessonLocales } from '../../lessons/worked-value.ts';
import { filmStills } from '../../media/film-stills.ts';
import { probeMedia } from '../../media/probe-media.ts';
import { captionsVtt } from '../../studio/captions.ts';
import { parseFilmSize } from '../../studio/film-format.ts';
import { infographicSvg } from '../../studio/infographic.ts';
import { provenanceJson } from '../../studio/provenance.ts';
import { renderStill } from '../../studio/render-still.ts';
import { lightTheme } from '../../studio/theme.ts';
import { spriteLayout, spriteMap, spriteMoments, thumbnailSprite } from '../../studio/thumbnail-sprite.ts';
import { transcriptText } from '../../studio/transcript.ts';
import type { CompanionsOrder, MadeFile, MakeCompanions } from '../companions-port.ts';
import { boughtFilmProvenance } from '../film-provenance.ts';
import type { MediaFileKind } from '../rendition.ts';
import type { StudioOptions } from './studio.ts';

type Part = {
  readonly kind: MediaFileKind;
  readonly extension: string;
  readonly locale: string | null;
  readonly content: Uint8Array | string;
};
type Make = CompanionsOrder & StudioOptions & { readonly locale: LessonLocale; readonly madeAt: Date };
type MakeWithFilm = Make & { readonly filmPath: string };

/** Makes companions with the studio's pen: drawn for its own films, with pictures taken from those of others. */
export function createCompanions({
  clock,
  ffmpegPath = null,
  theme = lightTheme,
}: Partial<StudioOptions> & { readonly clock: Clock }): MakeCompanions {
  return async (order) => {
    const locale = lessonLocales.find((one) => one === order.locale);
    assert(locale, `the studio speaks ${order.locale}`);
    const { filmPath } = order;
    const make = { ...order, locale, ffmpegPath, theme, madeAt: clock.now() };
    const withFilm = filmPath === null ? [] : await partsOfFilm({ ...make, filmPath });
    order.signal.throwIfAborted();
    return writeAll(order, [...withFilm, ...partsOfLesson(make)]);
  };
}

/** What a lesson has without any film. */
function partsOfLesson({ lesson, locale, theme }: Make): readonly Part[] {
  return [
    part('infographic', 'svg', infographicSvg({ lesson, locale, theme })),
    part('transcript', 'txt', transcriptText(lesson, locale)),
  ];
}

async function partsOfFilm(order: MakeWithFilm): Promise<readonly Part[]> {
  const pictures = order.isOwnFilm ? await drawnPictures(order) : await takenPictures(order);
  const captions = lessonLocales.map((spoken) => ({
    ...part('captions', 'vtt', captionsVtt(order.lesson, spoken, order.filmDurationMs)),
    locale: spoken,
  }));
  return [...pictures, ...captions];
}

async function drawnPictures(make: MakeWithFilm): Promise<readonly Part[]> {
  const { lesson, locale, theme, filmPath, madeAt } = make;
  const facts = await probeMedia(filmPath);
  const video = facts.kind === 'facts' ? facts.video : null;
  const size = parseFilmSize(`${video?.shownWidthPixels}x${video?.shownHeightPixels}`);
  assert(size, 'a film of the studio has one of its sizes');
  const base = { lesson, locale, size, theme };
  const encoder = make.ffmpegPath === null ? 'npm' : 'ffmpeg';
  const sprite = thumbnailSprite({ ...base, imageName });
  return [
    part('poster', 'jpg', renderStill({ ...base, format: 'jpeg' })),
    part('sprite', 'jpg', sprite.image),
    part('sprite_map', 'vtt', sprite.vtt),
    part('provenance', 'json', provenanceJson({ ...base, encoder, film: await readFile(filmPath), madeAt })),
  ];
}

async function takenPictures(order: MakeWithFilm): Promise<readonly Part[]> {
  const { filmPath, filmDurationMs: durationMs, origin, signal } = order;
  assert(origin, 'a film of a provider has its origin');
  const { columns, shortSidePixels } = spriteLayout;
  const momentsMs = spriteMoments(durationMs);
  const taken = await filmStills(
    filmPath,
    { momentsMs, columns, cellShortSidePixels: shortSidePixels },
    signal,
  );
  if (taken.kind === 'refused') throw new PicturesNotTaken(taken.refusal);
  const { poster, sheet, cell } = taken.value;
  return [
    part('poster', 'jpg', poster),
    part('sprite', 'jpg', sheet),
    part('sprite_map', 'vtt', spriteMap({ durationMs, ...cell, imageName: imageName(sheet) })),
    part('provenance', 'json', await boughtFilmProvenance({ ...order, origin })),
  ];
}

/** Crosses to the worker: the film was prepared, and still its pictures could not be taken. */
class PicturesNotTaken extends Error {
  override readonly name = 'PicturesNotTaken';
}

/** Files are served side by side under the digest of their bytes, so a map finds its picture by that. */
function imageName(image: Uint8Array): string {
  return `${shortDigest(image)}.jpg`;
}

function part(kind: MediaFileKind, extension: string, content: Uint8Array | string): Part {
  return { kind, extension, locale: null, content };
}

async function writeAll(order: CompanionsOrder, parts: readonly Part[]): Promise<readonly MadeFile[]> {
  const files = parts.map(({ kind, extension, locale }): MadeFile => {
    const name = [order.lesson.topic, kind, ...(locale === null ? [] : [locale]), extension].join('.');
    return { kind, extension, locale, path: join(order.workFolder, name) };
  });
  try {
    // Not synced: the media store copies them durably, and an unfinished folder is thrown away.
    await Promise.all(files.map(({ path }, index) => writeFile(path, parts[index]?.content ?? '')));
    order.signal.throwIfAborted();
    return files;
  } catch (error) {
    await Promise.all(files.map(({ path }) => rm(path, { force: true })));
    throw error;
  }
}
