import { isoDateOfDay } from '../kernel/dates.ts';
import type { Cents } from '../kernel/units.ts';
import { byPrice, priceLevels } from './amount-levels.ts';
import { type CadenceFit, fitCadence } from './cadence.ts';
import type { Ledger } from './ledger.ts';
import { median } from './median.ts';
import { merchantGroups } from './merchant-groups.ts';
import { displayName } from './merchant-name.ts';
import type { MerchantProfile } from './merchant-profile.ts';
import type { Posting } from './posting.ts';
import type { RecurringStream, StreamCadence } from './signals.ts';
import { amountProofs, isJump, isSteady } from './steady-amounts.ts';
import { areDaysConvincing } from './stream-proof.ts';
import { recurringRules } from './thresholds.ts';

/** What one merchant took on one day at one price; a double booking is one charge. */
type Charge = {
  readonly day: number;
  readonly amountCents: Cents;
  readonly postings: readonly Posting[];
};

/** A stream with the postings behind it, for the measures that add them up. */
export type DetectedStream = {
  readonly stream: RecurringStream;
  readonly merchantKey: string;
  readonly postings: readonly Posting[];
};

/** Among a merchant's other charges only amounts this close are one price. */
const clusterRatios = { service: 0.03, neutral: 0.005, shop: 0.005 } as const;
/** Quarterly and yearly charges among which one change of the price is believed. */
const NEW_LONG_PRICE_MIN = 4;
/** How far apart two charges of a monthly stream may lie that misses none. */
const MONTH_GAP_DAYS = { from: 27, to: 34 } as const;
/** The shortest quarter, drifted by the most at both its ends. */
const QUARTER_DAYS_MIN = 77;
/** How far apart from a whole quarter or year two charges may lie. */
const PAIR_DRIFT_DAYS_MAX = 4;
/** What lies apart more than this was never one price: a usage bill, not a subscription. */
const USAGE_FACTOR_MAX = 1.3;

const longCadences = new Set<StreamCadence>(['quarterly', 'yearly']);

/** Monthly or shorter: the streams that count. */
export function isCounted(cadence: StreamCadence): boolean {
  return !longCadences.has(cadence);
}

/**
 * Charges that come again by merchant, cadence and amount together. Interest, fees, card and loan payments,
 * transfers, rent and utilities never get here; places that people visit often are left out.
 */
export function detectStreams(ledger: Ledger): readonly DetectedStream[] {
  const historyStart = ledger.asOfDay - recurringRules.historyDays + 1;
  const detected: DetectedStream[] = [];
  for (const group of merchantGroups(ledger.postings)) {
    const charges = asCharges(group.postings);
    const recent = charges.filter((charge) => charge.day >= historyStart);
    const short = group.profile === 'never' ? [] : shortStreams(recent, group.profile);
    const streams = [...short, ...longStreams(beside(charges, short), group.profile)];
    for (const found of streams) detected.push(...asStreams(found, group.key, ledger.asOfDay));
  }
  return detected.sort(
    (a, b) =>
      compareText(a.merchantKey, b.merchantKey) ||
      compareText(a.stream.firstDate, b.stream.firstDate) ||
      a.stream.medianAmountCents - b.stream.medianAmountCents,
  );
}

type Found = { readonly charges: readonly Charge[]; readonly fit: CadenceFit };

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function asCharges(postings: readonly Posting[]): Charge[] {
  const charges: { day: number; amountCents: Cents; postings: Posting[] }[] = [];
  for (const posting of postings.toSorted(byDayAndAmount)) {
    const { amountCents } = posting.transaction;
    const last = charges.at(-1);
    if (last?.day === posting.day && last.amountCents === amountCents) last.postings.push(posting);
    else charges.push({ day: posting.day, amountCents, postings: [posting] });
  }
  return charges;
}

function byDayAndAmount(a: Posting, b: Posting): number {
  return a.day - b.day || a.transaction.amountCents - b.transaction.amountCents;
}

function shortStreams(charges: readonly Charge[], profile: Exclude<MerchantProfile, 'never'>): Found[] {
  if (charges.length < recurringRules.chargesMin) return [];
  const whole = fitShort(charges, profile, { otherCharges: 0 });
  if (whole?.fit.cadence === 'monthly') return [whole];
  const clusters = byPrice(charges, clusterRatios[profile]).map((cluster) =>
    cluster.sort((a, b) => a.day - b.day),
  );
  const apart = allMonthly(clusters, profile);
  if (apart) return apart;
  if (whole) return [whole];
  return clusters.flatMap((cluster) => {
    const found = fitShort(cluster, profile, { otherCharges: charges.length - cluster.length });
    if (found) return [found];
    return profile === 'shop' ? [] : (allMonthly(byDueDay(cluster), profile) ?? []);
  });
}

/** Several policies at one merchant: each group by itself is a monthly stream without a gap, or none is. */
function allMonthly(
  groups: readonly (readonly Charge[])[],
  profile: Exclude<MerchantProfile, 'never'>,
): Found[] | null {
  // Quick to see, and most groups are too small.
  if (groups.length < 2 || groups.some((group) => group.length < recurringRules.chargesMin)) return null;
  const found = groups.flatMap((group) => fitShort(group, profile, { otherCharges: 0 }) ?? []);
  const areAll = found.length === groups.length && found.every(({ fit }) => isCleanMonth(fit));
  return areAll ? found : null;
}

function isCleanMonth(fit: CadenceFit): boolean {
  return fit.cadence === 'monthly' && !fit.isWandering && fit.missed === 0 && fit.driftDays <= 2;
}

/** Charges of one price → chains in which each is about a month after the one before. */
function byDueDay(charges: readonly Charge[]): Charge[][] {
  const chains: Charge[][] = [];
  for (const charge of charges) {
    const chain = chains.find((one) => {
      const gap = charge.day - (one.at(-1)?.day ?? charge.day);
      return gap >= MONTH_GAP_DAYS.from && gap <= MONTH_GAP_DAYS.to;
    });
    if (chain) chain.push(charge);
    else chains.push([charge]);
  }
  return chains;
}

function fitShort(
  charges: readonly Charge[],
  profile: Exclude<MerchantProfile, 'never'>,
  options: { otherCharges: number },
): Found | null {
  if (charges.length < recurringRules.chargesMin || !hasChargesWithin90Days(charges)) return null;
  const proof = amountProofs[profile];
  // Amounts are quick to compare, and most merchants fall here.
  if (!isSteady(amountsOf(charges), proof) && !isUsagePriced(charges, profile)) return null;
  const fit = fitCadence(daysOf(charges), { length: 'short' });
  if (fit === null) return null;
  const isOften = fit.cadence !== 'monthly';
  const evidence = {
    count: charges.length,
    fit,
    profile,
    priceLevels: priceLevels(amountsOf(charges), fit.isWandering ? 0 : proof.sameRatio),
    otherCharges: options.otherCharges,
  };
  if (!areDaysConvincing(evidence)) return null;
  // Weekly shopping of about the same size is a habit; only the very same amount is a subscription.
  const sameRatio = isOften && profile !== 'service' ? Math.min(proof.sameRatio, 0.02) : proof.sameRatio;
  return isSteady(amountsOf(charges), { ...proof, sameRatio }) || isMonthlyUsage(charges, fit, profile)
    ? { charges, fit }
    : null;
}

/** Five or more monthly charges on nearly the same day, none missing, that vary a little: a metered service. */
function isMonthlyUsage(charges: readonly Charge[], fit: CadenceFit, profile: MerchantProfile): boolean {
  if (fit.cadence !== 'monthly' || fit.isWandering) return false;
  if (fit.coverageRatio < 1 || fit.driftDays > 2 || fit.surplus > 0) return false;
  return isUsagePriced(charges, profile);
}

function isUsagePriced(charges: readonly Charge[], profile: MerchantProfile): boolean {
  if (profile === 'shop' || charges.length < 5) return false;
  const amounts = amountsOf(charges);
  return Math.max(...amounts) <= Math.min(...amounts) * USAGE_FACTOR_MAX;
}

function hasChargesWithin90Days(charges: readonly Charge[]): boolean {
  return charges.some((charge, at) => {
    const last = charges[at + recurringRules.chargesMin - 1];
    return last !== undefined && last.day - charge.day < recurringRules.chargesWithinDays;
  });
}

/** What short streams leave over: a yearly fee beside the monthly one, but not the months before the history. */
function beside(charges: readonly Charge[], short: readonly Found[]): readonly Charge[] {
  if (short.length === 0) return charges;
  const prices = short.flatMap((found) => amountsOf(found.charges));
  return charges.filter(({ amountCents }) => !prices.some((price) => !isJump(price, amountCents)));
}

/** Quarterly and yearly streams are few charges, so the amount has to speak for them. */
function longStreams(charges: readonly Charge[], profile: MerchantProfile): Found[] {
  if (profile === 'never') return [];
  if (charges.length < recurringRules.longCadenceChargesMin || comeTooSoon(charges)) return [];
  const sameRatio = profile === 'service' ? 0.2 : profile === 'shop' ? 0 : 0.01;
  // A new price needs more than two charges beside it to be believed.
  const levelsMax = profile !== 'shop' && charges.length >= NEW_LONG_PRICE_MIN ? 2 : 1;
  // Amounts are quick to compare, and most merchants fall here.
  if (!isSteady(amountsOf(charges), { sameRatio, levelsMax, mayBeginCheaper: false })) return [];
  const fit = fitCadence(daysOf(charges), { length: 'long' });
  if (fit === null || fit.surplus > 0 || fit.coverageRatio < 1) return [];
  const isPair = charges.length === recurringRules.longCadenceChargesMin;
  if ((profile === 'shop' || isPair) && fit.driftDays > PAIR_DRIFT_DAYS_MAX) return [];
  return [{ charges, fit }];
}

/** Quick to see: two charges nearer to each other than any quarter is long. */
function comeTooSoon(charges: readonly Charge[]): boolean {
  return charges.some(({ day }, at) => at > 0 && day - (charges[at - 1]?.day ?? day) < QUARTER_DAYS_MIN);
}

function amountsOf(charges: readonly Charge[]): Cents[] {
  return charges.map((charge) => charge.amountCents);
}

function daysOf(charges: readonly Charge[]): number[] {
  return [...new Set(charges.map((charge) => charge.day))];
}

/** One stream, or as many as each of its charges was booked times: two policies of one price on one day. */
function asStreams(found: Found, merchantKey: string, asOfDay: number): DetectedStream[] {
  const copies = Math.min(...found.charges.map((charge) => charge.postings.length));
  return Array.from({ length: copies }, (_, copy) => {
    const postings = found.charges.flatMap((charge) =>
      copy === 0
        ? [...charge.postings.slice(0, 1), ...charge.postings.slice(copies)]
        : charge.postings.slice(copy, copy + 1),
    );
    return { merchantKey, postings, stream: streamOf(found, postings, merchantKey, asOfDay) };
  });
}

function streamOf(
  found: Found,
  postings: readonly Posting[],
  merchantKey: string,
  asOfDay: number,
): RecurringStream {
  const latest = postings.at(-1)?.transaction;
  const firstDay = found.charges[0]?.day ?? asOfDay;
  const lastDay = found.charges.at(-1)?.day ?? asOfDay;
  const { cadence, periodDays } = found.fit;
  return {
    merchant: latest ? displayName(latest.merchantName, latest.description) : merchantKey,
    cadence,
    medianAmountCents: Math.round(median(found.charges.map((charge) => charge.amountCents)) ?? 0),
    firstDate: isoDateOfDay(firstDay),
    lastDate: isoDateOfDay(lastDay),
    active: asOfDay - lastDay <= periodDays * recurringRules.activePeriodsMax,
    transactionIds: postings.map((posting) => posting.transaction.transactionId),
  };
}
