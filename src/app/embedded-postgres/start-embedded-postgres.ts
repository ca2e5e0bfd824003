import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type PoolConfig } from 'pg';
import { isProcessAlive } from '../../storage/process-identity.ts';
import {
  accountOfCluster,
  type ClusterPaths,
  clusterMajor,
  clusterPaths,
  createCluster,
  DATABASE_NAME,
  makeDataDir,
} from './cluster.ts';
import { withGenerationLock } from './generation-lock.ts';
import { addHolder, removeHolder } from './holders.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { findPostmaster, type Postmaster, startPostmaster, stopPostmaster } from './postmaster.ts';
import { chooseServerAccount } from './server-account.ts';
import { closeSocketDirectory, openSocketDirectory } from './socket-directory.ts';

/** The part of a logger that this needs. */
export type EmbeddedPostgresLog = { info(message: string): void; warn(message: string): void };

export type EmbeddedPostgres = {
  /** For `pg`: a unix socket, no port. Other processes call `startEmbeddedPostgres` themselves. */
  readonly connection: PoolConfig & {
    readonly host: string;
    readonly user: string;
    readonly database: string;
  };
  /** The last holder to release stops the server; nothing stays running. Repeating it does nothing. */
  release(): Promise<void>;
};

const LOCK_WAIT_MAX_MS = 180_000;
const WATCH_EVERY_MS = 1_000;
const CONNECT_ATTEMPTS_MAX = 5;
const RECONNECT_AFTER_MS = 300;

/**
 * A real PostgreSQL in `<dataDir>/postgres`, shared by every process that asks for the same directory: the
 * first starts it, the others join, the last to leave stops it. A server that survived its starter's death is
 * adopted; one that died while held is started again. Throws `EmbeddedPostgresError` with a remedy.
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string;
  log: EmbeddedPostgresLog;
  /** False for throwaway databases: faster, and lost with the machine's power. */
  isDurable?: boolean;
}): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  await makeDataDir(dataDir, clusterPaths(dataDir));
  // One name for one directory, whatever links lead to it.
  const paths = clusterPaths(await realpath(dataDir));
  const launch: Launch = { paths, log: options.log, isDurable: options.isDurable ?? true };
  const { holder, postmaster, host } = await locked(paths, async () => {
    const added = await addHolder(paths.holders);
    try {
      return { holder: added, ...(await ensureDatabase(launch)) };
    } catch (error) {
      await leave(launch, added);
      throw error;
    }
  });
  const stopWatching = watch(launch, postmaster);
  let released: Promise<void> | undefined;
  return {
    connection: connectionTo(host, DATABASE_NAME),
    release: () => {
      released ??= stopWatching().then(() => locked(paths, () => leave(launch, holder)));
      return released;
    },
  };
}

type Launch = {
  readonly paths: ClusterPaths;
  readonly log: EmbeddedPostgresLog;
  readonly isDurable: boolean;
};

function locked<Value>(paths: ClusterPaths, work: () => Promise<Value>): Promise<Value> {
  return withGenerationLock(paths.lock, { waitMaxMs: LOCK_WAIT_MAX_MS }, work);
}

async function ensureRunning(launch: Launch): Promise<Postmaster> {
  const { paths, isDurable, log } = launch;
  const major = await clusterMajor(paths.clusterDir);
  const running = await findPostmaster(paths.clusterDir);
  if (running?.isReady) return running;
  const chosen = chooseServerAccount();
  const account = major === null ? chosen : await accountOfCluster(paths.clusterDir, chosen);
  const binaries = await findPostgresBinaries({ account, major });
  if (major === null) {
    log.info(`creating a PostgreSQL ${binaries.major} database in ${paths.root}`);
    await createCluster(paths, binaries, { account, isDurable });
  }
  const started = await startPostmaster(paths, binaries, { account, isDurable });
  log.info(`PostgreSQL ${binaries.major} runs as process ${started.pid}`);
  return started;
}

async function leave(launch: Launch, holder: { readonly name: string }): Promise<void> {
  const others = await removeHolder(launch.paths.holders, holder);
  if (others > 0) return;
  const running = await findPostmaster(launch.paths.clusterDir);
  if (running !== null) {
    await stopPostmaster(running);
    launch.log.info('PostgreSQL stopped');
  }
  await closeSocketDirectory(launch.paths.clusterDir);
}

/** Starts the server again where it died under us. Answers how to stop looking, having let a restart finish. */
function watch(launch: Launch, first: Postmaster): () => Promise<void> {
  let current = first;
  let isReleased = false;
  let restart: Promise<void> = Promise.resolve();
  let isRestarting = false;
  const look = async (): Promise<void> => {
    try {
      current = await locked(launch.paths, async () => (isReleased ? current : await ensureRunning(launch)));
    } catch (error) {
      launch.log.warn(`PostgreSQL could not be started again: ${String(error)}`);
    } finally {
      isRestarting = false;
    }
  };
  const timer = setInterval(() => {
    // Cleaners of temporary folders take a short link that looks old; new connections need it.
    openSocketDirectory(launch.paths.clusterDir).catch((error) => launch.log.warn(String(error)));
    if (isRestarting || isProcessAlive(current.identity)) return;
    isRestarting = true;
    launch.log.warn(`PostgreSQL (process ${current.pid}) is gone; starting it again`);
    restart = look();
  }, WATCH_EVERY_MS);
  timer.unref();
  return () => {
    isReleased = true;
    clearInterval(timer);
    return restart;
  };
}

/** A running server that answers and has our database. */
async function ensureDatabase(launch: Launch): Promise<{ postmaster: Postmaster; host: string }> {
  for (let attempt = 1; ; attempt += 1) {
    const postmaster = await ensureRunning(launch);
    const host = await openSocketDirectory(launch.paths.clusterDir);
    try {
      await createDatabase(host);
      return { postmaster, host };
    } catch (error) {
      // A server that somebody else is just shutting down still looks ready for a moment.
      if (attempt === CONNECT_ATTEMPTS_MAX) throw error;
      await sleep(RECONNECT_AFTER_MS);
    }
  }
}

async function createDatabase(host: string): Promise<void> {
  const client = new Client(connectionTo(host, 'postgres'));
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE_NAME]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE_NAME}`);
  } finally {
    await client.end();
  }
}

/** Everything said here, so that no PG… variable of the caller's shell says something else. */
function connectionTo(host: string, database: string): EmbeddedPostgres['connection'] {
  return { host, port: 5432, user: DATABASE_NAME, database, password: '', ssl: false };
}
