import { existsSync, mkdirSync } from 'node:fs';
import { readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../kernel/clock.ts';
import { sha256Hex } from '../kernel/hash.ts';
import { renderFilm } from '../studio/render-film.ts';
import { lightTheme } from '../studio/theme.ts';
import { writeWhole } from '../studio/write-whole.ts';
import { type ClipOrder, clipKey } from './choose-clip.ts';
import { clipSpritesheet, clipThumbnail } from './clip-stills.ts';
import { renderNeutralClip } from './neutral-clip.ts';

/** The forms in which a finished video can be fetched. */
export const clipVariants = {
  video: { extension: 'mp4', contentType: 'video/mp4' },
  thumbnail: { extension: 'webp', contentType: 'image/webp' },
  spritesheet: { extension: 'jpg', contentType: 'image/jpeg' },
} as const;
export type ClipVariant = keyof typeof clipVariants;

export type ClipFile = {
  readonly path: string;
  readonly sizeBytes: number;
  readonly etag: string;
  readonly contentType: string;
};

/**
 * Clips on disk, made when they are first needed, one at a time. Many videos share one clip: an order's bytes
 * follow from the order, so one that was cleared away is made again, the same.
 */
export class ClipLibrary {
  readonly #folder: string;
  readonly #clipsMax: number;
  readonly #clock: Clock;
  readonly #making = new Map<string, Promise<void>>();
  readonly #etags = new Map<string, string>();
  readonly #closing = new AbortController();
  #last: Promise<void> = Promise.resolve();

  constructor(options: { folder: string; clipsMax: number; clock: Clock }) {
    this.#folder = options.folder;
    this.#clipsMax = options.clipsMax;
    this.#clock = options.clock;
    mkdirSync(options.folder, { recursive: true });
  }

  /** Resolves when all files of the clip are there. Rejects when it can't be made, or on `close`. */
  ensure(order: ClipOrder): Promise<void> {
    const key = clipKey(order);
    const running = this.#making.get(key);
    if (running) return running;
    if (existsSync(this.#path(key, 'video'))) return Promise.resolve();
    const made = this.#last.then(() => this.#make(order, key)).finally(() => this.#making.delete(key));
    this.#making.set(key, made);
    this.#last = made.catch(() => undefined);
    return made;
  }

  /** One form of a clip, made anew if need be. */
  async file(order: ClipOrder, variant: ClipVariant): Promise<ClipFile> {
    await this.ensure(order);
    const key = clipKey(order);
    const path = this.#path(key, variant);
    const known = this.#etags.get(path);
    const etag = known ?? `"${sha256Hex(await readFile(path)).slice(0, 32)}"`;
    this.#etags.set(path, etag);
    const now = this.#clock.now();
    await utimes(this.#path(key, 'video'), now, now);
    const { size } = await stat(path);
    return { path, sizeBytes: size, etag, contentType: clipVariants[variant].contentType };
  }

  /** Ends what is being made and waits for it. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('the server is closing'));
    await this.#last;
  }

  #path(key: string, variant: ClipVariant): string {
    return join(this.#folder, `${key}.${clipVariants[variant].extension}`);
  }

  async #make(order: ClipOrder, key: string): Promise<void> {
    const { signal } = this.#closing;
    signal.throwIfAborted();
    await this.#makeRoom();
    await writeWhole(this.#path(key, 'thumbnail'), await clipThumbnail(order));
    await writeWhole(this.#path(key, 'spritesheet'), await clipSpritesheet(order));
    // The film is last: where it is, all of the clip is.
    const outPath = this.#path(key, 'video');
    if (!order.lesson) return writeWhole(outPath, await renderNeutralClip(order, signal));
    const { lesson, locale } = order.lesson;
    const storyboard = { ...lesson.storyboard, durationMs: order.seconds * 1000 };
    const size = { width: order.width, height: order.height };
    await renderFilm({ lesson: { ...lesson, storyboard }, locale, size, theme: lightTheme, outPath, signal });
  }

  /** Clears away the clips that were longest not asked for. */
  async #makeRoom(): Promise<void> {
    const films = (await readdir(this.#folder)).filter((name) => name.endsWith('.mp4'));
    const aged = await Promise.all(
      films.map(async (name) => ({
        key: name.slice(0, -'.mp4'.length),
        usedMs: (await stat(join(this.#folder, name))).mtimeMs,
      })),
    );
    const excess = aged.toSorted((a, b) => b.usedMs - a.usedMs).slice(this.#clipsMax - 1);
    for (const { key } of excess) {
      for (const variant of Object.keys(clipVariants) as ClipVariant[]) {
        this.#etags.delete(this.#path(key, variant));
        await rm(this.#path(key, variant), { force: true });
      }
    }
  }
}
