import { Agent, type ClientRequest, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Milliseconds } from '../../src/kernel/units.ts';

export type OpenLoopOptions = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly perSecond: number;
  readonly seconds: number;
};

export type Latencies = {
  /** From the moment that the plan says to the end of the answer, shortest first. */
  readonly sortedMs: readonly Milliseconds[];
  /** How much later than planned requests left: the sender's own share, contained in the above. */
  readonly sentLateMs: readonly Milliseconds[];
  readonly byStatus: ReadonlyMap<number, number>;
};

/**
 * Callers come from so many addresses of loopback: the server bounds what one address may ask a minute, and 300
 * requests a second are not one member's.
 */
const ADDRESSES = 16;
const SOCKETS_PER_ADDRESS = 32;

/**
 * Sends at moments that are fixed beforehand, whatever becomes of earlier requests: an answer that is late makes
 * nobody wait with asking, and the time that a request waits for its turn is its own.
 */
export async function openLoop({ url, headers, perSecond, seconds }: OpenLoopOptions): Promise<Latencies> {
  const agents = Array.from(
    { length: ADDRESSES },
    (_, index) =>
      new Agent({ keepAlive: true, localAddress: `127.0.0.${index + 1}`, maxSockets: SOCKETS_PER_ADDRESS }),
  );
  const total = perSecond * seconds;
  const sortedMs: Milliseconds[] = [];
  const sentLateMs: Milliseconds[] = [];
  const byStatus = new Map<number, number>();
  const answers: Promise<void>[] = [];
  const startMs = performance.now() + 50;
  const dueMs = (index: number): Milliseconds => startMs + (index * 1000) / perSecond;
  for (let sent = 0; sent < total; ) {
    while (sent < total && dueMs(sent) <= performance.now()) {
      const plannedMs = dueMs(sent);
      sentLateMs.push(performance.now() - plannedMs);
      const asking = request(url, { headers, agent: agents[sent % ADDRESSES] ?? false });
      answers.push(
        statusOf(asking).then((status) => {
          sortedMs.push(performance.now() - plannedMs);
          byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
        }),
      );
      sent += 1;
    }
    if (sent < total) await sleep(Math.max(0, dueMs(sent) - performance.now()));
  }
  await Promise.all(answers);
  for (const agent of agents) agent.destroy();
  const ascending = (one: number, other: number): number => one - other;
  return { sortedMs: sortedMs.toSorted(ascending), sentLateMs: sentLateMs.toSorted(ascending), byStatus };
}

/** Its status, once the whole answer is here; 0 where there is none. */
function statusOf(asking: ClientRequest): Promise<number> {
  return new Promise((resolve) => {
    asking.on('error', () => resolve(0));
    asking.on('response', (answer) => {
      answer.on('error', () => resolve(0));
      answer.on('end', () => resolve(answer.statusCode ?? 0));
      answer.resume();
    });
    asking.end();
  });
}

/** `share` 0.99 is what 99 of 100 don't exceed. */
export function quantile(sortedMs: readonly Milliseconds[], share: number): Milliseconds {
  return sortedMs[Math.min(sortedMs.length - 1, Math.ceil(share * sortedMs.length) - 1)] ?? Number.NaN;
}
