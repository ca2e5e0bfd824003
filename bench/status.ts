/**
 * How long the state of a film takes at 300 requests a second, against /healthz asked in the same way in the
 * same minute. The real program in a process of its own, on its embedded defaults and with the cache in Redis;
 * the caller is a signed-in member. Requests leave at moments that are fixed beforehand, and times count from there.
 * `node bench/status.ts [--seconds 20] [--rate 300]`; exit code 1 where the slowest in a hundred takes 20 ms.
 */
import { readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { sessionSchema } from '../src/http/contract.ts';
import type { Milliseconds } from '../src/kernel/units.ts';
import { apiClient } from '../test/e2e/api.ts';
import { freshDataDir, type RunningProgram, signInBy, startProgram } from '../test/e2e/program.ts';
import { startRedis } from '../test/redis-server.ts';
import { type Latencies, openLoop, quantile } from './status/open-loop.ts';

const TARGET_MS = 20;
const WARM_UP_SECONDS = 5;
/** Linux counts processor time in hundredths of a second. */
const MS_PER_TICK = 10;
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '20' }, rate: { type: 'string', default: '300' } },
});
const seconds = Number(values.seconds);
const perSecond = Number(values.rate);

/** The address of a film's state that says `ready`, once no film is being made. */
async function readyFilm(program: RunningProgram, cookie: string, operator: string): Promise<string> {
  const underWay = /^spendsense_video_jobs\{.*state="(?:queued|working)".*\} (\d+)$/gm;
  const isBusy = async (): Promise<boolean> =>
    [...(await metricsOf(program, operator)).matchAll(underWay)].some(([, count]) => count !== '0');
  const api = apiClient(program.url, cookie);
  const session = await fetch(`${program.url}/api/session`, { headers: { cookie } });
  const { memberId } = sessionSchema.parse(await session.json());
  const { persona, items } = await api.recommendations(memberId ?? '');
  while (await isBusy()) await sleep(1_000);
  const topic = items.find(({ media }) => media !== null)?.topic ?? '';
  const { status } = await api.videoStatus({ persona: persona ?? '', topic });
  if (status !== 'ready') throw new TypeError(`the film of ${persona}/${topic} is ${status}`);
  return `/api/videos/status/${persona}/${topic}`;
}

async function metricsOf({ url }: RunningProgram, cookie: string): Promise<string> {
  return await (await fetch(`${url}/metrics`, { headers: { cookie } })).text();
}

/** How many questions the cache has answered with what it kept; waits until the cache can say. */
async function hitsOf(program: RunningProgram, operator: string): Promise<number> {
  const line = /^spendsense_video_cache_questions_total\{outcome="hit"\} (\d+)$/m;
  for (;;) {
    const found = line.exec(await metricsOf(program, operator));
    if (found) return Number(found[1]);
    await sleep(1_000);
  }
}

/** Processor time that the program has taken so far, all its threads together. */
async function cpuMsOf({ pid }: RunningProgram): Promise<Milliseconds> {
  const facts = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
  return (Number(facts[11]) + Number(facts[12])) * MS_PER_TICK;
}

function said(what: string, { sortedMs, sentLateMs, byStatus }: Latencies): string {
  const ms = (sorted: readonly number[], share: number): string => `${quantile(sorted, share).toFixed(2)} ms`;
  const statuses = [...byStatus].map(([status, count]) => `${count} × ${status}`).join(', ');
  return (
    `  ${what}: ${statuses}; p50 ${ms(sortedMs, 0.5)}, p99 ${ms(sortedMs, 0.99)}, most ${ms(sortedMs, 1)}` +
    ` (of it sent late: p50 ${ms(sentLateMs, 0.5)}, p99 ${ms(sentLateMs, 0.99)})`
  );
}

/** Half of the reference before and half after: what the machine does meanwhile meets both. */
async function measure(program: RunningProgram): Promise<{ lines: readonly string[]; isGood: boolean }> {
  const cookie = await signInBy(program.memberLink);
  const operator = await signInBy(program.operatorLink);
  const path = await readyFilm(program, cookie, operator);
  const ask = (to: string, forSeconds: number): Promise<Latencies> =>
    openLoop({ url: program.url + to, headers: { cookie }, perSecond, seconds: forSeconds });
  await ask(path, WARM_UP_SECONDS);
  const before = await ask('/healthz', seconds / 2);
  const hitsBefore = await hitsOf(program, operator);
  const cpuBefore = await cpuMsOf(program);
  const status = await ask(path, seconds);
  const cpuMs = (await cpuMsOf(program)) - cpuBefore;
  const hits = (await hitsOf(program, operator)) - hitsBefore;
  const healthz = together(before, await ask('/healthz', seconds / 2));
  const p99 = quantile(status.sortedMs, 0.99);
  const ratio = (share: number): string =>
    (quantile(status.sortedMs, share) / quantile(healthz.sortedMs, share)).toFixed(2);
  const lines = [
    said('/healthz     ', healthz),
    said('state of film', status),
    `  state / healthz: p50 ${ratio(0.5)}, p99 ${ratio(0.99)}; the cache answered ${hits} of ${status.sortedMs.length}; ` +
      `the program took ${(cpuMs / status.sortedMs.length).toFixed(2)} ms of a processor for each`,
  ];
  const isAnswered = [status, healthz].every(({ byStatus }) => byStatus.size === 1 && byStatus.has(200));
  return { lines, isGood: p99 < TARGET_MS && isAnswered };
}

function together(one: Latencies, other: Latencies): Latencies {
  const sorted = (all: readonly number[]): number[] => all.toSorted((a, b) => a - b);
  const statuses = [...one.byStatus.keys(), ...other.byStatus.keys()];
  const count = (status: number): number =>
    (one.byStatus.get(status) ?? 0) + (other.byStatus.get(status) ?? 0);
  return {
    sortedMs: sorted([...one.sortedMs, ...other.sortedMs]),
    sentLateMs: sorted([...one.sentLateMs, ...other.sentLateMs]),
    byStatus: new Map(statuses.map((status) => [status, count(status)])),
  };
}

const folder = await freshDataDir();
const redis = await startRedis();
try {
  console.log(`${perSecond} requests/s for ${seconds} s; p99 of the state under ${TARGET_MS} ms`);
  for (const [place, extra] of [
    ['PostgreSQL', {}],
    ['Redis', { REDIS_URL: redis.redisUrl }],
  ] as const) {
    const program = await startProgram({
      dataDir: folder.path,
      extra: { PATH: process.env['PATH'] ?? '', ...extra },
    });
    const { lines, isGood } = await measure(program).finally(() => program.stop());
    console.log(`cache in ${place}, load of the machine ${loadavg()[0]?.toFixed(1)}`);
    for (const line of lines) console.log(line);
    if (!isGood) process.exitCode = 1;
  }
} finally {
  await redis.close();
  await folder.remove();
}
