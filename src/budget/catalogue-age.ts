import { dayNumber, type IsoDate } from '../kernel/dates.ts';
import type { Days } from '../kernel/units.ts';
import type { ModelFacts } from './video-catalogue.ts';

const RETIRES_SOON_DAYS = 30;
const PRICES_OLD_DAYS = 90;

/** Whether a model still serves on this day; `soon` from 30 days before its last. */
export function retirementOf(
  { retiresOn }: Pick<ModelFacts, 'retiresOn'>,
  today: IsoDate,
): 'none' | 'soon' | 'past' {
  const left = daysLeft({ retiresOn }, today);
  if (left === null) return 'none';
  if (left < 0) return 'past';
  return left <= RETIRES_SOON_DAYS ? 'soon' : 'none';
}

/** How many days a model has left, today not counted; null where no day was announced. */
export function daysLeft({ retiresOn }: Pick<ModelFacts, 'retiresOn'>, today: IsoDate): Days | null {
  return retiresOn === null ? null : dayNumber(retiresOn) - dayNumber(today);
}

/** Prices that were read more than 90 days ago are likely to have moved. */
export function arePricesOld({ asOf }: Pick<ModelFacts, 'asOf'>, today: IsoDate): boolean {
  return dayNumber(today) - dayNumber(asOf) > PRICES_OLD_DAYS;
}
