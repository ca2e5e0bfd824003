import type { Box, Drawing, GroupShape } from './drawing.ts';
import { boundsOf, transformBox, union } from './shape-bounds.ts';

const AREAS_MAX = 6;
/** Painting one more area costs about as much as painting this many more pixels. */
const AREA_COST_PIXELS = 24_000;

/**
 * The parts of the picture in which two drawings differ: what has to be painted and converted again.
 * Groups that stand in the same place are compared child by child. Empty when nothing changed.
 */
export function changedAreas(before: Drawing, after: Drawing): readonly Box[] {
  return merged(differences(before, after));
}

function differences(before: Drawing, after: Drawing): Box[] {
  if (before === after) return [];
  if (before.length !== after.length) {
    return [...before, ...after].map(boundsOf).filter((box) => box.width > 0);
  }
  return after.flatMap((shape, index) => {
    const old = before[index];
    if (!old || old === shape) return [];
    if (old.kind === 'group' && shape.kind === 'group' && isSamePlace(old, shape)) {
      return differences(old.children, shape.children).map((box) => transformBox(box, shape));
    }
    return isSame(old, shape) ? [] : [boundsOf(old), boundsOf(shape)];
  });
}

function isSamePlace(a: GroupShape, b: GroupShape): boolean {
  const { children: _a, ...placeA } = a;
  const { children: _b, ...placeB } = b;
  return isSame(placeA, placeB);
}

/** Deep equality of plain data. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => isSame(a[key as keyof typeof a], b[key as keyof typeof b]));
}

/** Joins boxes where that costs less than painting each by itself, then the closest ones until few are left. */
function merged(boxes: readonly Box[]): readonly Box[] {
  const areas: Box[] = [];
  for (const box of boxes) {
    let grown = box;
    for (let near = cheapest(areas, grown); near && near.waste <= AREA_COST_PIXELS; ) {
      areas.splice(near.index, 1);
      grown = near.joined;
      near = cheapest(areas, grown);
    }
    areas.push(grown);
  }
  while (areas.length > AREAS_MAX) {
    const [first] = areas.splice(0, 1);
    const near = first && cheapest(areas, first);
    if (near) areas.splice(near.index, 1, near.joined);
  }
  return areas;
}

/** The area that is joined with the box for the fewest pixels that need not have been painted. */
function cheapest(areas: readonly Box[], box: Box): { index: number; joined: Box; waste: number } | null {
  let best: { index: number; joined: Box; waste: number } | null = null;
  for (const [index, area] of areas.entries()) {
    const joined = union([area, box]);
    const waste = sizeOf(joined) - sizeOf(area) - sizeOf(box);
    if (!best || waste < best.waste) best = { index, joined, waste };
  }
  return best;
}

function sizeOf(box: Box): number {
  return box.width * box.height;
}
