import { constants } from 'node:fs';
import { access, chmod, chown, lchown, lstat, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ownIdentity } from '../../storage/process-identity.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { runAsServer, withClusterAccess } from './run-as-server.ts';
import type { ServerAccount } from './server-account.ts';

/** Name of the database's superuser and of the one database in it. */
export const DATABASE_NAME = 'spendsense';

/** PostgreSQL's own data directory inside ours, with the files that stand beside it. */
export type ClusterPaths = {
  readonly root: string;
  readonly clusterDir: string;
  readonly holders: string;
  readonly lock: string;
  readonly logFile: string;
};

export function clusterPaths(dataDir: string): ClusterPaths {
  const root = join(dataDir, 'postgres');
  return {
    root,
    clusterDir: join(root, 'cluster'),
    holders: join(root, 'holders'),
    lock: join(root, 'lock'),
    logFile: join(root, 'server.log'),
  };
}

/** Makes the folders, closed to other users, or says why that can't be. */
export async function makeDataDir(dataDir: string, paths: ClusterPaths): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await mkdir(paths.root, { recursive: true, mode: 0o700 });
    await access(paths.root, constants.W_OK);
  } catch (error) {
    throw new EmbeddedPostgresError(
      'DATA_DIR_NOT_WRITABLE',
      `The data directory ${dataDir} can't be written: ${error instanceof Error ? error.message : String(error)}. ` +
        'Choose another one with --data-dir, or make it writable.',
      { cause: error },
    );
  }
}

/** The major version that made the cluster, or null where there is no cluster yet. */
export async function clusterMajor(clusterDir: string): Promise<number | null> {
  try {
    return Number.parseInt(await readFile(join(clusterDir, 'PG_VERSION'), 'utf8'), 10);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new EmbeddedPostgresError(
      'DATA_DIR_OF_ANOTHER_ACCOUNT',
      `The database in ${clusterDir} belongs to another account of this machine. Run as that account or as root, ` +
        'or choose another directory with --data-dir.',
      { cause: error },
    );
  }
}

/** Creates the cluster aside and renames it, so a crash midway leaves no half-made one. */
export async function createCluster(
  paths: ClusterPaths,
  binaries: PostgresBinaries,
  options: { account: ServerAccount; isDurable: boolean },
): Promise<void> {
  await removeUnfinished(paths);
  const unfinished = join(paths.root, `cluster.new-${ownIdentity()}`);
  await mkdir(unfinished, { mode: 0o700 });
  if (options.account !== null) await handOver(unfinished, options.account);
  const run = await withClusterAccess(unfinished, options.account, ({ argument, cwd, inherited }) =>
    runAsServer(
      join(binaries.binDir, 'initdb'),
      [
        ...['-D', argument, '-U', DATABASE_NAME, '--auth-local=trust', '--auth-host=reject'],
        ...['--encoding=UTF8', '--locale=C', '--data-checksums', ...(options.isDurable ? [] : ['--no-sync'])],
      ],
      { cwd, account: options.account, inherited },
    ),
  );
  if (run.exitCode !== 0) {
    await rm(unfinished, { recursive: true, force: true });
    throw new EmbeddedPostgresError(
      'INITDB_FAILED',
      `PostgreSQL could not create its data directory: ${run.output.trim().split('\n').slice(-3).join(' ')}`,
    );
  }
  try {
    await rename(unfinished, paths.clusterDir);
  } catch (error) {
    throw new EmbeddedPostgresError(
      'DATA_DIR_DAMAGED',
      `${paths.clusterDir} holds files but no PG_VERSION: it is no whole database. ` +
        'Put the missing files back, or move the folder away to begin with an empty one.',
      { cause: error },
    );
  }
}

/**
 * Under which account an existing cluster's server runs. PostgreSQL insists on owning its directory, so root
 * runs it as the owner; a cluster that root itself owns (a restored copy) is handed to the chosen account.
 */
export async function accountOfCluster(clusterDir: string, chosen: ServerAccount): Promise<ServerAccount> {
  if (chosen === null) return null;
  const owner = await lstat(clusterDir);
  if (owner.uid !== 0) return { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  for (const entry of await readdir(clusterDir, { recursive: true })) {
    await lchown(join(clusterDir, entry), chosen.uid, chosen.gid);
  }
  await handOver(clusterDir, chosen);
  return chosen;
}

async function handOver(directory: string, account: NonNullable<ServerAccount>): Promise<void> {
  try {
    await chown(directory, account.uid, account.gid);
    await chmod(directory, 0o700);
  } catch (error) {
    throw new EmbeddedPostgresError(
      'NO_SERVER_ACCOUNT',
      `Root may not hand ${directory} to the account ${account.name} here (a restricted container?). ` +
        'Run as an ordinary user, or set DATABASE_URL to a PostgreSQL server.',
      { cause: error },
    );
  }
}

async function removeUnfinished(paths: ClusterPaths): Promise<void> {
  for (const name of await readdir(paths.root)) {
    if (!name.startsWith('cluster.new-')) continue;
    // Its initdb may still be running for a moment after its parent was killed; what stays goes next time.
    await rm(join(paths.root, name), { recursive: true, force: true }).catch(() => undefined);
  }
}
