import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collect, recordsOf, textSource } from '../../test/factories/bank-source.ts';
import { spoiltFile } from '../../test/factories/spoilt-bank-file.ts';
import { BankFileRefused } from '../ingest/bank-file-refused.ts';
import { analyzeMember } from './analyze-member.ts';

const options = { asOf: '2026-06-30', locale: 'en' } as const;
/** The short form keeps the suite quick; ten thousand of them have run without a crash. */
const fuzzRuns = Number(process.env['FUZZ_RUNS'] ?? 500);

/** What `JSON.parse` would say of a document, or of documents one after another. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('no spoilt file crashes: it is read, or refused with a place and a reason', async () => {
  await fc.assert(
    fc.asyncProperty(spoiltFile, fc.constantFrom(7, 64, 4_096), async ({ fileName, bytes }, chunkBytes) => {
      const outcome = await collect(textSource(fileName, bytes, chunkBytes)).then(
        (collected) => ({ collected }),
        (error: unknown) => ({ error }),
      );
      if ('error' in outcome) {
        expect(outcome.error).toBeInstanceOf(BankFileRefused);
        const refused = outcome.error as BankFileRefused;
        expect(refused.place && refused.message && refused.remedy).toBeTruthy();
        if (refused.code === 'MALFORMED_JSON' || refused.code === 'TRUNCATED_JSON') {
          expect(isJson(bytes.toString())).toBe(false);
        }
      } else {
        for (const { place, code, message } of outcome.collected.quarantined) {
          expect(place && code && message).toBeTruthy();
        }
        for (const bank of outcome.collected.members) analyzeMember(bank, options);
      }
    }),
    { numRuns: fuzzRuns },
  );
});

test('what JSON.parse reads as one object is read, and what it refuses is refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json({ maxDepth: 4 }), fc.boolean(), async (value, isSpoilt) => {
      const text = `{"accounts":[],"transactions":[],"extra":${value}${isSpoilt ? ',' : ''}}`;
      const isRead = await recordsOf(textSource('x.json', text, 13)).then(
        () => true,
        () => false,
      );
      expect(isRead).toBe(isJson(text));
    }),
    { numRuns: 200 },
  );
});
