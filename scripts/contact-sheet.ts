// Draws docs/contact-sheet.png: every lesson at the end of its hook, in its change, and at rest.
// Usage: node scripts/contact-sheet.ts [--dark] [--locale es] [--out FILE]
import { parseArgs } from 'node:util';
import { createCanvas } from '@napi-rs/canvas';
import { assert } from '../src/kernel/assert.ts';
import { lessons } from '../src/lessons/catalogue.ts';
import { lessonLocales } from '../src/lessons/worked-value.ts';
import { CanvasPainter } from '../src/studio/canvas-painter.ts';
import { composeFilm } from '../src/studio/film-scene.ts';
import { registerFont } from '../src/studio/font-registry.ts';
import { darkTheme, lightTheme } from '../src/studio/theme.ts';
import { writeWhole } from '../src/studio/write-whole.ts';

const moments = [500, 3000, 7500];
const columns = 2;
const cell = { width: 256, height: 144, gap: 4 };

const { values } = parseArgs({
  options: {
    dark: { type: 'boolean', default: false },
    locale: { type: 'string', default: 'en' },
    out: { type: 'string', default: 'docs/contact-sheet.png' },
  },
});
const locale = lessonLocales.find((one) => one === values.locale);
assert(locale, `--locale is one of ${lessonLocales.join(', ')}`);

const rows = Math.ceil(lessons.length / columns);
const lessonWidth = moments.length * (cell.width + cell.gap) + cell.gap * 3;
const sheet = createCanvas(lessonWidth * columns, rows * (cell.height + cell.gap) + cell.gap);
const context = sheet.getContext('2d');
context.fillStyle = values.dark ? '#05070f' : '#ffffff';
context.fillRect(0, 0, sheet.width, sheet.height);
const theme = values.dark ? darkTheme : lightTheme;
registerFont(theme.type.font);
for (const [index, lesson] of lessons.entries()) {
  const scene = composeFilm({ lesson, locale, theme, shape: 'landscape' });
  const scale = cell.width / scene.width;
  // Painted small rather than made smaller: letters stay letters.
  const painter = new CanvasPainter(context, scale);
  for (const [position, ms] of moments.entries()) {
    const x = Math.floor(index / rows) * lessonWidth + position * (cell.width + cell.gap) + cell.gap;
    const y = (index % rows) * (cell.height + cell.gap) + cell.gap;
    context.save();
    context.beginPath();
    context.rect(x, y, cell.width, cell.height);
    context.clip();
    context.translate(x, y);
    context.scale(scale, scale);
    painter.paint(scene.ground);
    painter.paint(scene.drawAt(ms));
    context.restore();
  }
}
await writeWhole(values.out, sheet.encodeSync('png'));
console.log(`${values.out}: ${lessons.length} lessons, ${sheet.width}×${sheet.height}`);
