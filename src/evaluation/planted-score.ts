import type { PlantedTruth } from '../ingest/synthetic/planted-truth.ts';
import type { Ratio } from '../kernel/units.ts';

/** What was detected of one member, in the words of the truth. */
export type Detected = {
  readonly memberId: string;
  readonly persona: string;
  readonly streams: readonly { readonly cadence: string; readonly transactionIds: readonly string[] }[];
  readonly payTransactionIds: readonly string[];
};

export type Score = { readonly precision: Ratio; readonly recall: Ratio; readonly f1: Ratio };

export type PlantedScore = {
  readonly members: number;
  readonly personaAccuracy: Ratio;
  readonly streams: Score;
  readonly pay: Score;
  /** Up to twenty members whose persona was missed, for looking into. */
  readonly missedPersonas: readonly {
    memberId: string;
    edge: string | null;
    planted: string;
    found: string;
  }[];
};

const MISSED_SHOWN_MAX = 20;
/** Two streams are the same where they share more than half of the rows of each. */
const SHARED_RATIO_MIN = 0.5;

/** Detection against planted truth. Streams match by cadence and shared rows, pay by row. */
export function scorePlanted(truths: readonly PlantedTruth[], detected: readonly Detected[]): PlantedScore {
  const foundOf = new Map(detected.map((one) => [one.memberId, one]));
  const streams = { hit: 0, planted: 0, found: 0 };
  const pay = { hit: 0, planted: 0, found: 0 };
  const missed: PlantedScore['missedPersonas'][number][] = [];
  for (const truth of truths) {
    const found = foundOf.get(truth.memberId);
    if (found?.persona !== truth.persona) {
      const { memberId, edge, persona: planted } = truth;
      missed.push({ memberId, edge, planted, found: found?.persona ?? 'nobody' });
    }
    streams.planted += truth.streams.length;
    streams.found += found?.streams.length ?? 0;
    streams.hit += truth.streams.filter((stream) => found?.streams.some((one) => isSame(stream, one))).length;
    const planted = new Set(truth.pay.flatMap((source) => source.transactionIds));
    pay.planted += planted.size;
    pay.found += found?.payTransactionIds.length ?? 0;
    pay.hit += found?.payTransactionIds.filter((id) => planted.has(id)).length ?? 0;
  }
  return {
    members: truths.length,
    personaAccuracy: truths.length === 0 ? 0 : 1 - missed.length / truths.length,
    streams: score(streams),
    pay: score(pay),
    missedPersonas: missed.slice(0, MISSED_SHOWN_MAX),
  };
}

function isSame(planted: PlantedTruth['streams'][number], found: Detected['streams'][number]): boolean {
  if (planted.cadence !== found.cadence) return false;
  const ids = new Set(found.transactionIds);
  const shared = planted.transactionIds.filter((id) => ids.has(id)).length;
  return shared > planted.transactionIds.length * SHARED_RATIO_MIN && shared > ids.size * SHARED_RATIO_MIN;
}

function score({ hit, planted, found }: { hit: number; planted: number; found: number }): Score {
  const precision = found === 0 ? 0 : hit / found;
  const recall = planted === 0 ? 0 : hit / planted;
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}
