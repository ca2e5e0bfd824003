import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** One environment variable: what it means, in which unit, what holds without it, what is allowed. */
type Setting<Value> = {
  readonly schema: z.ZodType<Value, string | null | undefined>;
  /** Shown in the README's table. */
  readonly unit: string;
  readonly defaultText: string;
  readonly sentence: string;
};

/** A variable's rule with what the README says about it. */
export function setting<Value>(
  schema: z.ZodType<Value, string | null | undefined>,
  about: { unit: string; defaultText: string; sentence: string },
): Setting<Value> {
  return { schema, ...about };
}

/** A whole number within bounds, both included. */
export function wholeNumber(bounds: {
  min: number;
  max: number;
  fallback: number;
}): z.ZodType<number, string | null | undefined> {
  const range = `a whole number from ${bounds.min} to ${bounds.max}`;
  return z
    .string()
    .regex(/^\d+$/, range)
    .transform(Number)
    .refine((value) => value >= bounds.min && value <= bounds.max, range)
    .default(bounds.fallback);
}

/** Dollars and cents as people write them → micro-dollars. */
export function dollars(bounds: {
  max: number;
  fallback: number;
}): z.ZodType<number, string | null | undefined> {
  const range = `an amount from 0 to ${bounds.max}, such as 5 or 12.50`;
  return z
    .string()
    .regex(/^\d{1,7}(\.\d{1,2})?$/, range)
    .transform((text) => Math.round(Number(text) * 1_000_000))
    .refine((microUsd) => microUsd <= bounds.max * 1_000_000, range)
    .default(bounds.fallback * 1_000_000);
}

/** A list of addresses and networks in CIDR notation, empty where nothing is set. */
export function networks(): z.ZodType<readonly string[], string | null | undefined> {
  return z
    .string()
    .nullable()
    .default(null)
    .transform((text) =>
      (text ?? '')
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
    )
    .refine((all) => all.every((one) => ipaddr.isValid(one) || ipaddr.isValidCIDR(one)), {
      message: 'IP addresses or networks such as 10.0.0.0/8, with commas between',
    });
}

/** An address with one of these protocols, such as `redis:`; null where none is given. */
export function address(protocols: readonly string[]): z.ZodType<string | null, string | null | undefined> {
  const allowed = `an address that starts with ${protocols.map((one) => `${one}//`).join(' or ')}`;
  const isAllowed = (text: string): boolean =>
    URL.canParse(text) && protocols.includes(new URL(text).protocol);
  return z.string().refine(isAllowed, allowed).nullable().default(null);
}

const words: Readonly<Record<string, boolean>> = { on: true, true: true, off: false, false: false };

/** A switch that is off until it is switched on. */
export function flag(): z.ZodType<boolean, string | null | undefined> {
  return z
    .string()
    .refine((text) => Object.hasOwn(words, text.toLowerCase()), 'on or off')
    .transform((text) => words[text.toLowerCase()] === true)
    .default(false);
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Where a vendor's API begins, without the slash at its end. A key goes there: over TLS, or not out of this
 * machine.
 */
export function vendorAddress(fallback: string): z.ZodType<string, string | null | undefined> {
  return z
    .string()
    .refine(isVendorAddress, 'an https:// address without a query; http:// only to this machine')
    .transform((text) => text.replace(/\/+$/, ''))
    .default(fallback);
}

function isVendorAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash, username } = new URL(text);
  if (search !== '' || hash !== '' || username !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}
