import { lookup as askResolver } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { isLoopback, isPublicAddress } from './public-address.ts';

/** How names become addresses, and which addresses may be connected to. */
export type FilmNetwork = {
  readonly resolve: (host: string) => Promise<readonly string[]>;
  readonly isAllowed: (address: string) => boolean;
  readonly trustedCertificates?: readonly string[];
};

export const publicNetwork: FilmNetwork = {
  resolve: async (host) =>
    (await askResolver(host, { all: true, verbatim: true })).map(({ address }) => address),
  isAllowed: isPublicAddress,
};

export type FilmRoute =
  /** `lookup` answers with the addresses that were checked, so that the name can't change in between. */
  | { readonly kind: 'open'; readonly lookup: LookupFunction }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'unresolved'; readonly code: string; readonly message: string };

/**
 * Whether a film may be fetched from an address that a server named: allowed in each of its IP addresses, and over
 * https, or on this machine where the network allows that.
 */
export async function routeTo(url: URL, network: FilmNetwork): Promise<FilmRoute> {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return refused('address_not_https', `films are fetched over https, not over ${url.protocol}`);
  }
  if (url.username !== '' || url.password !== '') {
    return refused('address_with_password', `an address with a password in it: ${url.host}`);
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const resolved = await addressesOf(host, network);
  if (!Array.isArray(resolved)) return resolved;
  const closed = resolved.find((address) => !network.isAllowed(address));
  if (closed !== undefined) {
    const shown = closed === host ? host : `${host} (${closed})`;
    return refused('address_not_public', `${shown} is not an address of the public internet`);
  }
  if (url.protocol === 'http:' && !resolved.every(isLoopback)) {
    return refused('address_not_https', `films are fetched over https only, not from http://${url.host}`);
  }
  return { kind: 'open', lookup: pinned(resolved) };
}

async function addressesOf(host: string, network: FilmNetwork): Promise<string[] | FilmRoute> {
  const message = `the name ${host} has no address`;
  try {
    const addresses = isIP(host) === 0 ? await network.resolve(host) : [host];
    return addresses.length > 0 ? [...addresses] : { kind: 'unresolved', code: 'enotfound', message };
  } catch (error) {
    const code = String((error as { code?: unknown }).code ?? 'unknown_host').toLowerCase();
    return { kind: 'unresolved', code, message };
  }
}

function refused(code: string, message: string): FilmRoute {
  return { kind: 'refused', code, message };
}

function pinned(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, answer) => {
    if (options.all) return answer(null, all);
    const [first] = all;
    answer(null, first?.address ?? '', first?.family ?? 0);
  };
}
