import type { GridShape } from './picture-grid.ts';

/**
 * The guideline's viewer (WCAG 2.3.1, "general flash and red flash thresholds"): the film fills a screen of
 * 1024 × 768 pixels, on which 341 × 256 pixels anywhere are a field of 10 degrees. Flashing counts where
 * it takes more than a quarter of such a field.
 */
const screen = { width: 1024, height: 768 };
const field = { width: 341, height: 256 };
const areaShareMax = 0.25;

/** How large cells, tiles of cells and the field are against each other. */
export type FieldGeometry = {
  readonly columns: number;
  readonly rows: number;
  /** A tile is so many cells on a side; counting goes by tiles. */
  readonly tileCells: number;
  readonly tileColumns: number;
  readonly tileRows: number;
  /** The field in tiles, at most the whole picture. */
  readonly fieldColumns: number;
  readonly fieldRows: number;
  /** More cells than this within one field are too many. */
  readonly cellsMax: number;
};

export type ShownShape = {
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly isTurned: boolean;
};

/** `columns` × `rows` cells cover the stored picture; `shown` is its size as laid out, after turning. */
export function fieldGeometry(
  grid: Pick<GridShape, 'columns' | 'rows'>,
  shown: ShownShape,
  tileCells: number,
): FieldGeometry {
  const scale = Math.min(screen.width / shown.widthPixels, screen.height / shown.heightPixels);
  const alongColumns = (shown.isTurned ? shown.heightPixels : shown.widthPixels) * scale;
  const alongRows = (shown.isTurned ? shown.widthPixels : shown.heightPixels) * scale;
  const cell = { width: alongColumns / grid.columns, height: alongRows / grid.rows };
  const fieldAlong = shown.isTurned ? { width: field.height, height: field.width } : field;
  const tileColumns = Math.ceil(grid.columns / tileCells);
  const tileRows = Math.ceil(grid.rows / tileCells);
  const inTiles = (length: number, cellLength: number) =>
    Math.max(1, Math.round(length / cellLength / tileCells));
  return {
    columns: grid.columns,
    rows: grid.rows,
    tileCells,
    tileColumns,
    tileRows,
    fieldColumns: Math.min(tileColumns, inTiles(fieldAlong.width, cell.width)),
    fieldRows: Math.min(tileRows, inTiles(fieldAlong.height, cell.height)),
    cellsMax: (field.width * field.height * areaShareMax) / (cell.width * cell.height),
  };
}

/** The most cells that any one field holds, and which tiles lie in a field that holds too many. */
export type FieldCount = { readonly cellsInFieldMax: number; readonly crowdedTiles: Uint8Array };

/** Slides the field over tile counts, by sums over rectangles. */
export function countFields(tileCounts: Int32Array, geometry: FieldGeometry): FieldCount {
  const { tileColumns, tileRows, fieldColumns, fieldRows, cellsMax } = geometry;
  const sums = rectangleSums(tileCounts, tileColumns, tileRows);
  const width = tileColumns + 1;
  const crowdedTiles = new Uint8Array(tileCounts.length);
  let cellsInFieldMax = 0;
  for (let row = 0; row + fieldRows <= tileRows; row += 1) {
    for (let column = 0; column + fieldColumns <= tileColumns; column += 1) {
      const top = row * width + column;
      const bottom = top + fieldRows * width;
      const count =
        at(sums, bottom + fieldColumns) - at(sums, bottom) - at(sums, top + fieldColumns) + at(sums, top);
      cellsInFieldMax = Math.max(cellsInFieldMax, count);
      if (count <= cellsMax) continue;
      for (let y = row; y < row + fieldRows; y += 1) {
        crowdedTiles.fill(1, y * tileColumns + column, y * tileColumns + column + fieldColumns);
      }
    }
  }
  return { cellsInFieldMax, crowdedTiles };
}

function at(values: Int32Array, index: number): number {
  return values[index] ?? 0;
}

function rectangleSums(counts: Int32Array, columns: number, rows: number): Int32Array {
  const width = columns + 1;
  const sums = new Int32Array(width * (rows + 1));
  for (let row = 0; row < rows; row += 1) {
    let inRow = 0;
    for (let column = 0; column < columns; column += 1) {
      inRow += counts[row * columns + column] ?? 0;
      sums[(row + 1) * width + column + 1] = inRow + at(sums, row * width + column + 1);
    }
  }
  return sums;
}
