import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestOfFields, fieldsOfParts } from './request-fields.ts';
import { UploadedFile } from './uploaded-file.ts';

function fieldsOf(...parts: readonly [string, string][]): unknown {
  const fields = fieldsOfParts(parts.map(([name, value]) => ({ name, value })));
  return fields.kind === 'ok' ? JSON.parse(JSON.stringify(fields.value)) : fields.refusal;
}

describe('form parts', () => {
  test('with bracket keys become objects and lists', () => {
    expect(
      fieldsOf(
        ['prompt', 'sea'],
        ['input_reference[image_url]', 'data:…'],
        ['video[id]', 'video_1'],
        ['characters[][id]', 'char_1'],
        ['characters[][id]', 'char_2'],
        ['tags[0]', 'a'],
        ['tags[1]', 'b'],
      ),
    ).toEqual({
      prompt: 'sea',
      input_reference: { image_url: 'data:…' },
      video: { id: 'video_1' },
      characters: [{ id: 'char_1' }, { id: 'char_2' }],
      tags: ['a', 'b'],
    });
  });

  test.each([
    [
      'sent twice',
      [
        ['prompt', 'a'],
        ['prompt', 'b'],
      ],
      /prompt was sent twice/,
    ],
    [
      'a text and an object',
      [
        ['video', 'a'],
        ['video[id]', 'b'],
      ],
      /is a text and an object/,
    ],
    ['unreadable', [['video[id', 'b']], /can't be read/],
    ['too deep', [['a[b][c][d][e]', 'x']], /can't be read/],
  ] as [string, [string, string][], RegExp][])('are refused when %s', (_what, parts, said) => {
    expect(fieldsOf(...parts)).toMatch(said);
  });

  test('never reach a prototype, whatever their names', () => {
    const fields = fieldsOfParts([{ name: '__proto__[polluted]', value: 'yes' }]);
    expect(fields.kind).toBe('ok');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test('of any name and number are read or refused, never thrown at', () => {
    const name = fc.oneof(fc.string(), fc.stringMatching(/^[a-c](\[[a-c0-2]?\]){0,4}$/));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string())), (parts) => {
        const fields = fieldsOfParts(parts.map(([part, value]) => ({ name: part, value })));
        expect(['ok', 'refused']).toContain(fields.kind);
      }),
    );
  });
});

describe('the digest of a request', () => {
  const file = (text: string) =>
    new UploadedFile({ fileName: 'a.png', contentType: 'image/png', bytes: Buffer.from(text) });

  test('does not depend on the order of fields, and does on every value and file', () => {
    const one = digestOfFields({ prompt: 'a', video: { id: '1' }, picture: file('x') });
    expect(digestOfFields({ picture: file('x'), video: { id: '1' }, prompt: 'a' })).toBe(one);
    expect(digestOfFields({ prompt: 'b', video: { id: '1' }, picture: file('x') })).not.toBe(one);
    expect(digestOfFields({ prompt: 'a', video: { id: '2' }, picture: file('x') })).not.toBe(one);
    expect(digestOfFields({ prompt: 'a', video: { id: '1' }, picture: file('y') })).not.toBe(one);
  });
});
