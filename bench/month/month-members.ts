import { MemberCollector } from '../../src/ingest/member-collector.ts';
import { parseBankFile } from '../../src/ingest/parse-bank-file.ts';
import { SeededRandom } from '../../src/ingest/synthetic/seeded-random.ts';
import { synthesizeMember } from '../../src/ingest/synthetic/synthesize-member.ts';
import type { IsoDate } from '../../src/kernel/dates.ts';
import { analyzeMember } from '../../src/members/analyze-member.ts';
import { topLessons } from '../../src/members/top-lessons.ts';
import type { SlotName } from '../../src/video/slot-key.ts';

export type MonthMember = {
  readonly locale: 'en' | 'es';
  /** None for a member without a persona that is taught. */
  readonly lessons: readonly Pick<SlotName, 'persona' | 'topic'>[];
};

const SPANISH_SHARE = 0.2;

/** Members of the made-up bank with what the product's own line recommends to each of them. */
export async function monthMembers(options: {
  seed: string;
  count: number;
  asOf: IsoDate;
}): Promise<readonly MonthMember[]> {
  const { seed, count, asOf } = options;
  const language = new SeededRandom(`${seed}|language`);
  const members: MonthMember[] = [];
  for (let index = 0; index < count; index += 1) {
    const { document } = synthesizeMember({ seed, index, asOf });
    members.push({
      locale: language.chance(SPANISH_SHARE) ? 'es' : 'en',
      lessons: await lessonsOfDocument(document, asOf),
    });
  }
  return members;
}

async function lessonsOfDocument(document: object, asOf: IsoDate): Promise<MonthMember['lessons']> {
  async function* open(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(JSON.stringify(document));
  }
  const collector = new MemberCollector();
  await collector.add('bank', parseBankFile({ fileName: 'bank.jsonl', open }, 'plaid'));
  return collector.collected().members.flatMap((bank) => {
    const { personas, recommendations } = analyzeMember(bank, { asOf, locale: 'en' });
    return topLessons({ personas, recommendations }).map(({ persona, topic }) => ({ persona, topic }));
  });
}
