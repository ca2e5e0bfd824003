/** Letters of other scripts that look like Latin ones, beside those. */
const lookalikes = new Map(
  Object.entries({
    а: 'a',
    е: 'e',
    о: 'o',
    р: 'p',
    с: 'c',
    у: 'y',
    х: 'x',
    і: 'i',
    ѕ: 's',
    ј: 'j',
    һ: 'h',
    ԁ: 'd',
    к: 'k',
    м: 'm',
    т: 't',
    ο: 'o',
    α: 'a',
    ι: 'i',
    ν: 'v',
    ρ: 'p',
    τ: 't',
    υ: 'u',
    κ: 'k',
    ε: 'e',
    ı: 'i',
    ɡ: 'g',
    ø: 'o',
    ł: 'l',
  }).flatMap(([odd, latin]) => [[odd, latin] as const, [odd.toUpperCase(), latin.toUpperCase()] as const]),
);

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  shy: '',
  zwnj: '',
  zwj: '',
  rsquo: "'",
  lsquo: "'",
};

/** Figures and signs that stand in for a letter between letters. */
const figures: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/**
 * A text → what a reader sees of it, in plain letters: without markup, invisible characters, accents and
 * typographic quotes, with look-alike letters and spelled-out words put back. Capitals stay.
 */
export function plainText(text: string): string {
  return withoutMarkup(text)
    .normalize('NFKD')
    .replace(/[\p{Mn}\p{Cf}\u115f\u1160\u2800]/gu, '')
    .replace(/[^\0-\x7f]/gu, (letter) => lookalikes.get(letter) ?? letter)
    .replace(/[\u2018\u2019\u201b\u00b4`\u02bc]/g, "'")
    .replace(/[\u2010-\u2012\u2212]/g, '-')
    .replace(/(?<=[a-z])\u2013(?=[a-z])/gi, '-')
    .replace(/[*_~]/g, '')
    .replace(/(?<=[a-z])[013457@$!](?=[a-z])/gi, (figure) => figures[figure] ?? figure)
    .replace(/(?<![\w.,$])[013457$@](?=[a-z]{4,})/gi, (figure) => figures[figure] ?? figure)
    .replace(/\b(?:[a-z][ .\-/|]){3,}[a-z]\b/gi, (spelled) => spelled.replace(/[^a-z]/gi, ''))
    .replace(/\s+/g, ' ')
    .trim();
}

function withoutMarkup(text: string): string {
  if (!/[<&]/.test(text)) return text;
  return text
    .replace(/&(?:amp;)?(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,5}));/gi, (whole, hex, decimal, name) => {
      if (name) return entities[name.toLowerCase()] ?? whole;
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
    })
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<\/?(?:p|br|div|li|ul|ol|h\d|td|tr)\b[^>]*>/gi, ' ')
    .replace(/<\/?[a-z][^>]*>/gi, '');
}
