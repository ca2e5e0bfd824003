import { expect, test } from 'vitest';
import { type CutHandler, type CutPlan, pathOf } from './cut-frame.ts';
import { JsonCutter } from './json-cutter.ts';

const plan: CutPlan = { kind: 'object', keys: { rows: { kind: 'array', item: { kind: 'leaf' } } } };

const rows = [
  { name: 'back\\slash\\', quote: '"', brackets: '{[,:]}' },
  { nested: [[], {}, [{ deep: ['\\"', '\\\\'] }]] },
  'text with \\" inside \\\\',
  -12.5e-3,
  null,
  { 'Ärger "ß"': '\u2028 \u{1f4b6}' },
];
const document = Buffer.from(` ${JSON.stringify({ before: 'a\\', rows, 'k"ey': { x: [1] } })}\n `);

function cut(chunks: readonly Buffer[]): unknown[] {
  const found: unknown[] = [];
  const handler: CutHandler = {
    enter: (frame) => found.push(`in ${pathOf(frame, { ofFrame: true })}`),
    leaf: (frame, value) => found.push([pathOf(frame), value]),
    leave: (frame) => found.push(`out ${pathOf(frame, { ofFrame: true })}`),
  };
  const cutter = new JsonCutter(plan, handler);
  for (const chunk of chunks) cutter.push(chunk);
  cutter.end();
  return found;
}

test('values are cut out as they stand', () => {
  expect(cut([document])).toEqual([
    'in the top level',
    ['before', 'a\\'],
    'in rows',
    ...rows.map((row, at) => [`rows[${at}]`, row]),
    'out rows',
    ['k"ey', { x: [1] }],
    'out the top level',
  ]);
});

test('wherever a chunk ends, the same values come out', () => {
  const whole = cut([document]);
  for (let at = 1; at < document.length; at += 1) {
    expect(cut([document.subarray(0, at), document.subarray(at)]), `split at byte ${at}`).toEqual(whole);
  }
  const bytes = Array.from(document, (_, at) => document.subarray(at, at + 1));
  expect(cut(bytes)).toEqual(whole);
});
