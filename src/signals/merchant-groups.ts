import { isSamePrice } from './amount-levels.ts';
import { type MerchantProfile, merchantProfile } from './merchant-profile.ts';
import type { Posting } from './posting.ts';

/** Names that begin with fewer equal letters are two merchants. */
const ALIKE_LETTERS = 4;

export type MerchantGroup = {
  readonly key: string;
  readonly postings: readonly Posting[];
  readonly profile: MerchantProfile;
};

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Purchases → one group a merchant, under whatever names it wrote. */
export function merchantGroups(postings: readonly Posting[]): readonly MerchantGroup[] {
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
