import type { Drawing } from './drawing.ts';
import type { Font } from './font.ts';

/** The drawing with every text in this font. Inter needs no naming: the drawing comes back as it is. */
export function lettered(drawing: Drawing, font: Font): Drawing {
  if (!font.files) return drawing;
  return drawing.map((shape) => {
    if (shape.kind === 'text') return { ...shape, font };
    return shape.kind === 'group' ? { ...shape, children: lettered(shape.children, font) } : shape;
  });
}
