/**
 * The lessons of five sample members, end to end: asked for by their pages, ordered through `sora` of `videos-api`,
 * both gates opened by `video approve`, served. The record goes to docs/films-record.md.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServedLink } from '../src/members/film-log-port.ts';
import { openVideosApi } from '../src/videos-api/open-videos-api.ts';
import { parseScenario } from '../src/videos-api/scenario.ts';
import { runProgram, signInBy, startProgram } from '../test/e2e/program.ts';
import { type FilmsRecord, filmsRecord, type RecordedFilm } from './record-films/films-record.ts';

const MEMBERS = 5;
const PERSON = 'Olga';
const ASK_EVERY_MS = 1_000;
const GIVE_UP_AFTER_MS = 30 * 60_000;

type Job = {
  readonly jobId: string;
  readonly persona: string;
  readonly topic: string;
  readonly track: string;
  readonly state: string;
  readonly gate: string | null;
  readonly providerJobId: string | null;
};
type Status = { readonly jobs: readonly Job[]; readonly budget: { readonly spentTodayMicroUsd: number } };
/** What the server knows of its videos. */
type Sold = {
  readonly videoId: string;
  readonly outcome: { readonly atMs: number } | null;
  readonly purchase: { readonly createdAtMs: number };
};
type Trace = {
  readonly films: { readonly log: readonly LogEntry[]; readonly served: readonly ServedLink[] };
};
type Page = {
  readonly persona: string;
  readonly items: readonly { readonly topic: string; readonly media: object | null }[];
};
/** The lessons that come with films on some members' pages, as `persona/topic`. */
type Pages = { readonly members: readonly string[]; readonly lessons: ReadonlySet<string> };
type LogEntry = Omit<RecordedFilm, 'gates' | 'providerMs' | 'why'>;
/** A job's words at the gates, and the id that its provider knows it by. */
type Passage = { readonly gates: string[]; videoId: string | null };

const folder = mkdtempSync(join(tmpdir(), 'spendsense-record-'));
const scenario = parseScenario({ idempotency: 'L' });
if (scenario.kind !== 'ok') throw new TypeError('the scenario is good');
const api = await openVideosApi({
  folder: join(folder, 'videos-api'),
  host: '127.0.0.1',
  port: 0,
  scenario: scenario.value,
  clock: { now: () => new Date() },
  ids: { next: () => randomUUID().replaceAll('-', '') },
});
const options = {
  dataDir: folder,
  extra: {
    SORA_ENABLED: 'on',
    SORA_BASE_URL: api.baseUrl,
    SORA_API_KEY: 'any-key-is-good',
    SORA_IDEMPOTENCY: 'L',
    REVIEW: 'both',
    VIDEO_DAILY_CAP_USD: '20',
  },
};
const program = await startProgram(options);
try {
  const cookie = await signInBy(program.operatorLink);
  const pages = await openPages(cookie);
  const passages = await openGates(pages);
  const record = await recordOf(pages, passages);
  writeFileSync('docs/films-record.md', filmsRecord(record));
  const poor = record.films.filter((film) => film.gates.length < 2 || !film.why.includes(`by ${PERSON}`));
  console.log(`${record.films.length} films, ${poor.length} of them not shown; see docs/films-record.md`);
  const isBoughtOnce = record.isReconciled && record.soldCount === record.films.length;
  const isWhole = poor.length === 0 && record.films.length > 0 && isBoughtOnce;
  process.exitCode = isWhole ? 0 : 1;
} finally {
  await program.stop();
  await api.close();
  rmSync(folder, { recursive: true, force: true });
}

async function answerOf<Body>(path: string, cookie: string): Promise<Body> {
  const response = await fetch(program.url + path, { headers: { cookie } });
  if (!response.ok) throw new TypeError(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Body;
}

/** Looks at the pages of the first members that have films: that is what orders them. */
async function openPages(cookie: string): Promise<Pages> {
  const { members } = await answerOf<{ members: { memberId: string }[] }>('/api/operator/members', cookie);
  const opened: string[] = [];
  const lessons = new Set<string>();
  for (const { memberId } of members) {
    if (opened.length === MEMBERS) break;
    const page = await answerOf<Page>(`/api/members/${memberId}/recommendations`, cookie);
    const filmed = page.items.filter(({ media }) => media !== null);
    if (filmed.length > 0) opened.push(memberId);
    for (const { topic } of filmed) lessons.add(`${page.persona}/${topic}`);
  }
  return { members: opened, lessons };
}

async function command<Answer>(...args: string[]): Promise<Answer> {
  const { code, stdout, stderr } = await runProgram([...args, '--json'], options);
  if (stdout === '') throw new TypeError(`${args.join(' ')} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as Answer;
}

/** Says yes wherever an order of these lessons waits for somebody, until none is under way. */
async function openGates({ lessons }: Pages): Promise<ReadonlyMap<string, Passage>> {
  const passages = new Map<string, Passage>();
  const giveUpAt = Date.now() + GIVE_UP_AFTER_MS;
  while (Date.now() < giveUpAt) {
    const { jobs } = await command<Status>('video', 'status');
    const orders = jobs.filter(
      ({ track, persona, topic }) => track === 'provider' && lessons.has(`${persona}/${topic}`),
    );
    for (const { jobId, state, gate, providerJobId } of orders) {
      const passage = passages.get(jobId) ?? { gates: [], videoId: null };
      passages.set(jobId, passage);
      passage.videoId ??= providerJobId;
      if (state !== 'awaiting_approval' || gate === null) continue;
      await command('video', 'approve', jobId, '--by', PERSON, '--reason', 'for the record');
      passage.gates.push(gate);
    }
    const isUnderWay = ({ state }: Job) => state !== 'failed' && state !== 'rejected';
    if (passages.size > 0 && !orders.some(isUnderWay)) break;
    await sleep(ASK_EVERY_MS);
  }
  return passages;
}

async function recordOf({ members }: Pages, passages: ReadonlyMap<string, Passage>): Promise<FilmsRecord> {
  const { videos } = (await (await fetch(`${api.controlUrl}/videos`)).json()) as { videos: Sold[] };
  const films = new Map<string, RecordedFilm>();
  for (const memberId of members) {
    const trace = await command<Trace>('trace', memberId);
    for (const entry of trace.films.log) {
      const passage = passages.get(entry.jobId);
      if (entry.track !== 'provider' || !passage) continue;
      const sold = videos.find(({ videoId }) => videoId === passage.videoId);
      const { persona, topic, locale } = entry;
      const served = trace.films.served.find(
        (one) => one.persona === persona && one.topic === topic && one.locale === locale,
      );
      films.set(`${entry.jobId} ${entry.attempt}`, {
        ...entry,
        gates: passage.gates,
        providerMs: sold?.outcome ? sold.outcome.atMs - sold.purchase.createdAtMs : null,
        why: served?.why ?? '',
      });
    }
  }
  const { code } = await runProgram(['video', 'reconcile'], options);
  const { budget } = await command<Status>('video', 'status');
  return {
    memberCount: members.length,
    films: [...films.values()].toSorted((a, b) => a.at.localeCompare(b.at)),
    spentMicroUsd: budget.spentTodayMicroUsd,
    soldCount: videos.length,
    isReconciled: code === 0,
  };
}
