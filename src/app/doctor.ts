import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { isoDateOfInstant } from '../kernel/dates.ts';
import { lessons } from '../lessons/catalogue.ts';
import { missingFromLessons } from '../lessons/check-lessons.ts';
import { whyTooOld } from '../storage/redis-version.ts';
import type { Config } from './config.ts';
import { lookAtProviders } from './doctor-providers.ts';
import { type Finding, fine, messageOf, problem, warning } from './finding.ts';
import { createLogger } from './logger.ts';
import { systemClock } from './machine.ts';
import { openMigratedDatabase, whyNotReady } from './open-database.ts';
import { readStudioTheme } from './studio-theme.ts';
import { lookAtFfmpeg } from './system-ffmpeg.ts';

const NODE_OLDEST_MAJOR = 24;
const FREE_SPACE_WARN_BYTES = 1024 ** 3;

type Look = readonly [name: string, look: () => Promise<Finding | readonly Finding[]>];

/** Looks at everything that the product stands on. A look that throws is a finding, not a crash. */
export async function examine(config: Config): Promise<readonly Finding[]> {
  const { REDIS_URL } = config;
  const today = isoDateOfInstant(systemClock.now());
  const looks: readonly Look[] = [
    ['node', lookAtNode],
    ['data folder', () => lookAtDataFolder(config)],
    ['lessons', lookAtLessons],
    ['canvas', () => lookAtBinding('canvas', () => import('@napi-rs/canvas'))],
    ['encoder', () => lookAtBinding('encoder', () => import('@napi-rs/webcodecs'))],
    ['ffmpeg', () => lookAtSystemFfmpeg(config)],
    ['theme', () => lookAtTheme(config)],
    ['database', () => lookAtDatabase(config)],
    ...(REDIS_URL ? [['redis', () => lookAtRedis(REDIS_URL)] satisfies Look] : []),
    ['providers', () => lookAtProviders(config, today)],
  ];
  const findings: Finding[] = [];
  for (const [name, look] of looks) {
    const found = await look().catch((error: unknown) =>
      problem(name, messageOf(error), 'See the message; then run doctor again.'),
    );
    findings.push(...[found].flat());
  }
  return findings;
}

async function lookAtNode(): Promise<Finding> {
  const { node } = process.versions;
  if (Number(node.split('.')[0]) >= NODE_OLDEST_MAJOR) return fine('node', `version ${node}`);
  return problem(
    'node',
    `version ${node} is too old`,
    'Start through `npm start` or `npx spendsense`; `npm ci` brings a newer one.',
  );
}

async function lookAtDataFolder({ DATA_DIR }: Config): Promise<Finding> {
  await mkdir(DATA_DIR, { recursive: true });
  const probe = join(DATA_DIR, `.doctor-${process.pid}`);
  await writeFile(probe, '');
  await rm(probe);
  const { bavail, bsize } = await statfs(DATA_DIR);
  const freeBytes = bavail * bsize;
  const message = `${DATA_DIR} can be written, ${Math.floor(freeBytes / 1024 ** 2)} MiB free`;
  if (freeBytes >= FREE_SPACE_WARN_BYTES) return fine('data folder', message);
  return warning('data folder', message, 'Films and database grow: make room, or move DATA_DIR.');
}

async function lookAtLessons(): Promise<Finding> {
  const missing = missingFromLessons(lessons);
  if (missing.length === 0) return fine('lessons', `${lessons.length} complete`);
  return problem(
    'lessons',
    missing.join('; '),
    'Complete them in src/lessons; the start refuses until then.',
  );
}

async function lookAtBinding(name: string, load: () => Promise<object>): Promise<Finding> {
  await load();
  return fine(name, 'the native library loads');
}

async function lookAtSystemFfmpeg({ FFMPEG_PATH: path }: Config): Promise<Finding> {
  const found = await lookAtFfmpeg(path ?? 'ffmpeg');
  if (path === null) {
    const there = found.kind === 'fit' ? `version ${found.version} is there and` : 'none is there; it';
    return fine('ffmpeg', `${there} isn't asked for (FFMPEG_PATH): films are coded by what npm brings`);
  }
  if (found.kind === 'fit') return fine('ffmpeg', `version ${found.version} at ${path} codes films`);
  const remedy = 'Give FFMPEG_PATH the full path of an ffmpeg with libx264, or leave it out.';
  return problem('ffmpeg', `${path} ${found.message}: the start is refused`, remedy);
}

async function lookAtTheme(config: Config): Promise<Finding> {
  const read = await readStudioTheme(config);
  if (read.kind === 'refused') {
    const remedy =
      'Correct the file that STUDIO_THEME names (CONTRIBUTING.md lists every field), or leave it out.';
    return problem('theme', `${read.refusal}: the start is refused`, remedy);
  }
  if (read.value === null)
    return fine('theme', 'films have SpendSense’s own look (STUDIO_THEME names no other)');
  return fine('theme', `films have the look "${read.value.name}" of ${config.STUDIO_THEME}`);
}

/** The database alone: whatever else the configuration lacks, it can be looked at. */
async function lookAtDatabase(config: Config): Promise<Finding> {
  await using opening = new AsyncDisposableStack();
  const { db } = await openMigratedDatabase(config, createLogger('silent'), opening);
  const reason = await whyNotReady(db);
  if (reason !== null)
    return problem('database', reason, 'Check DATABASE_URL and that the server accepts connections.');
  return fine(
    'database',
    config.DATABASE_URL ? 'the one at DATABASE_URL answers' : 'the embedded PostgreSQL starts and answers',
  );
}

async function lookAtRedis(url: string): Promise<Finding> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    const tooOld = whyTooOld(await redis.info('server'));
    if (tooOld !== null) return problem('redis', tooOld, 'Update the server that REDIS_URL names.');
    const [, policy] = (await redis.config('GET', 'maxmemory-policy')) as string[];
    if (policy === 'noeviction') return fine('redis', 'answers, and never evicts jobs');
    return problem(
      'redis',
      `maxmemory-policy is ${policy}: jobs may vanish`,
      'Set maxmemory-policy to noeviction.',
    );
  } catch (error) {
    return problem(
      'redis',
      `does not answer: ${messageOf(error)}`,
      'Check REDIS_URL and that the server runs.',
    );
  } finally {
    redis.disconnect();
  }
}
