import { isDeepStrictEqual } from 'node:util';
import { lessons } from '../../src/lessons/catalogue.ts';
import { recoverJobs } from '../../src/video/dispatch-jobs.ts';
import type { SlotName } from '../../src/video/slot-key.ts';
import type { CacheCounts, SlotMedia } from '../../src/video/video-cache-port.ts';
import { Agenda } from './agenda.ts';
import { type MonthMember, monthMembers } from './month-members.ts';
import { MonthTally } from './month-tally.ts';
import { DAY_MS, type PageView, visitsOfMonth } from './month-visits.ts';
import { ORDERED_SLOT_BYTES, quickProvider } from './quick-films.ts';
import { simulatedDatabase } from './simulated-database.ts';
import { openSimulatedProduct, type SimulatedProduct } from './simulated-product.ts';

export type MonthOptions = {
  readonly members: number;
  readonly seed: string;
  /** An empty folder. */
  readonly dataDir: string;
  /** Null keeps the cache in PostgreSQL. */
  readonly redisUrl: string | null;
};

export type MonthReport = {
  readonly views: number;
  readonly slots: number;
  readonly quotaBytes: number;
  readonly tally: MonthTally;
  /** The product's own counters at the end. */
  readonly counts: CacheCounts | null;
  readonly films: ReadonlyMap<string, number>;
  readonly evictions: ReadonlyMap<string, number>;
  readonly filesServed: number;
  /** Answers that weren't the truth, shown files that weren't there, entries that the hourly comparison took out. */
  readonly wrong: { answers: number; files: number; entries: number };
};

const BEGINS_AT = new Date('2026-06-01T00:00:00Z');
const DAYS = 30;
const HOUR_MS = 3_600_000;
const after = (days: number, hours = 0): Date =>
  new Date(BEGINS_AT.getTime() + days * DAY_MS + hours * HOUR_MS);
/** A release changes every lesson; four hours later the provider goes away for thirty. */
const RELEASED_AT = after(15, 10);
const DOWN_FROM = after(15, 14);
const UP_AGAIN_AT = after(16, 20);
/** Of what all the films that are asked for would take. */
const QUOTA_SHARE = 0.75;
/** A worker does it every half minute. Here nothing gets lost, so that it only shows that nothing was wrong. */
const COMPARED_EVERY_HOURS = 6;

const parts = [
  { name: 'first day, nothing made, nothing kept', until: after(1) },
  { name: 'until the release', until: RELEASED_AT },
  { name: 'release and outage', until: UP_AGAIN_AT },
  { name: 'from then on', until: after(DAYS) },
];

/** A month of members who look at their pages, by the product's own code in a time of its own. */
export async function simulateMonth({
  members,
  seed,
  dataDir,
  redisUrl,
}: MonthOptions): Promise<MonthReport> {
  const people = await monthMembers({ seed, count: members, asOf: '2026-06-01' });
  const views = visitsOfMonth(people, { seed, from: BEGINS_AT, days: DAYS });
  const slots = slotsOf(people);
  const quotaBytes = Math.round(QUOTA_SHARE * slots * ORDERED_SLOT_BYTES);
  const agenda = new Agenda(BEGINS_AT);
  const isDown = (): boolean => agenda.now() >= DOWN_FROM && agenda.now() < UP_AGAIN_AT;
  const tally = new MonthTally();

  await using opening = new AsyncDisposableStack();
  const database = await simulatedDatabase(dataDir, BEGINS_AT);
  opening.defer(() => database.close());
  const product = await openSimulatedProduct({
    agenda,
    database,
    dataDir,
    redisUrl,
    provider: quickProvider(agenda, isDown),
    quotaBytes,
    onQuestion: (question) => tally.count(partAt(agenda.now()), question),
  });
  opening.defer(() => product.close());
  const month: Month = {
    product,
    browsers: new Map(),
    evictions: new Map(),
    wrong: { answers: 0, files: 0, entries: 0 },
    filesServed: 0,
  };
  planMonth(agenda, month, views);
  await agenda.runUntil(after(DAYS), { prepare: database.setTime, settle: product.settle });

  const films = await database.db.selectFrom('renditions').select(['provider', 'link']).execute();
  return {
    views: views.length,
    slots,
    quotaBytes,
    tally,
    counts: await product.cache.counts(),
    films: countBy(films, ({ provider, link }) => (link === 'film' ? provider : link)),
    evictions: month.evictions,
    filesServed: month.filesServed,
    wrong: month.wrong,
  };
}

function slotsOf(members: readonly MonthMember[]): number {
  const names = members.flatMap(({ lessons: own, locale }) =>
    own.map(({ persona, topic }) => [persona, topic, locale].join()),
  );
  return new Set(names).size;
}

function planMonth(agenda: Agenda, month: Month, views: readonly PageView[]): void {
  for (const view of views) agenda.plan(view.at, () => look(month, view));
  agenda.plan(RELEASED_AT, release);
  for (let hour = 1; hour < DAYS * 24; hour += 1) {
    const isThorough = hour % COMPARED_EVERY_HOURS === 0;
    agenda.plan(after(0, hour), () => tidy(month, { isThorough }));
  }
}

type Month = {
  readonly product: SimulatedProduct;
  /** What each member's browser keeps: an address means the same bytes for ever. */
  readonly browsers: Map<MonthMember, Set<string>>;
  readonly evictions: Map<string, number>;
  readonly wrong: MonthReport['wrong'];
  filesServed: number;
};

/** What opening the member page asks of films: see to it that they are there, what is there, its files. */
async function look(month: Month, { member, isFirstToday, plays }: PageView): Promise<void> {
  const { product, browsers, wrong } = month;
  const slots: readonly SlotName[] = member.lessons.map((lesson) => ({ ...lesson, locale: member.locale }));
  if (isFirstToday) {
    for (const lesson of member.lessons)
      await product.request({ ...lesson, locale: 'en', asker: 'pre_warm' });
  }
  for (const slot of slots) await product.request({ ...slot, asker: 'page' });
  const shown = await product.readMedia(slots);
  if (!isDeepStrictEqual(shown, await product.readTrueMedia(slots))) wrong.answers += 1;
  const browser = browsers.get(member) ?? new Set<string>();
  browsers.set(member, browser);
  for (const [index, media] of shown.entries()) {
    for (const address of addressesOf(media, plays[index] ?? false)) {
      if (!browser.has(address)) await fetchFile(month, address);
      browser.add(address);
    }
  }
}

async function fetchFile(month: Month, address: string): Promise<void> {
  const [, hash = '', extension = ''] = /^\/videos\/(\w+)\.(\w+)$/.exec(address) ?? [];
  if (!(await month.product.files.find(hash, extension))) month.wrong.files += 1;
  month.filesServed += 1;
}

function addressesOf({ link, url, posterUrl, captionsUrl, infographicUrl }: SlotMedia, isPlayed: boolean) {
  const still = link === 'film' ? posterUrl : infographicUrl;
  return [still, ...(isPlayed ? [url, captionsUrl] : [])].filter((address) => address !== null);
}

/** Another version of the program: every film is to be made anew. */
function release(): void {
  for (const lesson of lessons) Object.assign(lesson, { version: lesson.version + 1 });
}

/** What a worker does every now and then. */
async function tidy(
  { product, wrong, evictions: removed }: Month,
  { isThorough }: { isThorough: boolean },
): Promise<void> {
  if (isThorough) {
    await recoverJobs(product);
    wrong.entries += await product.removeUntrue();
  }
  const { evictions } = await product.cleanUp();
  for (const { reason } of evictions) removed.set(reason, (removed.get(reason) ?? 0) + 1);
}

function partAt(now: Date): string {
  return parts.find(({ until }) => now < until)?.name ?? '';
}

function countBy<Item>(items: readonly Item[], nameOf: (item: Item) => string): ReadonlyMap<string, number> {
  return new Map(
    [...Map.groupBy(items, nameOf)].map(([name, group]) => [name, group.length]).toSorted() as [
      string,
      number,
    ][],
  );
}
