import type { Milliseconds } from '../kernel/units.ts';
import type { Stretch } from './stretches.ts';
import { countFields, type FieldGeometry } from './visual-field.ts';

/** Too much flashing, and how much of it. */
export type FlashStretch = Stretch & {
  /** Pairs of opposing changes within the worst second; half a pair counts half. */
  readonly flashesPerSecond: number;
};

export type FlashDirection = 1 | -1;

/** A flash is a pair of opposing changes: more than three flashes in a second are seven changes or more. */
const changesTooMany = 7;
const windowMs = 1000;
/** Times are rounded to a clock's ticks: a change just one second after another is outside its second. */
const roundingMs = 0.5;
/** Changes that fall into adjacent pictures happen at once: encoders and cross-fades smear them. */
const concurrentMs = 50;
/** Changes remembered for each cell: enough to tell 15 flashes a second from 4. */
const remembered = 32;

/** A change packed into a number, as there may be a hundred thousand a picture: negative once it has counted. */
type Change = number;
type Moment = { readonly atMs: Milliseconds; readonly changes: Change[]; readonly flashing: number[] };

const packed = (cell: number, direction: FlashDirection): Change => cell * 2 + (direction === 1 ? 1 : 0);
const uncounted = (change: Change): Change => (change < 0 ? -change - 1 : change);
const counted = (change: Change): Change => -change - 1;
const directionOf = (change: Change): FlashDirection => (uncounted(change) % 2 === 1 ? 1 : -1);
const cellOf = (change: Change): number => uncounted(change) >> 1;

/**
 * Counts flashes by place. A change counts where enough of a visual field changes the same way at once, and
 * flashing is a fault where the places that changed seven times within a second fill more than a quarter of a field.
 * Text that scrolls changes its places one after the other, and so doesn't flash.
 */
export class FlashCounter {
  readonly #geometry: FieldGeometry;
  readonly #times: Float32Array;
  readonly #counts: Uint32Array;
  readonly #lastDirections: Int8Array;
  #changes: Change[] = [];
  #recent: Moment[] = [];
  readonly #stretches: FlashStretch[] = [];

  constructor(geometry: FieldGeometry) {
    const cellCount = geometry.columns * geometry.rows;
    this.#geometry = geometry;
    this.#times = new Float32Array(cellCount * remembered);
    this.#counts = new Uint32Array(cellCount);
    this.#lastDirections = new Int8Array(cellCount);
  }

  /** A cell of the current picture has changed by enough, up or down. */
  change(cell: number, direction: FlashDirection): void {
    this.#changes.push(packed(cell, direction));
  }

  /** Ends the current picture. */
  endPicture(atMs: Milliseconds): void {
    this.#recent = this.#recent.filter((moment) => atMs - moment.atMs < concurrentMs);
    if (this.#changes.length === 0) return;
    this.#recent.push({ atMs, changes: this.#changes, flashing: [] });
    this.#changes = [];
    const hasCounted = [this.#countConcurrent(1), this.#countConcurrent(-1)].some(Boolean);
    if (hasCounted) this.#judge(atMs);
  }

  finish(): readonly FlashStretch[] {
    return this.#stretches;
  }

  #tileOf(cell: number): number {
    const { columns, tileCells, tileColumns } = this.#geometry;
    const row = Math.floor(cell / columns);
    const column = cell - row * columns;
    return Math.floor(row / tileCells) * tileColumns + Math.floor(column / tileCells);
  }

  #addToTile(tiles: Int32Array, cell: number): void {
    const tile = this.#tileOf(cell);
    tiles[tile] = (tiles[tile] ?? 0) + 1;
  }

  #emptyTiles(): Int32Array {
    return new Int32Array(this.#geometry.tileColumns * this.#geometry.tileRows);
  }

  /** Counts the changes of one direction that lie in a field where many happen at once. */
  #countConcurrent(direction: FlashDirection): boolean {
    const moments = this.#recent;
    const inDirection = moments.reduce((sum, moment) => sum + moment.changes.length, 0);
    if (inDirection <= this.#geometry.cellsMax) return false;
    const tiles = this.#emptyTiles();
    for (const moment of moments) {
      for (const change of moment.changes) {
        if (directionOf(change) === direction) this.#addToTile(tiles, cellOf(change));
      }
    }
    const { cellsInFieldMax, crowdedTiles } = countFields(tiles, this.#geometry);
    if (cellsInFieldMax <= this.#geometry.cellsMax) return false;
    for (const moment of moments) {
      moment.changes.forEach((change, i) => {
        if (change < 0 || directionOf(change) !== direction) return;
        if (crowdedTiles[this.#tileOf(cellOf(change))] !== 1) return;
        moment.changes[i] = counted(change);
        this.#count(cellOf(change), direction, moment);
      });
    }
    return true;
  }

  #count(cell: number, direction: FlashDirection, moment: Moment): void {
    // Changes that didn't count lie between: two counted ones in the same direction are one.
    if (this.#lastDirections[cell] === direction) return;
    this.#lastDirections[cell] = direction;
    const count = this.#counts[cell] ?? 0;
    this.#times[cell * remembered + (count % remembered)] = moment.atMs;
    this.#counts[cell] = count + 1;
    if (this.#changesInWindow(cell, moment.atMs) >= changesTooMany) moment.flashing.push(cell);
  }

  #changesInWindow(cell: number, atMs: number): number {
    const count = this.#counts[cell] ?? 0;
    const most = Math.min(count, remembered);
    let found = 0;
    while (found < most && atMs - this.#timeOf(cell, found) < windowMs - roundingMs) found += 1;
    return found;
  }

  /** When a cell changed, counted back from its last change. */
  #timeOf(cell: number, back: number): number {
    const count = this.#counts[cell] ?? 0;
    return this.#times[cell * remembered + ((count - 1 - back) % remembered)] ?? 0;
  }

  #judge(atMs: number): void {
    const cells = new Set(this.#recent.flatMap((moment) => moment.flashing));
    if (cells.size <= this.#geometry.cellsMax) return;
    const tiles = this.#emptyTiles();
    for (const cell of cells) this.#addToTile(tiles, cell);
    if (countFields(tiles, this.#geometry).cellsInFieldMax <= this.#geometry.cellsMax) return;
    let changes = changesTooMany;
    let startMs = atMs;
    for (const cell of cells) {
      const inWindow = this.#changesInWindow(cell, atMs);
      changes = Math.max(changes, inWindow);
      startMs = Math.min(startMs, this.#timeOf(cell, Math.max(0, inWindow - 1)));
    }
    this.#report({ startMs: Math.round(startMs), endMs: Math.round(atMs), flashesPerSecond: changes / 2 });
  }

  #report(found: FlashStretch): void {
    const last = this.#stretches.at(-1);
    if (!last || found.startMs > last.endMs) {
      this.#stretches.push(found);
      return;
    }
    this.#stretches[this.#stretches.length - 1] = {
      startMs: Math.min(last.startMs, found.startMs),
      endMs: found.endMs,
      flashesPerSecond: Math.max(last.flashesPerSecond, found.flashesPerSecond),
    };
  }
}
