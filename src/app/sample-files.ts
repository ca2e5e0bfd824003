import { parseBankFile } from '../ingest/parse-bank-file.ts';
import { sampleMembers } from '../ingest/synthetic/sample-members.ts';
import type { IsoDate } from '../kernel/dates.ts';
import type { SampleFile } from '../members/seed-samples.ts';

/** The sample members as bank files: they come in through the same door as everybody's. */
export function sampleFiles(today: IsoDate): readonly SampleFile[] {
  return sampleMembers(today).map(({ memberId, displayName, story, file }) => {
    const fileName = `${memberId}.json`;
    async function* open(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(JSON.stringify(file));
    }
    return {
      memberId,
      displayName,
      story,
      file: { fileName, records: parseBankFile({ fileName, open }, 'plaid') },
    };
  });
}
