import { setTimeout as sleep } from 'node:timers/promises';
import { requestVideo, type VideoAsker } from '../../src/video/request-video.ts';
import type { SlotMedia } from '../../src/video/video-cache-port.ts';
import type { FaultCase } from './fault-case.ts';
import { type End, remedyOf } from './fault-table.ts';
import { type FaultWorld, openFaultWorld, type Staged, type WorldPlan } from './fault-world.ts';
import { boughtElsewhere, endOf, isMoving, purchasesStarted, shownNow } from './observe.ts';
import { applyRemedy } from './remedies.ts';
import { violationsOf } from './violations.ts';

export type CaseReport = {
  /** When nothing moves any more by itself. */
  readonly end: Seen;
  /** What a member saw until then, from the moment of asking on. */
  readonly shows: readonly SlotMedia[];
  /** After an operator did what there is to do; null where that is nothing. */
  readonly afterRemedy: Seen | null;
};

/** `elsewhere`: how many films were bought of the second provider. */
export type Seen = End & { readonly elsewhere: number };

export type WorldReport = {
  readonly cases: ReadonlyMap<string, CaseReport>;
  /** Whatever else isn't as it should be: ledger, files, keys. Empty where all holds. */
  readonly violations: readonly string[];
};

export type RunPlan = Omit<WorldPlan, 'afterTurn'> & {
  /** Told once in the middle of it all. */
  readonly meanwhile?: () => Promise<unknown>;
};

const SETTLES_WITHIN_MS = 90_000;
const LOOK_EVERY_MS = 50;
const IN_THE_MIDDLE_MS = 700;

/** Orders the film of every case at once, waits until nothing moves any more, and has an operator see to the rest. */
export async function runFaults(plan: RunPlan): Promise<WorldReport> {
  const shows = new Map<string, SlotMedia[]>(plan.cases.map(({ name }) => [name, []]));
  const look = inTurn(async (staged, films) => {
    shows.get(staged.it.name)?.push(await shownNow(staged, films));
  });
  const isRestarted = plan.cases.some(({ row }) => row.isRestarted);
  await using world = await openFaultWorld({ ...plan, afterTurn: look });
  const asker = plan.asker ?? 'page';
  const asked = world.staged.map(async (staged) => {
    await order(staged, world, asker);
    await look(staged, world.films);
  });
  await Promise.all(asked);
  if (isRestarted) await restartWhenOrdered(world, plan.cases);
  const [ends] = await Promise.all([
    settled(world),
    plan.meanwhile ? sleep(IN_THE_MIDDLE_MS).then(plan.meanwhile) : null,
  ]);
  for (const staged of world.staged) await look(staged, world.films);
  const seen = new Map([...shows].map(([name, list]) => [name, [...list]]));
  await remedyAll(world, ends);
  const later = await settled(world);
  const cases = plan.cases.map(({ name, row }): [string, CaseReport] => {
    const [end, last] = [ends.get(name), later.get(name)];
    if (!end || !last) throw new TypeError(`${name} has no end`);
    const isDoneWith = remedyOf(row, end) === null;
    return [name, { end, shows: seen.get(name) ?? [], afterRemedy: isDoneWith ? null : last }];
  });
  return { cases: new Map(cases), violations: await violationsOf(world) };
}

/** One look at a case after the other: what was seen later stands later. */
function inTurn(look: WorldPlan['afterTurn']): WorldPlan['afterTurn'] {
  const last = new Map<string, Promise<void>>();
  return (staged, films) => {
    const next = (last.get(staged.it.name) ?? Promise.resolve()).then(() => look(staged, films));
    last.set(staged.it.name, next);
    return next;
  };
}

async function order({ slot, work }: Staged, { films }: FaultWorld, asker: VideoAsker): Promise<void> {
  await requestVideo({ ...work, queue: films.queue }, { ...slot, asker });
}

async function restartWhenOrdered(world: FaultWorld, cases: readonly FaultCase[]): Promise<void> {
  while ((await purchasesStarted(world)) < cases.length) await sleep(LOOK_EVERY_MS);
  await world.restartServer();
}

async function settled(world: FaultWorld): Promise<ReadonlyMap<string, Seen>> {
  const endAt = performance.now() + SETTLES_WITHIN_MS;
  while (performance.now() < endAt && (await isMoving(world))) await sleep(LOOK_EVERY_MS);
  const ends = world.staged.map(async (one) => {
    const [end, elsewhere] = await Promise.all([endOf(world, one), boughtElsewhere(world, one)]);
    return [one.it.name, { ...end, elsewhere }] as const;
  });
  return new Map(await Promise.all(ends));
}

async function remedyAll(world: FaultWorld, ends: ReadonlyMap<string, Seen>): Promise<void> {
  const due = world.staged.flatMap((staged) => {
    const end = ends.get(staged.it.name);
    const what = end ? remedyOf(staged.it.row, end) : null;
    return what === null ? [] : [{ staged, what }];
  });
  // The provider has come to its senses; a film that it has spoiled stays spoiled.
  for (const { staged } of due) world.gate.rule(staged.it.name, []);
  for (const { staged, what } of due) await applyRemedy(what, staged, world);
}
