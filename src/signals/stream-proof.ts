import type { CadenceFit } from './cadence.ts';
import type { MerchantProfile } from './merchant-profile.ts';

/** What is known of charges that may be a stream. */
export type StreamEvidence = {
  readonly count: number;
  readonly fit: CadenceFit;
  readonly profile: Exclude<MerchantProfile, 'never'>;
  /** Prices that followed one another. */
  readonly priceLevels: number;
  /** The merchant's other charges in the same time. The more there are, the likelier some of them line up. */
  readonly otherCharges: number;
};

/** The least number of charges, the most missed due days and the most drift that a case allows. */
type Bar = { readonly countMin: number; readonly missedMax: number; readonly driftDaysMax: number };

/**
 * Whether the days are better explained by a subscription than by chance. Few charges have to keep their days;
 * many may stray. Charges picked out of a busy merchant's have to keep them best, because among forty lunches
 * some three are always a month apart.
 */
export function areDaysConvincing(evidence: StreamEvidence): boolean {
  const { count, fit } = evidence;
  if (fit.isWandering && !(count >= 4 && evidence.priceLevels === 1 && evidence.profile !== 'shop'))
    return false;
  return barsFor(evidence).some(
    (bar) => count >= bar.countMin && fit.missed <= bar.missedMax && fit.driftDays <= bar.driftDaysMax,
  );
}

function barsFor(evidence: StreamEvidence): readonly Bar[] {
  const { count, fit, profile, otherCharges } = evidence;
  const isMonthly = fit.cadence === 'monthly';
  // Due days without a charge that a stream of this length may have, where its days are close.
  const missedMax = Math.floor(count / 3);
  if (otherCharges > 0) {
    if (profile === 'service') {
      return isMonthly
        ? [{ countMin: 3, missedMax: 1, driftDaysMax: 3 }]
        : [{ countMin: 5, missedMax: 0, driftDaysMax: 2 }];
    }
    if (!isMonthly) return [{ countMin: 6, missedMax: 0, driftDaysMax: 1 }];
    return otherCharges > 2 * count
      ? [{ countMin: 5, missedMax: 0, driftDaysMax: 2 }]
      : [
          { countMin: 4, missedMax: 0, driftDaysMax: 2 },
          { countMin: 6, missedMax: 1, driftDaysMax: 2 },
        ];
  }
  if (profile === 'shop') {
    return isMonthly
      ? [
          { countMin: 3, missedMax: 0, driftDaysMax: 2 },
          { countMin: 5, missedMax: 0, driftDaysMax: 4 },
          { countMin: 5, missedMax: 1, driftDaysMax: 3 },
        ]
      : [
          { countMin: 4, missedMax: 0, driftDaysMax: 2 },
          { countMin: 8, missedMax: Math.floor(count / 6), driftDaysMax: 3 },
        ];
  }
  return aloneBars(evidence, isMonthly, missedMax);
}

/** All that the merchant ever charged. */
function aloneBars(
  { count, priceLevels, profile }: StreamEvidence,
  isMonthly: boolean,
  missedMax: number,
): readonly Bar[] {
  const hasNewPrice = priceLevels > 1 && profile !== 'service';
  const few: Bar = { countMin: 3, missedMax: 0, driftDaysMax: isMonthly ? (hasNewPrice ? 2 : 3) : 1 };
  const some: Bar = { countMin: 4, missedMax: hasNewPrice ? 0 : missedMax, driftDaysMax: 2 };
  const many: Bar = { countMin: hasNewPrice ? 5 : 4, missedMax: 0, driftDaysMax: 4 };
  const sparse: Bar = { countMin: 5, missedMax: Math.max(1, Math.floor(count / 5)), driftDaysMax: 4 };
  return [few, some, many, sparse];
}
