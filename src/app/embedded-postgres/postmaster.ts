import { execFileSync, spawn } from 'node:child_process';
import { open, readFile, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identityOfPid, isProcessAlive, type ProcessIdentity } from '../../storage/process-identity.ts';
import type { ClusterPaths } from './cluster.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { asServer, type ClusterAccess, serverEnvironment, withClusterAccess } from './run-as-server.ts';
import type { ServerAccount } from './server-account.ts';

/** A running server's first process. */
export type Postmaster = {
  readonly pid: number;
  readonly identity: ProcessIdentity;
  readonly isReady: boolean;
};

const START_MAX_MS = 120_000;
const STOP_FAST_MS = 15_000;
const STOP_IMMEDIATE_MS = 15_000;
const LOG_BYTES_MAX = 4_000_000;
const POLL_MS = 10;

/** The live server on this cluster, whoever started it, or null. */
export async function findPostmaster(clusterDir: string): Promise<Postmaster | null> {
  const lines = (await readFile(join(clusterDir, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  const identity = identityOfPid(pid);
  if (identity === null || !(await isPostgresOn(pid, clusterDir))) return null;
  return { pid, identity, isReady: lines[7]?.trim() === 'ready' };
}

/** Starts the server in a session of its own: a terminal's Ctrl-C doesn't reach it, our end doesn't end it. */
export async function startPostmaster(
  paths: ClusterPaths,
  binaries: PostgresBinaries,
  options: { account: ServerAccount; isDurable: boolean },
): Promise<Postmaster> {
  const deadline = performance.now() + START_MAX_MS;
  // One that is starting or stopping since its starter was killed is waited for, not raced.
  const existing = await whenReady(paths, { deadline, hasEnded: () => true });
  if (existing !== null) return existing;
  for (;;) {
    await removeMisleadingNotes(paths.clusterDir);
    const logStart = await rotateLog(paths.logFile);
    const spawned = await withClusterAccess(paths.clusterDir, options.account, (access) =>
      spawnPostmaster(paths.logFile, binaries, { ...options, access }),
    );
    const started = await whenReady(paths, { deadline, hasEnded: spawned.hasEnded });
    if (started !== null) return started;
    const complaint = await complaintSince(paths.logFile, logStart);
    // Children of a killed server need a moment to notice before the memory they share is free again.
    if (!/pre-existing shared memory|still in use/.test(complaint) || performance.now() > deadline) {
      throw new EmbeddedPostgresError(
        'SERVER_DID_NOT_START',
        `PostgreSQL did not start: ${complaint} (log: ${paths.logFile})`,
      );
    }
    await sleep(200);
  }
}

/** Shuts the server down in order, and harder where it doesn't obey; answers when its process is gone. */
export async function stopPostmaster(postmaster: Postmaster): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', STOP_FAST_MS],
    ['SIGQUIT', STOP_IMMEDIATE_MS],
  ] as const) {
    if (!isProcessAlive(postmaster.identity)) return;
    process.kill(postmaster.pid, signal);
    if (await isGone(postmaster.identity, patienceMs)) return;
  }
  throw new EmbeddedPostgresError(
    'SERVER_DID_NOT_STOP',
    `PostgreSQL (process ${postmaster.pid}) did not shut down within ${(STOP_FAST_MS + STOP_IMMEDIATE_MS) / 1000} s.`,
  );
}

async function spawnPostmaster(
  logFile: string,
  binaries: PostgresBinaries,
  options: { account: ServerAccount; isDurable: boolean; access: ClusterAccess },
): Promise<{ hasEnded: () => boolean }> {
  const { account, access } = options;
  const log = await open(logFile, 'a', 0o600);
  try {
    if (account !== null) await log.chown(account.uid, account.gid);
    const settings = [...baseSettings, ...(options.isDurable ? [] : throwawaySettings)];
    const child = spawn(
      join(binaries.binDir, 'postgres'),
      ['-D', access.argument, ...settings.flatMap((setting) => ['-c', setting])],
      {
        cwd: access.cwd,
        env: serverEnvironment(),
        detached: true,
        stdio: ['ignore', log.fd, log.fd, ...access.inherited],
        ...asServer(account),
      },
    );
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    child.unref();
    return { hasEnded: () => child.exitCode !== null || child.signalCode !== null };
  } finally {
    await log.close();
  }
}

const baseSettings = [
  'listen_addresses=',
  // Relative to the cluster, which nobody else may enter.
  'unix_socket_directories=.',
  'unix_socket_permissions=0700',
  'port=5432',
  'max_connections=100',
  'shared_buffers=64MB',
  // Nobody replicates from the embedded server: less is written.
  'wal_level=minimal',
  'max_wal_senders=0',
  'log_checkpoints=off',
  // Details of an error quote the row: nothing of a member stands in a log that outlives them.
  'log_error_verbosity=terse',
  'jit=off',
];

/** For databases that live as long as a test run. */
const throwawaySettings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** The server once it accepts connections; null where it has ended and no other took its place. */
async function whenReady(
  paths: ClusterPaths,
  options: { deadline: number; hasEnded: () => boolean },
): Promise<Postmaster | null> {
  for (;;) {
    const hasEnded = options.hasEnded();
    const found = await findPostmaster(paths.clusterDir);
    if (found?.isReady) return found;
    if ((found === null && hasEnded) || performance.now() > options.deadline) return null;
    await sleep(POLL_MS);
  }
}

/**
 * PostgreSQL takes any process with a noted pid for a running server: a stranger to whom the pid was given
 * after a power loss or in a restarted container, or a killed server that nobody has reaped. Nothing runs on
 * this cluster, which the caller has made sure of, so such notes are removed. Those of a pid that is free stay:
 * PostgreSQL handles them, with a check for surviving children that needs the file.
 */
async function removeMisleadingNotes(clusterDir: string): Promise<void> {
  for (const name of ['postmaster.pid', '.s.PGSQL.5432.lock']) {
    const note = join(clusterDir, name);
    const pid = Number((await readFile(note, 'utf8').catch(() => '')).split('\n')[0]);
    if (pid > 0 && isPidTaken(pid)) await rm(note);
  }
}

/** As PostgreSQL itself asks: zombies and other people's processes count. */
function isPidTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

async function isPostgresOn(pid: number, clusterDir: string): Promise<boolean> {
  try {
    if (process.platform === 'linux') {
      const name = (await readFile(`/proc/${pid}/comm`, 'utf8')).trim();
      return name === 'postgres' && (await readlink(`/proc/${pid}/cwd`)) === (await realpath(clusterDir));
    }
    const command = execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes('postgres') && command.includes(clusterDir);
  } catch {
    // The process ended while we looked.
    return false;
  }
}

async function isGone(identity: ProcessIdentity, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  while (isProcessAlive(identity)) {
    if (performance.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}

/** Keeps the log bounded; answers how long it is, to quote only what comes after. */
async function rotateLog(logFile: string): Promise<number> {
  const size = await stat(logFile).then(
    (found) => found.size,
    () => 0,
  );
  if (size < LOG_BYTES_MAX) return size;
  await rename(logFile, `${logFile}.1`);
  return 0;
}

async function complaintSince(logFile: string, start: number): Promise<string> {
  const text = (await readFile(logFile)).subarray(start).toString('utf8').trim();
  const complaints = text.split('\n').filter((line) => /FATAL|PANIC|HINT|DETAIL|error/i.test(line));
  return (complaints.length > 0 ? complaints : text.split('\n').slice(-3)).join(' ');
}
