import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * One run of one process: `<pid>-<when it started>`, fit for a file name. A pid alone is handed out again
 * after a crash or a reboot; together with the start time it names a process that never comes back.
 */
export type ProcessIdentity = string;

/** The identity of the process that has this pid now, or null where there is none (a zombie is none). */
export function identityOfPid(pid: number): ProcessIdentity | null {
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  const started = process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid);
  return started === null ? null : `${pid}-${started}`;
}

export function ownIdentity(): ProcessIdentity {
  return identityOfPid(process.pid) ?? `${process.pid}-0`;
}

/** Whether the process of this identity still runs: the same pid, started at the same instant. */
export function isProcessAlive(identity: ProcessIdentity): boolean {
  const pid = Number(identity.split('-')[0]);
  return identityOfPid(pid) === identity;
}

/**
 * Where a process id means something, 12 hex digits: this machine's run, and this container's. Of processes
 * elsewhere that share a disk with this one nobody can say here whether they live.
 */
export function processPlace(): string {
  knownPlace ??= createHash('sha256')
    .update(`${hostname()} ${bootId()} ${linkOrNull('/proc/self/ns/pid')}`)
    .digest('hex')
    .slice(0, 12);
  return knownPlace;
}

let knownPlace: string | undefined;

/** Start time in clock ticks since boot, with the boot's id: `man 5 proc_pid_stat`, field 22. */
function startOnLinux(pid: number): string | null {
  const stat = readOrNull(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The command name may hold spaces and parentheses: the fields begin behind its last parenthesis.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields[0];
  if (state === 'Z' || state === 'X') return null;
  return `${fields[19]}-${bootId()}`;
}

function startByPs(pid: number): string | null {
  try {
    const answer = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { PATH: '/bin:/usr/bin', LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    if (answer === '' || answer.startsWith('Z')) return null;
    return String(Date.parse(answer.slice(answer.indexOf(' ')).trim()));
  } catch {
    // `ps` exits with 1 where no such process exists.
    return null;
  }
}

let knownBootId: string | undefined;

function bootId(): string {
  knownBootId ??= (readOrNull('/proc/sys/kernel/random/boot_id') ?? 'boot').slice(0, 8).trim();
  return knownBootId;
}

function linkOrNull(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
