/** For what cannot happen here: ends the simulation. */
export function fail(trouble: unknown): never {
  throw trouble instanceof Error ? trouble : new TypeError(String(trouble));
}
