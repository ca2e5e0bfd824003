// Draws docs/contact-sheet.png: every lesson at the end of its hook, in its change, and at rest.
// Usage: node scripts/contact-sheet.ts [--dark] [--locale es] [--out FILE]
import { parseArgs } from 'node:util';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { assert } from '../src/kernel/assert.ts';
import { lessons } from '../src/lessons/catalogue.ts';
import { lessonLocales } from '../src/lessons/worked-value.ts';
import { renderStill } from '../src/studio/render-still.ts';
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
for (const [index, lesson] of lessons.entries()) {
  for (const [position, ms] of moments.entries()) {
    const still = renderStill({
      lesson,
      locale,
      size: { width: 1280, height: 720 },
      theme: values.dark ? darkTheme : lightTheme,
      format: 'png',
      ms,
    });
    const x = Math.floor(index / rows) * lessonWidth + position * (cell.width + cell.gap) + cell.gap;
    const y = (index % rows) * (cell.height + cell.gap) + cell.gap;
    context.drawImage(await loadImage(Buffer.from(still)), x, y, cell.width, cell.height);
  }
}
await writeWhole(values.out, sheet.encodeSync('png'));
console.log(`${values.out}: ${lessons.length} lessons, ${sheet.width}×${sheet.height}`);
