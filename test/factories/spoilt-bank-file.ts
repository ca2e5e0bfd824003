import fc from 'fast-check';
import { sampleDocuments } from './spoilt-samples.ts';

/** A bank file that something happened to: its name says the kind. */
export type SpoiltFile = { readonly fileName: string; readonly bytes: Buffer };

/** A plain value becomes one that no bank sends; the rest of the document stays as it was. */
const otherValues = [
  'null',
  '1e308',
  '-0',
  '""',
  '"2026-13-45"',
  '"0000-01-01"',
  '"9999-12-31"',
  '[]',
  '{}',
  '[[[{"a":[]}]]]',
  'true',
  '"é\\u0000"',
  '"\\ud83d"',
  '12345678901234567890',
  `"${'long '.repeat(3_000)}"`,
];
const pieces = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ';',
  ':',
  '"',
  '""',
  '\\',
  '\n',
  '\r',
  '\t',
  'null',
  '1e999',
  '-',
  '(',
  '\u0000',
  'é',
  '\ufeff',
  '=1+1',
  '"__proto__":',
  '{"a":',
];

const STEPS = 100_000;
/** Anywhere in a text, from 0 to 1, and nowhere more often. */
const anywhere = fc.noBias(fc.integer({ min: 0, max: STEPS - 1 })).map((step) => step / STEPS);

const change = fc.record({
  at: anywhere,
  how: fc.oneof(
    { weight: 10, arbitrary: fc.constant('value' as const) },
    { weight: 6, arbitrary: fc.constantFrom('replace', 'insert', 'rename') },
    { weight: 1, arbitrary: fc.constantFrom('cut', 'double') },
  ),
  value: fc.constantFrom(...otherValues),
  piece: fc.constantFrom(...pieces),
});
type Change = typeof change extends fc.Arbitrary<infer One> ? One : never;

/** Documents of every kind with a few places spoilt, cut, doubled or renamed, some with a byte of no text. */
export const spoiltFile: fc.Arbitrary<SpoiltFile> = fc
  .tuple(
    fc.constantFrom(...sampleDocuments),
    fc.array(change, { minLength: 1, maxLength: 4 }),
    fc.oneof({ weight: 19, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: anywhere }),
  )
  .map(([{ fileName, text }, changes, wrongByteAt]) => {
    const spoilt = Buffer.from(changes.reduce(apply, text));
    if (wrongByteAt !== null && spoilt.length > 0) {
      spoilt[Math.floor(wrongByteAt * (spoilt.length - 1))] = 0xe9;
    }
    return { fileName, bytes: spoilt };
  });

function apply(text: string, { at, how, value, piece }: Change): string {
  const place = Math.floor(at * text.length);
  switch (how) {
    case 'value':
      return withOtherPart(text, at, /"\w+":("[^"]*"|-?[\d.]+|null|true|false)/g, value);
    case 'rename':
      return withOtherPart(text, at, /("\w+")\s*:/g, piece === '"__proto__":' ? '"__proto__"' : '"other"');
    case 'replace':
      return text.slice(0, place) + piece + text.slice(place + 1);
    case 'insert':
      return text.slice(0, place) + piece + text.slice(place);
    case 'cut':
      return text.slice(0, place);
    default:
      return text.slice(0, place) + text.slice(place >> 1);
  }
}

/** The text with one of its parts replaced that `parts` captures. */
function withOtherPart(text: string, at: number, parts: RegExp, by: string): string {
  const found = [...text.matchAll(parts)];
  const one = found[Math.floor(at * (found.length - 1))];
  const part = one?.[1];
  if (one === undefined || part === undefined) return text;
  const from = one.index + one[0].indexOf(part);
  return text.slice(0, from) + by + text.slice(from + part.length);
}
