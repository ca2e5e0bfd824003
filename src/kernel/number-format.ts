/** Building a formatter takes far longer than using it, and there are only a handful. */
const formatters = new Map<string, Intl.NumberFormat>();

/** The formatter for this locale and these options, built once. */
export function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const { style, currency, minimumFractionDigits, maximumFractionDigits } = options;
  const key = [locale, style, currency, minimumFractionDigits, maximumFractionDigits].join('|');
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, options);
  formatters.set(key, made);
  return made;
}
