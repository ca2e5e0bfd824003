import { DAY_MS } from './month-visits.ts';

/** When what happens. Half-way a release changes every lesson; four hours later the provider goes away for thirty. */
export type MonthCalendar = {
  readonly beginsAt: Date;
  readonly endsAt: Date;
  readonly releasedAt: Date;
  readonly downFrom: Date;
  readonly upAgainAt: Date;
  /** The name of the part of the month in which a moment lies. */
  partAt(now: Date): string;
  after(days: number, hours?: number): Date;
};

const BEGINS_AT = new Date('2026-06-01T00:00:00Z');
const HOUR_MS = 3_600_000;

export function monthCalendar(days: number): MonthCalendar {
  const after = (day: number, hours = 0): Date =>
    new Date(BEGINS_AT.getTime() + day * DAY_MS + hours * HOUR_MS);
  const releaseDay = Math.floor(days / 2);
  const moments = {
    beginsAt: BEGINS_AT,
    endsAt: after(days),
    releasedAt: after(releaseDay, 10),
    downFrom: after(releaseDay, 14),
    upAgainAt: after(releaseDay + 1, 20),
  };
  const parts = [
    { name: 'first day, nothing made, nothing kept', until: after(1) },
    { name: 'until the release', until: moments.releasedAt },
    { name: 'release and outage', until: moments.upAgainAt },
    { name: 'from then on', until: moments.endsAt },
  ];
  return { ...moments, after, partAt: (now) => parts.find(({ until }) => now < until)?.name ?? '' };
}
