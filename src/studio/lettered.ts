import type { Drawing, TextShape } from './drawing.ts';
import type { Font } from './font.ts';

/** The drawing with every text in this font. Inter needs no naming: the drawing comes back as it is. */
export function lettered(drawing: Drawing, font: Font): Drawing {
  return font.files ? withTexts(drawing, (shape) => ({ ...shape, font })) : drawing;
}

/** The drawing with every text larger by this factor, where it stands. */
export function withTextScale(drawing: Drawing, factor: number): Drawing {
  if (factor === 1) return drawing;
  return withTexts(drawing, (shape) => ({ ...shape, size: shape.size * factor }));
}

function withTexts(drawing: Drawing, change: (shape: TextShape) => TextShape): Drawing {
  return drawing.map((shape) => {
    if (shape.kind === 'text') return change(shape);
    return shape.kind === 'group' ? { ...shape, children: withTexts(shape.children, change) } : shape;
  });
}
