import { expect, test } from 'vitest';
import { textSource } from '../../test/factories/bank-source.ts';
import { BankFileRefused } from './bank-file-refused.ts';
import { textChunks } from './text-chunks.ts';

async function readAll(bytes: Uint8Array, chunkBytes: number): Promise<string | BankFileRefused> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of textChunks('x.csv', textSource('x.csv', bytes, chunkBytes).open())) {
      chunks.push(chunk);
    }
  } catch (error) {
    expect(error).toBeInstanceOf(BankFileRefused);
    return error as BankFileRefused;
  }
  return Buffer.concat(chunks).toString();
}

const text = 'Café, 5 €, 𝄞 and a plain end';

test.each([1, 2, 3, 4, 5, 100])(
  'characters cut by chunks of %i bytes stay whole, the mark is gone',
  async (size) => {
    expect(await readAll(Buffer.from(`\ufeff${text}`), size)).toBe(text);
    expect(await readAll(Buffer.from(text), size)).toBe(text);
  },
);

test.each([1, 2, 7, 100])(
  'a byte of another encoding is found wherever it stands, chunks of %i bytes',
  async (size) => {
    for (const before of ['', 'a', 'é€', 'x'.repeat(90)]) {
      const bytes = Buffer.concat([Buffer.from(before), Buffer.from('Caf\xe9 au lait', 'latin1')]);
      expect(await readAll(bytes, size)).toMatchObject({
        code: 'NOT_TEXT',
        place: `byte ${Buffer.byteLength(before) + 3}`,
      });
    }
  },
);

test.each([
  ['cut inside a character', Buffer.from('5 €').subarray(0, -1), 'NOT_TEXT', 'the middle of a character'],
  ['UTF-16', Buffer.from('\ufeffdate', 'utf16le'), 'NOT_TEXT', 'UTF-16'],
  ['with zeros', Buffer.from('date\0description'), 'NOT_TEXT', 'not text'],
  ['gzip', Buffer.from([0x1f, 0x8b, 8, 0]), 'COMPRESSED_FILE', 'gzip'],
  ['a spreadsheet', Buffer.from('PK\u0003\u0004 sheet'), 'COMPRESSED_FILE', 'spreadsheet'],
])('%s is refused', async (_, bytes, code, message) => {
  const refused = await readAll(bytes, 100);
  expect(refused).toMatchObject({ code });
  expect(String(refused)).toContain(message);
});
