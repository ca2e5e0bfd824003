import type { IsoDate } from '../../kernel/dates.ts';
import { clearCases } from './sample-clear-cases.ts';
import { plaidDocument } from './sample-document.ts';
import { subtleCases } from './sample-subtle-cases.ts';

/** A made-up member to look around with. `file` has the shape of Plaid's responses. */
export type SampleMember = {
  readonly memberId: string;
  readonly displayName: string;
  readonly story: string;
  readonly file: object;
};

/** The sample members as they stand on `today`: their last transactions are of that day or shortly before. */
export function sampleMembers(today: IsoDate): readonly SampleMember[] {
  return [...clearCases, ...subtleCases].map(({ memberId, displayName, story, accounts, rows }) => ({
    memberId,
    displayName,
    story,
    file: plaidDocument(memberId, accounts, rows(today)),
  }));
}
