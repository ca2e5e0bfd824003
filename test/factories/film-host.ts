import { Faults, openTlsVendorServer, type VendorAnswer } from './vendor-server.ts';

export type HostFault = 'redirect' | 'truncated' | 'json-content' | 'expired-link' | 'host-error' | 'gone';

export type FilmHost = Awaited<ReturnType<typeof openFilmHost>>;

/** Where a vendor's finished films lie: an origin of its own, whose links carry a signature and end. */
export async function openFilmHost(film: Uint8Array) {
  const faults = new Faults<HostFault>();
  const elsewhere = await openTlsVendorServer('other.test', () => ({ status: 200, bytes: film }));
  const expired = new Set<string>();
  let links = 0;
  const host = await openTlsVendorServer('films.test', ({ path }): VendorAnswer => {
    if (faults.strikes('gone')) return { status: 404, json: {} };
    if (faults.strikes('expired-link')) expired.add(path);
    if (expired.has(path)) return { status: 403, json: { message: 'Request has expired' } };
    if (faults.strikes('host-error')) return { status: 503, json: {} };
    if (faults.strikes('redirect'))
      return { status: 302, headers: { location: `${elsewhere.origin}/film.mp4` } };
    if (faults.strikes('json-content')) {
      const bytes = Buffer.from('{"error":{"message":"not a film"}}');
      return { status: 200, bytes };
    }
    if (faults.strikes('truncated')) return { status: 200, bytes: film, cutAtByte: film.byteLength >> 1 };
    return { status: 200, bytes: film };
  });
  return {
    faults,
    origin: host.origin,
    /** What came to the host, and to where it sent a request on. */
    requestsSoFar: () => [...host.requests, ...elsewhere.requests],
    /** A fresh signed link, good until the fault `expired-link` strikes it. */
    link: () => {
      links += 1;
      return `${host.origin}/films/${links}.mp4?signature=s${links}`;
    },
    stop: async () => {
      await Promise.all([host.stop(), elsewhere.stop()]);
    },
  };
}
