import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { lessons } from '../lessons/catalogue.ts';
import { missingFromLessons } from '../lessons/check-lessons.ts';
import type { Config } from './config.ts';
import { createLogger } from './logger.ts';
import { openServices } from './services.ts';

/** What one look found; `remedy` says what a person can do, null where nothing need be done. */
export type Finding = {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'problem';
  readonly message: string;
  readonly remedy: string | null;
};

const NODE_OLDEST_MAJOR = 24;
const FREE_SPACE_WARN_BYTES = 1024 ** 3;

/** Looks at everything that the product stands on. A look that throws is a finding, not a crash. */
export async function examine(config: Config): Promise<readonly Finding[]> {
  const looks: readonly [string, () => Promise<Finding>][] = [
    ['node', lookAtNode],
    ['data folder', () => lookAtDataFolder(config)],
    ['lessons', lookAtLessons],
    ['canvas', () => lookAtBinding('canvas', () => import('@napi-rs/canvas'))],
    ['encoder', () => lookAtBinding('encoder', () => import('@napi-rs/webcodecs'))],
    ['database', () => lookAtDatabase(config)],
    ...(config.REDIS_URL ? [['redis', () => lookAtRedis(config.REDIS_URL ?? '')] as const] : []),
  ].map(([name, look]) => [name, look] as [string, () => Promise<Finding>]);
  const findings: Finding[] = [];
  for (const [name, look] of looks) {
    findings.push(
      await look().catch((error: unknown) =>
        problem(name, messageOf(error), 'See the message; then run doctor again.'),
      ),
    );
  }
  return findings;
}

const ok = (name: string, message: string): Finding => ({ name, state: 'ok', message, remedy: null });
const problem = (name: string, message: string, remedy: string): Finding => ({
  name,
  state: 'problem',
  message,
  remedy,
});
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function lookAtNode(): Promise<Finding> {
  const { node } = process.versions;
  if (Number(node.split('.')[0]) >= NODE_OLDEST_MAJOR) return ok('node', `version ${node}`);
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
  if (freeBytes >= FREE_SPACE_WARN_BYTES) return ok('data folder', message);
  return {
    name: 'data folder',
    state: 'warning',
    message,
    remedy: 'Films and database grow: make room, or move DATA_DIR.',
  };
}

async function lookAtLessons(): Promise<Finding> {
  const missing = missingFromLessons(lessons);
  if (missing.length === 0) return ok('lessons', `${lessons.length} complete`);
  return problem(
    'lessons',
    missing.join('; '),
    'Complete them in src/lessons; the start refuses until then.',
  );
}

async function lookAtBinding(name: string, load: () => Promise<object>): Promise<Finding> {
  await load();
  return ok(name, 'the native library loads');
}

async function lookAtDatabase(config: Config): Promise<Finding> {
  const services = await openServices(config, createLogger('silent'));
  try {
    const reason = await services.notReady();
    if (reason !== null)
      return problem('database', reason, 'Check DATABASE_URL and that the server accepts connections.');
    return ok(
      'database',
      config.DATABASE_URL ? 'the one at DATABASE_URL answers' : 'the embedded PostgreSQL starts and answers',
    );
  } finally {
    await services.close();
  }
}

async function lookAtRedis(url: string): Promise<Finding> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    const [, policy] = (await redis.config('GET', 'maxmemory-policy')) as string[];
    if (policy === 'noeviction') return ok('redis', 'answers, and never evicts jobs');
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
