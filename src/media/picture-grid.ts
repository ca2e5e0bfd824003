/**
 * A picture made small: averages over squares of the coded picture, so that every judge below looks at tens of
 * thousands of cells instead of a million pixels. Values are sixteenths of an 8-bit level, 0–4080.
 */
export type PictureGrid = {
  /** Luma, one value a cell. */
  readonly luma: Uint16Array;
  /** Chroma, one value for each 2 × 2 cells. */
  readonly blue: Uint16Array;
  readonly red: Uint16Array;
};

/** How a coded picture is cut into cells. An edge narrower than a cell is left out. */
export type GridShape = {
  /** Side of a cell in coded pixels: 4, 8 or 16. */
  readonly cellPixels: number;
  /** Cells across and down; even numbers, as chroma has half of them. */
  readonly columns: number;
  readonly rows: number;
};

/** Where the planes of a 4:2:0 picture stand in a buffer whose rows are padded to whole cells. */
export type PlaneShape = {
  readonly lumaStride: number;
  readonly chromaStride: number;
  readonly chromaRows: number;
  readonly sizeBytes: number;
  readonly layout: readonly { readonly offset: number; readonly stride: number }[];
};

/** Cells of 4 pixels up to 1440 across: 3 CSS pixels on the guideline's screen, its "fine pattern". */
const columnsMax = 360;
const rowAlignmentBytes = 64;

export function gridShape(widthPixels: number, heightPixels: number): GridShape {
  let cellPixels = 4;
  while (cellPixels < 16 && Math.max(widthPixels, heightPixels) / cellPixels > columnsMax) cellPixels *= 2;
  const even = (pixels: number) => Math.floor(pixels / cellPixels / 2) * 2;
  return { cellPixels, columns: even(widthPixels), rows: even(heightPixels) };
}

export function planeShape(widthPixels: number, heightPixels: number): PlaneShape {
  const lumaStride = Math.ceil(widthPixels / rowAlignmentBytes) * rowAlignmentBytes;
  const chromaStride = lumaStride / 2;
  const chromaRows = Math.ceil(heightPixels / 2);
  const lumaBytes = lumaStride * heightPixels;
  const chromaBytes = chromaStride * chromaRows;
  return {
    lumaStride,
    chromaStride,
    chromaRows,
    sizeBytes: lumaBytes + 2 * chromaBytes,
    layout: [
      { offset: 0, stride: lumaStride },
      { offset: lumaBytes, stride: chromaStride },
      { offset: lumaBytes + chromaBytes, stride: chromaStride },
    ],
  };
}

export function emptyGrid(shape: GridShape): PictureGrid {
  const cellCount = shape.columns * shape.rows;
  return {
    luma: new Uint16Array(cellCount),
    blue: new Uint16Array(cellCount / 4),
    red: new Uint16Array(cellCount / 4),
  };
}

/** Fills `grid` from a 4:2:0 picture laid out as `planes` says. `words` views the buffer four pixels at a time. */
export function fillGrid(grid: PictureGrid, words: Uint32Array, shape: GridShape, planes: PlaneShape): void {
  const { columns, rows, cellPixels } = shape;
  const planeStarts = planes.layout.map((plane) => plane.offset / 4);
  const chroma = { columns: columns / 2, rows: rows / 2, cellPixels, strideWords: planes.chromaStride / 4 };
  averageCells(grid.luma, words, {
    columns,
    rows,
    cellPixels,
    strideWords: planes.lumaStride / 4,
    startWord: 0,
  });
  averageCells(grid.blue, words, { ...chroma, startWord: planeStarts[1] ?? 0 });
  averageCells(grid.red, words, { ...chroma, startWord: planeStarts[2] ?? 0 });
}

/** Even bytes of a word, so that two sums run in its two halves without touching. */
const evenBytes = 0x00ff00ff;

type CellPlane = {
  readonly columns: number;
  readonly rows: number;
  readonly cellPixels: number;
  readonly strideWords: number;
  readonly startWord: number;
};

function averageCells(out: Uint16Array, words: Uint32Array, plane: CellPlane): void {
  if (plane.cellPixels === 4) averageSmallCells(out, words, plane);
  else averageLargeCells(out, words, plane);
}

/** Cells of 4 × 4 pixels, written out: nearly every film takes this path, and it is the hottest loop here. */
function averageSmallCells(out: Uint16Array, words: Uint32Array, plane: CellPlane): void {
  const { columns, rows, strideWords } = plane;
  let cell = 0;
  for (let row = 0; row < rows; row += 1) {
    let at = plane.startWord + row * 4 * strideWords;
    for (let column = 0; column < columns; column += 1) {
      const first = words[at] as number;
      const second = words[at + strideWords] as number;
      const third = words[at + 2 * strideWords] as number;
      const fourth = words[at + 3 * strideWords] as number;
      const halves =
        (first & evenBytes) +
        ((first >>> 8) & evenBytes) +
        (second & evenBytes) +
        ((second >>> 8) & evenBytes) +
        (third & evenBytes) +
        ((third >>> 8) & evenBytes) +
        (fourth & evenBytes) +
        ((fourth >>> 8) & evenBytes);
      out[cell] = (halves & 0xffff) + (halves >>> 16);
      cell += 1;
      at += 1;
    }
  }
}

function averageLargeCells(out: Uint16Array, words: Uint32Array, plane: CellPlane): void {
  const { columns, rows, cellPixels, strideWords } = plane;
  const cellWords = cellPixels / 4;
  // A cell's sum has cellPixels² bytes; sixteenths of a level are sum × 16 / cellPixels².
  const shift = 2 * Math.log2(cellPixels) - 4;
  let cell = 0;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let halves = 0;
      let line = plane.startWord + row * cellPixels * strideWords + column * cellWords;
      for (let y = 0; y < cellPixels; y += 1) {
        for (let x = 0; x < cellWords; x += 1) {
          const word = words[line + x] as number;
          halves += (word & evenBytes) + ((word >>> 8) & evenBytes);
        }
        line += strideWords;
      }
      out[cell] = ((halves & 0xffff) + (halves >>> 16)) >> shift;
      cell += 1;
    }
  }
}
