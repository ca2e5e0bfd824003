/** The lessons of five sample members, end to end through `sora` against `videos-api`; the record goes to docs/films-record.md. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseConfig } from '../src/app/config.ts';
import { createLogger } from '../src/app/logger.ts';
import { sampleFiles } from '../src/app/sample-files.ts';
import { openServices, type Services } from '../src/app/services.ts';
import { startWorker } from '../src/app/worker.ts';
import { isoDateOfInstant } from '../src/kernel/dates.ts';
import type { FilmLogEntry } from '../src/members/film-log-port.ts';
import { seedSamples } from '../src/members/seed-samples.ts';
import { shownRecommendations } from '../src/members/shown-recommendations.ts';
import { hasEnded, isParked } from '../src/video/job.ts';
import { requestVideo } from '../src/video/request-video.ts';
import { openVideosApi } from '../src/videos-api/open-videos-api.ts';
import { parseScenario } from '../src/videos-api/scenario.ts';

const MEMBERS = 5;
const MICRO_USD = 1_000_000;

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
const config = parseConfig({
  DATA_DIR: folder,
  SORA_ENABLED: 'on',
  SORA_BASE_URL: api.baseUrl,
  SORA_API_KEY: 'any-key-is-good',
  SORA_IDEMPOTENCY: 'L',
  REVIEW: 'none',
  VIDEO_DAILY_CAP_USD: '20',
});
const services = await openServices(config, createLogger('warn'));
try {
  const lessons = await orderFilms(services);
  const worker = await startWorker(services);
  await whenDone(services);
  await worker.close();
  const { log } = await services.filmLog.historyOf(lessons);
  const bought = log.filter(({ track }) => track === 'provider');
  writeFileSync('docs/films-record.md', recordOf(bought));
  const failed = bought.filter(({ status }) => status !== 'delivered');
  console.log(`${bought.length - failed.length} delivered, ${failed.length} not; see docs/films-record.md`);
  process.exitCode = failed.length > 0 || bought.length === 0 ? 1 : 0;
} finally {
  await services.close();
  await api.close();
  rmSync(folder, { recursive: true, force: true });
}

async function orderFilms(use: Services): Promise<readonly { persona: string; topic: string }[]> {
  await seedSamples(use, sampleFiles(isoDateOfInstant(use.clock.now())));
  const found: { persona: string; topic: string }[] = [];
  let members = 0;
  for (const { memberId } of await use.directory.list()) {
    const shown = await shownRecommendations(use, memberId, 'en');
    if (!shown || shown.lessons.length === 0 || members === MEMBERS) continue;
    members += 1;
    for (const { persona, topic } of shown.lessons) {
      await requestVideo(use, { persona, topic, locale: 'en', asker: 'person' });
      found.push({ persona, topic });
    }
  }
  return found;
}

async function whenDone({ jobs }: Services): Promise<void> {
  for (;;) {
    const open = await jobs.list({ states: ['queued', 'working', 'waiting'], limit: 200 });
    if (!open.some((job) => job.track === 'provider' && !hasEnded(job) && !isParked(job))) return;
    await sleep(500);
  }
}

function recordOf(bought: readonly FilmLogEntry[]): string {
  const rows = bought.map(({ at, persona, topic, ...film }) =>
    [
      at.toISOString(),
      `${persona}/${topic}`,
      film.provider,
      film.model,
      film.filmMs === null ? '' : `${film.filmMs / 1000} s`,
      film.sizeBytes === null ? '' : `${Math.round(film.sizeBytes / 1000)} kB`,
      film.generationMs === null ? '' : `${(film.generationMs / 1000).toFixed(1)} s`,
      film.costMicroUsd === null ? 'unknown' : `$${(film.costMicroUsd / MICRO_USD).toFixed(2)}`,
      film.failure === null ? film.status : `${film.status}: ${film.failure.code}`,
    ].join(' | '),
  );
  return [
    '# Films ordered of a provider: a record',
    '',
    `Written by \`npm run record-films\`: the first three lessons of ${MEMBERS} sample members, ordered of \`sora\` at a local \`videos-api\` (class L, prices of the last day of OpenAI’s own), judged, brought into form and published by the pipeline. The money is what the ledger says; nothing was paid. A lesson that two members share is bought once.`,
    '',
    '| ordered | lesson | provider | model | length | size | made in | cost | outcome |',
    '|---|---|---|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
    '',
  ].join('\n');
}
