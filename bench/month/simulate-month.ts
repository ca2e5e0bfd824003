import { isDeepStrictEqual } from 'node:util';
import type { PoolConfig } from 'pg';
import { isoDateOfInstant } from '../../src/kernel/dates.ts';
import { lessons } from '../../src/lessons/catalogue.ts';
import { recoverJobs } from '../../src/video/dispatch-jobs.ts';
import type { SlotName } from '../../src/video/slot-key.ts';
import type { CacheCounts, SlotMedia } from '../../src/video/video-cache-port.ts';
import { Agenda } from './agenda.ts';
import { type MonthCalendar, monthCalendar } from './month-calendar.ts';
import { type MonthMember, monthMembers } from './month-members.ts';
import { MonthTally } from './month-tally.ts';
import { type PageView, visitsOfMonth } from './month-visits.ts';
import { ORDERED_SLOT_BYTES, quickProvider } from './quick-films.ts';
import { type SimulatedDatabase, simulatedDatabase } from './simulated-database.ts';
import { openSimulatedProduct, type SimulatedProduct } from './simulated-product.ts';

export type MonthOptions = {
  readonly members: number;
  readonly seed: string;
  /** 30 make the month. */
  readonly days: number;
  /** An empty folder for films, and a PostgreSQL in which a database may be created. */
  readonly dataDir: string;
  readonly server: PoolConfig;
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

/** Of what all the films that are asked for would take. */
const QUOTA_SHARE = 0.75;
/** A worker does it every half minute. Here nothing gets lost, so that it only shows that nothing was wrong. */
const COMPARED_EVERY_HOURS = 6;

/** A month of members who look at their pages, by the product's own code in a time of its own. */
export async function simulateMonth(options: MonthOptions): Promise<MonthReport> {
  const { members, seed, days, dataDir, server, redisUrl } = options;
  const calendar = monthCalendar(days);
  const { beginsAt, endsAt, downFrom, upAgainAt, partAt } = calendar;
  const people = await monthMembers({ seed, count: members, asOf: isoDateOfInstant(beginsAt) });
  const views = visitsOfMonth(people, { seed, from: beginsAt, days });
  const slots = slotsOf(people);
  const quotaBytes = Math.round(QUOTA_SHARE * slots * ORDERED_SLOT_BYTES);
  const agenda = new Agenda(beginsAt);
  const isDown = (): boolean => agenda.now() >= downFrom && agenda.now() < upAgainAt;
  const tally = new MonthTally();

  await using opening = new AsyncDisposableStack();
  const database = await simulatedDatabase(server, beginsAt);
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
  const month = begunMonth(product);
  planMonth(agenda, month, views, calendar);
  await agenda.runUntil(endsAt, { prepare: database.setTime, settle: product.settle });

  const { evictions, filesServed, wrong } = month;
  const films = await filmsIn(database);
  const counts = await product.cache.counts();
  return { views: views.length, slots, quotaBytes, tally, counts, films, evictions, filesServed, wrong };
}

function slotsOf(members: readonly MonthMember[]): number {
  const names = members.flatMap(({ lessons: own, locale }) =>
    own.map(({ persona, topic }) => [persona, topic, locale].join()),
  );
  return new Set(names).size;
}

function planMonth(
  agenda: Agenda,
  month: Month,
  views: readonly PageView[],
  { releasedAt, endsAt, after }: MonthCalendar,
): void {
  for (const view of views) agenda.plan(view.at, () => look(month, view));
  agenda.plan(releasedAt, release);
  for (let hour = 1; after(0, hour) < endsAt; hour += 1) {
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

function begunMonth(product: SimulatedProduct): Month {
  const wrong = { answers: 0, files: 0, entries: 0 };
  return { product, browsers: new Map(), evictions: new Map(), wrong, filesServed: 0 };
}

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

/** How many films each provider has made. */
async function filmsIn({ db }: SimulatedDatabase): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('renditions')
    .select((column) => ['provider', column.fn.countAll<number>().as('count')])
    .where('link', '=', 'film')
    .groupBy('provider')
    .orderBy('provider')
    .execute();
  return new Map(rows.map(({ provider, count }) => [provider, count]));
}
