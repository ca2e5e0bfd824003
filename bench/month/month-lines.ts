import { type CacheOutcome, cacheOutcomes } from '../../src/video/video-cache-port.ts';
import { hitRatio, type OutcomeCount } from './month-tally.ts';
import type { MonthReport } from './simulate-month.ts';

const TARGET = 0.95;

const causes: Readonly<Record<CacheOutcome, string>> = {
  hit: 'what is shown is of the lesson’s version',
  stale: 'an older film, until the new one is there',
  cold: 'nothing was kept',
  expired: 'what was kept was too old',
  failed: 'what was kept said that nothing could be made, and its rest was over',
  changed: 'a film was begun, went on or came: what was kept was taken out',
  evicted: 'its film had made room for others',
  version_changed: 'kept before the release',
  away: 'the cache did not answer',
};

/** The report as lines. `isGood` where the target is met and nothing was wrong. */
export function monthLines(report: MonthReport): {
  readonly lines: readonly string[];
  readonly isGood: boolean;
} {
  const { views, slots, quotaBytes, tally, counts, films, evictions, filesServed, wrong } = report;
  const all = tally.of(null);
  const asked = sum(all, (count) => count.asked);
  const shown = sum(all, (count) => count.shown);
  const kept = ['hit', 'stale'] as const;
  const empty = kept.reduce((total, outcome) => total + unshown(all.get(outcome)), 0);
  const isCountedAlike = cacheOutcomes.every((outcome) => counts?.[outcome] === all.get(outcome)?.asked);
  const isGood =
    hitRatio(all) >= TARGET && isCountedAlike && Object.values(wrong).every((count) => count === 0);
  const misses = cacheOutcomes.filter((outcome) => outcome !== 'hit' && outcome !== 'stale');
  const lines = [
    `  ${views} page views, ${slots} slots, ${asked} questions: what can be shown of this slot now?`,
    `  answered from the cache with something to show: ${shown} = ${percent(hitRatio(all))}, target ${percent(TARGET)}`,
    ...kept.map((outcome) => `    ${line(all.get(outcome)?.shown ?? 0, asked, outcome, causes[outcome])}`),
    `  answered from the cache with nothing to show (being made, at rest): ${empty}`,
    `  read from the tables: ${asked - shown - empty}`,
    ...misses.map((outcome) => `    ${line(all.get(outcome)?.asked ?? 0, asked, outcome, causes[outcome])}`),
    ...tally.parts.map((part) => {
      const counted = tally.of(part);
      return `  ${part}: ${percent(hitRatio(counted))} of ${sum(counted, (count) => count.asked)}`;
    }),
    `  films made: ${listed(films)}; removed: ${listed(evictions)}; quota ${quotaBytes} bytes`,
    `  files served: ${filesServed}; wrong answers ${wrong.answers}, missing files ${wrong.files}, untrue entries ${wrong.entries}`,
    `  the product’s counters ${isCountedAlike ? 'say the same' : `say otherwise: ${JSON.stringify(counts)}`}`,
  ];
  return { lines, isGood };
}

function line(count: number, asked: number, outcome: string, cause: string): string {
  return `${String(count).padStart(6)} ${percent(count / asked).padStart(8)}  ${outcome.padEnd(16)} ${cause}`;
}

function sum(counts: ReadonlyMap<CacheOutcome, OutcomeCount>, of: (count: OutcomeCount) => number): number {
  return [...counts.values()].reduce((total, count) => total + of(count), 0);
}

function unshown(count: OutcomeCount | undefined): number {
  return count ? count.asked - count.shown : 0;
}

function listed(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([name, count]) => `${count} ${name}`).join(', ') || 'none';
}

function percent(ratio: number): string {
  return `${(ratio * 100).toFixed(2)} %`;
}
