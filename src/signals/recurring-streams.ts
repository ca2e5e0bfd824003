import { isoDateOfDay } from '../kernel/dates.ts';
import type { Cents } from '../kernel/units.ts';
import { byPrice, isSamePrice, priceLevels } from './amount-levels.ts';
import { type CadenceFit, cadencePeriodDays, fitCadence } from './cadence.ts';
import type { Ledger, Posting } from './ledger.ts';
import { median } from './median.ts';
import { displayName } from './merchant-name.ts';
import { type MerchantProfile, merchantProfile } from './merchant-profile.ts';
import type { RecurringStream, StreamCadence } from './signals.ts';
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

/** How alike amounts must be, by what is known of the merchant. */
const proofs: Readonly<Record<Exclude<MerchantProfile, 'never'>, { sameRatio: number; levelsMax: number }>> =
  {
    service: { sameRatio: 0.15, levelsMax: 3 },
    neutral: { sameRatio: 0.05, levelsMax: 2 },
    shop: { sameRatio: 0.01, levelsMax: 2 },
  };
/** Among a merchant's other charges only amounts this close are one price. */
const clusterRatios = { service: 0.03, neutral: 0.005, shop: 0.005 } as const;
/** Names that begin with fewer equal letters are two merchants. */
const ALIKE_LETTERS = 4;
/** How far apart from a whole quarter or year two charges may lie. */
const PAIR_DRIFT_DAYS_MAX = 4;
/** A price may go up or down by this factor at once and still be the same subscription. */
const PRICE_CHANGE_FACTOR_MAX = 1.6;
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
    const streams = short.length > 0 ? short : longStreams(charges, group.profile);
    for (const found of streams) detected.push(asStream(found, group.key, ledger.asOfDay));
  }
  return detected.sort(
    (a, b) =>
      compareText(a.merchantKey, b.merchantKey) ||
      compareText(a.stream.firstDate, b.stream.firstDate) ||
      a.stream.medianAmountCents - b.stream.medianAmountCents,
  );
}

type MerchantGroup = {
  readonly key: string;
  readonly postings: readonly Posting[];
  readonly profile: MerchantProfile;
};

type Found = { readonly charges: readonly Charge[]; readonly fit: CadenceFit };

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function merchantGroups(postings: readonly Posting[]): readonly MerchantGroup[] {
  const groups = new Map<string, Posting[]>();
  for (const posting of postings) {
    if (posting.kind !== 'purchase' || posting.transaction.amountCents <= 0 || !isSpending(posting)) continue;
    const known = groups.get(posting.merchant);
    if (known) known.push(posting);
    else groups.set(posting.merchant, [posting]);
  }
  return joinRenamed(groups).map(([key, members]) => ({
    key,
    postings: members,
    profile: merchantProfile(key, members[0]?.transaction.category?.detailed ?? null),
  }));
}

function isSpending(posting: Posting): boolean {
  return posting.account !== 'loan' && posting.account !== 'invested';
}

/** First words that many merchants share: they join nobody. */
const COMMON_FIRST_WORDS = new Set(
  'the city north south east west first american united national general super best blue green great royal golden main corner daily local new old big little point store shop market'.split(
    ' ',
  ),
);

/**
 * One merchant under several names: "acmecloud" and "acme cloud", "netflix" and "netflix los gatos", "planet
 * fit" and "planet fitness" are one where they take the same price and begin alike.
 */
function joinRenamed(groups: ReadonlyMap<string, Posting[]>): (readonly [string, Posting[]])[] {
  const joined: [string, Posting[]][] = [];
  const byFirstLetters = new Map<string, [string, Posting[]][]>();
  for (const [key, postings] of [...groups].sort((a, b) => compareText(a[0], b[0]))) {
    const alike = byFirstLetters.get(key.slice(0, ALIKE_LETTERS)) ?? [];
    const root = alike.find(([known, own]) => beginsAlike(known, key) && sharesPrice(own, postings));
    if (root) {
      root[1] = [...root[1], ...postings];
      continue;
    }
    const group: [string, Posting[]] = [key, postings];
    joined.push(group);
    alike.push(group);
    byFirstLetters.set(key.slice(0, ALIKE_LETTERS), alike);
  }
  return joined;
}

function beginsAlike(a: string, b: string): boolean {
  const [shorter, longer] = [a.replaceAll(' ', ''), b.replaceAll(' ', '')].sort(
    (x, y) => x.length - y.length,
  );
  if (shorter === undefined || longer === undefined) return false;
  if (shorter.length >= ALIKE_LETTERS && longer.startsWith(shorter)) return true;
  const [firstOfA = '', firstOfB = ''] = [a.split(' ')[0], b.split(' ')[0]];
  return firstOfA === firstOfB && firstOfA.length > ALIKE_LETTERS && !COMMON_FIRST_WORDS.has(firstOfA);
}

function sharesPrice(a: readonly Posting[], b: readonly Posting[]): boolean {
  return b.every((posting) =>
    a.some((other) => isSamePrice(other.transaction.amountCents, posting.transaction.amountCents, 0.01)),
  );
}

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
  if (whole) return [whole];
  return byPrice(charges, clusterRatios[profile]).flatMap((cluster) => {
    const inOrder = cluster.sort((a, b) => a.day - b.day);
    const found = fitShort(inOrder, profile, { otherCharges: charges.length - cluster.length });
    return found ? [found] : [];
  });
}

function fitShort(
  charges: readonly Charge[],
  profile: Exclude<MerchantProfile, 'never'>,
  options: { otherCharges: number },
): Found | null {
  if (charges.length < recurringRules.chargesMin || !hasChargesWithin90Days(charges)) return null;
  const proof = proofs[profile];
  // Amounts are quick to compare, and most merchants fall here.
  if (!isSteady(charges, proof.sameRatio, proof.levelsMax) && !isUsagePriced(charges, profile)) return null;
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
  return isSteady(charges, sameRatio, proof.levelsMax) || isMonthlyUsage(charges, fit, profile)
    ? { charges, fit }
    : null;
}

function isSteady(charges: readonly Charge[], sameRatio: number, levelsMax: number): boolean {
  const amounts = amountsOf(charges);
  if (priceLevels(amounts, sameRatio) > levelsMax) return false;
  return amounts.every((amount, at) => {
    const before = amounts[at - 1] ?? amount;
    return Math.max(amount, before) <= Math.min(amount, before) * PRICE_CHANGE_FACTOR_MAX;
  });
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

/** Quarterly and yearly streams are few charges, so the amount has to speak for them. */
function longStreams(charges: readonly Charge[], profile: MerchantProfile): Found[] {
  if (profile === 'never') return [];
  if (charges.length < recurringRules.longCadenceChargesMin) return [];
  const sameRatio = profile === 'service' ? 0.2 : profile === 'shop' ? 0 : 0.01;
  // Amounts are quick to compare, and most merchants fall here.
  if (priceLevels(amountsOf(charges), sameRatio) > 1) return [];
  const fit = fitCadence(daysOf(charges), { length: 'long' });
  if (fit === null || fit.surplus > 0 || fit.coverageRatio < 1) return [];
  const isPair = charges.length === recurringRules.longCadenceChargesMin;
  if ((profile === 'shop' || isPair) && fit.driftDays > PAIR_DRIFT_DAYS_MAX) return [];
  return [{ charges, fit }];
}

function amountsOf(charges: readonly Charge[]): Cents[] {
  return charges.map((charge) => charge.amountCents);
}

function daysOf(charges: readonly Charge[]): number[] {
  return [...new Set(charges.map((charge) => charge.day))];
}

function asStream(found: Found, merchantKey: string, asOfDay: number): DetectedStream {
  const postings = found.charges.flatMap((charge) => charge.postings);
  const latest = postings.at(-1)?.transaction;
  const firstDay = found.charges[0]?.day ?? asOfDay;
  const lastDay = found.charges.at(-1)?.day ?? asOfDay;
  const { cadence } = found.fit;
  return {
    merchantKey,
    postings,
    stream: {
      merchant: latest ? displayName(latest.merchantName, latest.description) : merchantKey,
      cadence,
      medianAmountCents: Math.round(median(found.charges.map((charge) => charge.amountCents)) ?? 0),
      firstDate: isoDateOfDay(firstDay),
      lastDate: isoDateOfDay(lastDay),
      active: asOfDay - lastDay <= cadencePeriodDays[cadence] * recurringRules.activePeriodsMax,
      transactionIds: postings.map((posting) => posting.transaction.transactionId),
    },
  };
}
