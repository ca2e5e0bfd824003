/**
 * How much proof a merchant's charges need before they count as a subscription.
 * - `never`: places people go to often (a weekly burger is no subscription)
 * - `shop`: goods; only the very same amount at a strict distance counts
 * - `service`: things people subscribe to; amounts may vary with tax or usage
 * - `neutral`: unknown
 */
export type MerchantProfile = 'never' | 'shop' | 'service' | 'neutral';

const OUTLETS =
  /\b(burgers?|pizza|pizzeria|taco|tacos|taqueria|sushi|ramen|noodles?|grill|diner|bistro|cafe|coffee|espresso|bakery|bagels?|donuts?|deli|bbq|kitchen|restaurant|eatery|steakhouse|roadhouse|pub|brewery|bar|brewing|wine|liquor|beer\w*|chicken|wings|sandwich\w*|juice|tea|boba|creamery|ice cream|vending|mcdonalds?|mcdonald s|starbucks|subway|chipotle|wendys|kfc|dunkin\w*|panera|chick fil a|taco bell|dominos?|papa johns|jimmy johns|five guys|popeyes|arbys|dennys|ihop|olive garden|cheesecake factory|panda express|shake shack|in n out|sonic|dairy queen|shell|exxon\w*|chevron|mobil|sunoco|valero|arco|bp|citgo|marathon petro|speedway|wawa|sheetz|circle k|quiktrip|qt|7 ?eleven|gas station|fuel|petrol\w*|gasoline|parking|toll|barbers?|salon|nails?|haircuts?|car wash|laundromat|uber|lyft|taxi|cab|doordash|grubhub|postmates|uber eats|lottery|casino)\b/;

const SHOPS =
  /\b(market|grocer\w*|supermarket|supercenter|foods?|pharmacy|drugs?|drugstore|hardware|depot|store|mart|outlet|mall|boutique|walmart|wal mart|target|costco|sams club|kroger|safeway|publix|aldi|whole foods|trader joes|sprouts|wegmans|heb|food lion|lidl|walgreens|cvs|rite aid|best buy|home depot|lowes|ikea|tj ?maxx|marshalls|ross|kohls|macys|nordstrom|etsy|ebay|amzn mktp|amazon marketplace|sephora|ulta|petco|petsmart|dollar \w+)\b/;

const SERVICES =
  /\b(netflix|hulu|spotify|disney|hbo|max|paramount|peacock|espn|youtube|apple (music|tv|one|arcade|icloud)|icloud|itunes|amazon prime|prime video|audible|kindle unlimited|tidal|pandora|sirius\w*|crunchyroll|xbox|playstation|nintendo|twitch|patreon|substack|medium|nyt|new york times|washington post|wsj|wall street journal|economist|dropbox|google (one|storage|workspace)|microsoft|office|adobe|canva|zoom|slack|notion|openai|chatgpt|github|linkedin|grammarly|duolingo|headspace|calm|peloton|strava|planet fitness|la fitness|crunch|equinox|orangetheory|gym|fitness|yoga|pilates|crossfit|ymca|ywca|insurance|geico|progressive|state farm|allstate|lemonade|aaa|hellofresh|blue apron|factor|meal ?kit|birchbox|fabfitfun|stitch fix|dollar shave|chewy|bark ?box|nordvpn|expressvpn|1password|lastpass|ring|adt|simplisafe|storage|magazine|streaming|software|membership|subscription|hosting|cloud|vpn|news|digital|premium|club)\b/;

/** Memberships of places that people visit often: they carry the place's name and category. */
const MEMBERSHIPS = /\b(uber (one|pass)|lyft pink|dashpass|(grubhub|instacart|walmart) plus)\b/;

const NEVER_CATEGORIES =
  /^(FOOD_AND_DRINK_(FAST_FOOD|RESTAURANT|COFFEE|BEER|VENDING|OTHER)|TRANSPORTATION_(GAS|TAXIS|PARKING|TOLLS)|ENTERTAINMENT_CASINOS|GENERAL_MERCHANDISE_(CONVENIENCE|TOBACCO)|GOVERNMENT_AND_NON_PROFIT_TAX)/;
const SHOP_CATEGORIES =
  /^(FOOD_AND_DRINK|GENERAL_MERCHANDISE|HOME_IMPROVEMENT|MEDICAL|TRAVEL|TRANSPORTATION)/;
const SERVICE_CATEGORIES =
  /^(ENTERTAINMENT_(MUSIC|TV|VIDEO)|PERSONAL_CARE_GYMS|GENERAL_SERVICES_(INSURANCE|STORAGE|EDUCATION)|GENERAL_MERCHANDISE_BOOKSTORES|HOME_IMPROVEMENT_SECURITY)/;

/** A merchant's key and Plaid category → how its charges are judged. A known name outranks its category. */
export function merchantProfile(merchant: string, category: string | null): MerchantProfile {
  const detailed = category ?? '';
  if (MEMBERSHIPS.test(merchant)) return 'service';
  if (SERVICES.test(merchant) && !NEVER_CATEGORIES.test(detailed)) return 'service';
  if (SERVICE_CATEGORIES.test(detailed)) return 'service';
  if (OUTLETS.test(merchant) || NEVER_CATEGORIES.test(detailed)) return 'never';
  const saysLittle = detailed === '' || /_OTHER_/.test(detailed);
  if (SHOPS.test(merchant) || (SHOP_CATEGORIES.test(detailed) && !saysLittle)) return 'shop';
  return 'neutral';
}
