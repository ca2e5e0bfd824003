import { type FaultCase, slots } from './fault-case.ts';
import { type CaseReport, type RunPlan, runFaults, type WorldReport } from './run-faults.ts';

/**
 * Splits cases into worlds, runs them, and puts together what came of them. Few at once: a PostgreSQL has so many
 * connections, and other tests run beside them.
 */
export async function runWorlds(
  cases: readonly FaultCase[],
  planOf: (index: number) => Omit<RunPlan, 'idempotency' | 'cases'>,
  { atOnce = 1 }: { readonly atOnce?: number } = {},
): Promise<WorldReport> {
  const worlds = partsOf(cases).map((part, index) => ({ part, plan: planOf(index) }));
  const reports: WorldReport[] = [];
  const runNext = async (): Promise<void> => {
    for (let next = worlds.shift(); next; next = worlds.shift()) {
      const { part, plan } = next;
      const [first] = part;
      if (first) reports.push(await runFaults({ idempotency: first.idempotency, cases: part, ...plan }));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, runNext));
  return {
    cases: new Map<string, CaseReport>(reports.flatMap((report) => [...report.cases])),
    violations: reports.flatMap(({ violations }) => violations),
  };
}

/** One class, one fate of the server, and no more cases than slots in each; the ones that take longest first. */
function partsOf(cases: readonly FaultCase[]): readonly (readonly FaultCase[])[] {
  const groups = Map.groupBy(cases, ({ idempotency, row }) => `${idempotency} ${row.isRestarted === true}`);
  return [...groups.values()].flatMap((group) => {
    const count = Math.ceil(group.length / slots.length);
    return Array.from({ length: count }, (_, part) => group.filter((__, index) => index % count === part));
  });
}
