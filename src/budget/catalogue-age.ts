import { dayNumber, type IsoDate } from '../kernel/dates.ts';
import type { ModelFacts } from './video-catalogue.ts';

const RETIRES_SOON_DAYS = 30;
const PRICES_OLD_DAYS = 90;

/** Whether a model still serves on this day; `soon` from 30 days before its last. */
export function retirementOf(
  { retiresOn }: Pick<ModelFacts, 'retiresOn'>,
  today: IsoDate,
): 'none' | 'soon' | 'past' {
  if (retiresOn === null) return 'none';
  const daysLeft = dayNumber(retiresOn) - dayNumber(today);
  if (daysLeft < 0) return 'past';
  return daysLeft <= RETIRES_SOON_DAYS ? 'soon' : 'none';
}

/** Prices that were read more than 90 days ago are likely to have moved. */
export function arePricesOld({ asOf }: Pick<ModelFacts, 'asOf'>, today: IsoDate): boolean {
  return dayNumber(today) - dayNumber(asOf) > PRICES_OLD_DAYS;
}
