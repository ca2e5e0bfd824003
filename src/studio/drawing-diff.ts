import type { Box, Drawing, GroupShape } from './drawing.ts';
import { boundsOf, overlaps, transformBox, union } from './shape-bounds.ts';

const AREAS_MAX = 4;

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

/** Joins boxes that touch, then the closest ones until few are left. */
function merged(boxes: readonly Box[]): readonly Box[] {
  const areas: Box[] = [];
  for (const box of boxes) {
    let grown = box;
    for (let index = areas.findIndex((area) => overlaps(area, grown)); index >= 0; ) {
      const [area] = areas.splice(index, 1);
      grown = union([grown, area ?? grown]);
      index = areas.findIndex((other) => overlaps(other, grown));
    }
    areas.push(grown);
  }
  return areas.length > AREAS_MAX ? [union(areas)] : areas;
}
