/** What card networks, processors and banks write around a merchant's name. */
const WRAPPERS: readonly RegExp[] = [
  /^(pos|pin pos|dbt|debit|credit|visa|mastercard|check ?card|card|recurring|preauthorized|pre-auth(orized)?|ach|electronic|online|web|mobile|withdrawal)\b[\s:-]*/,
  /^(purchase|payment|transaction|debit|withdrawal|authorized on|auth|pmt|pymt)\b[\s:-]*/,
  /^(paypal( inst xfer)?|pp|sq|tst|py|sp|fs|ic|dd|google|goog|apl|cke|in|nnt|wpy|bam|tm)\s*\*\s*/,
  /^paypal\s+inst xfer\s+/,
  /^[a-z]{2,3}\s?\*\s*(?=[a-z])/,
  /^(x{2,}\d*|\d{4,})\s+/,
];

/** Words that say how or where a charge was made, not by whom. */
const NOISE = new Set(
  (
    'inc llc ltd corp co company usa us com www http https bill billing subscription subscr recurring ' +
    'purchase payment pymt pmt autopay debit card pos ach web id help monthly membership renewal premium ' +
    'ca ny wa tx fl il ma tn va ga nj pa oh nc co az mn or ut nv de ie nl lu gb uk'
  ).split(' '),
);

/** Members shop at the same places. */
const knownKeys = new Map<string, string>();
const KNOWN_KEYS_MAX = 10_000;

/**
 * The name by which charges of one merchant find each other: "NETFLIX.COM 866-579-7172 CA", "Netflix Inc."
 * and "Netflix" are the same key. Store numbers, phone numbers, domains and processors' marks fall away.
 */
export function merchantKey(name: string): string {
  const known = knownKeys.get(name);
  if (known !== undefined) return known;
  const key = keyOf(name);
  if (knownKeys.size < KNOWN_KEYS_MAX) knownKeys.set(name, key);
  return key;
}

function keyOf(name: string): string {
  let text = name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .trim();
  for (let before = ''; before !== text; ) {
    before = text;
    for (const wrapper of WRAPPERS) text = text.replace(wrapper, '');
  }
  const words = text
    .replace(/['’]/g, '')
    .replaceAll('+', ' plus ')
    .replace(/web id:.*$/, '')
    .replace(/\.(com|net|org|io|co|tv|app)\b/g, ' ')
    .replace(/[^a-z0-9&_]+/g, ' ')
    .split(' ')
    .filter((word) => word !== '' && !isNumberLike(word));
  // "HULU 12345-U HULU.COM/BILL" says its name twice, and lone letters say nothing.
  const telling = words.filter(
    (word, at) => !NOISE.has(word) && word.length > 1 && words.indexOf(word) === at,
  );
  const kept = telling.length > 0 ? telling : words;
  return (kept.length > 0 ? kept : [text]).slice(0, 4).join(' ');
}

/** Store numbers, phone numbers, references: mostly digits. "7eleven" and "1password" are names. */
function isNumberLike(word: string): boolean {
  const digits = word.replace(/\D/g, '').length;
  if (digits === 0) return false;
  return digits === word.length || digits >= 4 || (digits >= 3 && digits * 2 >= word.length);
}

/** A name fit to be shown: the merchant's own where the bank knows it, else the description tidied up. */
export function displayName(merchantName: string | null, description: string): string {
  if (merchantName !== null) return merchantName;
  const key = merchantKey(description);
  return key === '' ? description : key.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}
