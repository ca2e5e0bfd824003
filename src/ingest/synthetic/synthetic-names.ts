/** Made-up businesses. Categories are Plaid's; null is a bank that doesn't say. */
export type Business = {
  readonly name: string;
  readonly categories: readonly [string | null, ...(string | null)[]];
};

const service = 'GENERAL_SERVICES_OTHER_GENERAL_SERVICES';
const television = 'ENTERTAINMENT_TV_AND_MOVIES';
const music = 'ENTERTAINMENT_MUSIC_AND_AUDIO';
const gym = 'PERSONAL_CARE_GYMS_AND_FITNESS_CENTERS';
const groceries = 'FOOD_AND_DRINK_GROCERIES';
const goods = 'GENERAL_MERCHANDISE_OTHER_GENERAL_MERCHANDISE';

export const subscriptionBusinesses: readonly Business[] = [
  { name: 'Cinebox', categories: [television, service, null] },
  { name: 'Tunewave', categories: [music, service, null] },
  { name: 'Ironworks Gym', categories: [gym, null] },
  { name: 'Daily Ledger', categories: ['GENERAL_MERCHANDISE_BOOKSTORES_AND_NEWSSTANDS', service] },
  { name: 'Cloudnest', categories: [service, null] },
  { name: 'Pantry Parcel', categories: [groceries, service] },
  { name: 'Lingualeaf', categories: ['GENERAL_SERVICES_EDUCATION', null] },
  { name: 'Pixelforge', categories: [service, null] },
  { name: 'Stillwater', categories: [service, null] },
  { name: 'Harborlight Insurance', categories: ['GENERAL_SERVICES_INSURANCE', null] },
  { name: 'Gamegrove', categories: ['ENTERTAINMENT_VIDEO_GAMES', null] },
  { name: 'Paperplane Mail', categories: [service] },
  { name: 'Boxwood Storage', categories: ['GENERAL_SERVICES_STORAGE'] },
  { name: 'Runwell', categories: [service, null] },
  { name: 'Ashgrove Razors', categories: [goods, service] },
  { name: 'Barkbundle', categories: ['GENERAL_MERCHANDISE_PET_SUPPLIES', service] },
];

export type Shop = Business & {
  readonly everyDays: number;
  readonly lowCents: number;
  readonly highCents: number;
  readonly hasPresents?: true;
};

/** Places that are visited often: what a detector that only counts takes for subscriptions. Grocers first. */
export const shopBusinesses: readonly [Shop, Shop, ...Shop[]] = [
  { name: 'Corner Grocery', categories: [groceries, null], everyDays: 5, lowCents: 2_100, highCents: 14_200 },
  { name: 'Greenfield Market', categories: [groceries], everyDays: 9, lowCents: 1_500, highCents: 9_900 },
  {
    name: 'Riverside Coffee',
    categories: ['FOOD_AND_DRINK_COFFEE', null],
    everyDays: 4,
    lowCents: 425,
    highCents: 850,
  },
  {
    name: 'Burger Barn',
    categories: ['FOOD_AND_DRINK_FAST_FOOD', null],
    everyDays: 7,
    lowCents: 950,
    highCents: 1_450,
  },
  {
    name: 'Mill Street Diner',
    categories: ['FOOD_AND_DRINK_RESTAURANT'],
    everyDays: 11,
    lowCents: 1_800,
    highCents: 6_200,
  },
  {
    name: 'Pizza Plaza',
    categories: ['FOOD_AND_DRINK_RESTAURANT', null],
    everyDays: 13,
    lowCents: 1_300,
    highCents: 3_900,
  },
  {
    name: 'Northgate Fuel',
    categories: ['TRANSPORTATION_GAS', null],
    everyDays: 8,
    lowCents: 2_700,
    highCents: 6_100,
  },
  {
    name: 'Parkside Goods',
    categories: ['GENERAL_MERCHANDISE_SUPERSTORES', goods],
    everyDays: 10,
    lowCents: 900,
    highCents: 13_000,
    hasPresents: true,
  },
  {
    name: 'Oakline Barber',
    categories: ['PERSONAL_CARE_HAIR_AND_BEAUTY', null],
    everyDays: 37,
    lowCents: 3_000,
    highCents: 3_000,
  },
  {
    name: 'Copperleaf Pharmacy',
    categories: ['MEDICAL_PHARMACIES_AND_SUPPLEMENTS'],
    everyDays: 21,
    lowCents: 600,
    highCents: 4_800,
  },
  {
    name: 'Lantern Books',
    categories: ['GENERAL_MERCHANDISE_BOOKSTORES_AND_NEWSSTANDS'],
    everyDays: 33,
    lowCents: 900,
    highCents: 4_000,
    hasPresents: true,
  },
  {
    name: 'Westend Hardware',
    categories: ['HOME_IMPROVEMENT_HARDWARE'],
    everyDays: 29,
    lowCents: 700,
    highCents: 9_000,
  },
];

export const employers = [
  'Mercy Hospital',
  'Cobalt Labs',
  'City Schools',
  'Granite Logistics',
  'Bluebird Foods',
  'Fairview Hotels',
] as const;

export const clients = ['Northlight Studios', 'Harbor Theatre', 'Summit Events'] as const;
