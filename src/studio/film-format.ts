/** Counts up when the same lesson is drawn or coded otherwise: films of another number have other bytes. */
export const RENDERER_VERSION = 3;

/** What every film of the studio is. */
export const FRAMES_PER_SECOND = 30;
/** Each segment is encoded on its own and begins with a key frame: a player may jump to any of them. */
export const FRAMES_PER_SEGMENT = 60;

/** The sizes that a film may have; both shapes are composed, not cropped. */
export const filmSizes = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  { width: 720, height: 1280 },
  { width: 1080, height: 1920 },
] as const;
export type FilmSize = { readonly width: number; readonly height: number };

/** `1280x720` → the size, or null where the studio does not make it. */
export function parseFilmSize(text: string): FilmSize | null {
  return filmSizes.find((size) => `${size.width}x${size.height}` === text) ?? null;
}

export function shapeOfSize(size: FilmSize): 'landscape' | 'portrait' {
  return size.width >= size.height ? 'landscape' : 'portrait';
}

export function frameCountOf(durationMs: number): number {
  return Math.round((durationMs * FRAMES_PER_SECOND) / 1000);
}

/** The moment that a frame shows. */
export function momentOfFrame(index: number): number {
  return (index * 1000) / FRAMES_PER_SECOND;
}
