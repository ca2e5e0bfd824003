/**
 * A number with its unit in the type. A plain number may become a `Cents`, but a `Cents` never becomes
 * a `Ratio` by accident. Arithmetic gives a plain number: say again what it is where it is stored.
 */
type Unit<Name extends string> = number & { readonly unit?: Name };

/** Money in hundredths of the account's currency; always a whole number. */
export type Cents = Unit<'cents'>;
/** Money in millionths of a dollar, for what providers charge; always a whole number. */
export type MicroDollars = Unit<'micro-dollars'>;
/** A part of a whole: 0.28 is 28 %. Percent exists only on the screen. */
export type Ratio = Unit<'ratio'>;
export type Days = Unit<'days'>;
/** A month is 30 days wherever the product measures. */
export type Months = Unit<'months'>;
export type Milliseconds = Unit<'milliseconds'>;
export type Bytes = Unit<'bytes'>;
