import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The program as people run it: its own process, its own data folder. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const launcher = join(root, 'bin', 'spendsense.mjs');

export type Finished = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** A fresh folder under the system's temporary one, removed by the caller through `remove`. */
export async function freshDataDir(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'spendsense-e2e-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

export function environment(
  dataDir: string,
  extra: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: process.env['HOME'], DATA_DIR: dataDir, ...extra };
}

/** Runs a command to its end. */
export function runProgram(
  args: readonly string[],
  options: { dataDir: string; extra?: Readonly<Record<string, string>> },
): Promise<Finished> {
  const child = spawn(process.execPath, [launcher, ...args], {
    cwd: root,
    env: environment(options.dataDir, options.extra),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return finished(child);
}

function finished(child: ChildProcess): Promise<Finished> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

export type RunningProgram = {
  readonly url: string;
  readonly memberLink: string;
  readonly operatorLink: string;
  readonly pid: number;
  /** Ctrl-C, and waits for the end. */
  stop(): Promise<Finished>;
  /** SIGKILL, without a chance to clean up. */
  kill(): Promise<Finished>;
};

/** `start --json` on a free port; resolves when it has printed where it runs. */
export async function startProgram(options: {
  dataDir: string;
  extra?: Readonly<Record<string, string>>;
}): Promise<RunningProgram> {
  const child = spawn(process.execPath, [launcher, 'start', '--json', '--port', '0'], {
    cwd: root,
    env: environment(options.dataDir, options.extra),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = finished(child);
  const printed = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      if (text.trimEnd().endsWith('}')) resolve(text);
    });
    end.then(({ code, stderr }) => reject(new TypeError(`start ended with ${code}: ${stderr}`)));
  });
  const { url, signIn } = JSON.parse(printed);
  const endBy = (signal: NodeJS.Signals) => () => {
    child.kill(signal);
    return end;
  };
  return {
    url,
    memberLink: signIn.member?.url ?? '',
    operatorLink: signIn.operator.url,
    pid: child.pid ?? 0,
    stop: endBy('SIGTERM'),
    kill: endBy('SIGKILL'),
  };
}

export type RunningWorkerProcess = {
  readonly pid: number;
  /** SIGTERM, and waits for the end. */
  stop(): Promise<Finished>;
  /** SIGKILL, without a chance to clean up. */
  kill(): Promise<Finished>;
};

/** `worker`; resolves when it takes jobs. */
export async function startWorkerProcess(options: {
  dataDir: string;
  extra?: Readonly<Record<string, string>>;
}): Promise<RunningWorkerProcess> {
  const child = spawn(process.execPath, [launcher, 'worker'], {
    cwd: root,
    env: environment(options.dataDir, options.extra),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = finished(child);
  await new Promise<void>((resolve, reject) => {
    let text = '';
    child.stderr.on('data', (chunk) => {
      text += chunk;
      if (text.includes('The worker takes jobs')) resolve();
    });
    end.then(({ code, stderr }) => reject(new TypeError(`worker ended with ${code}: ${stderr}`)));
  });
  const endBy = (signal: NodeJS.Signals) => () => {
    child.kill(signal);
    return end;
  };
  return { pid: child.pid ?? 0, stop: endBy('SIGTERM'), kill: endBy('SIGKILL') };
}

/** Trades a sign-in link for the cookie header of its session. */
export async function signInBy(link: string): Promise<string> {
  const { origin, hash } = new URL(link);
  const response = await fetch(`${origin}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: hash.slice(1) }),
  });
  if (!response.ok) throw new TypeError(`signing in answered ${response.status}: ${await response.text()}`);
  return (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
}

/** Asks again until `is` holds or the time is up; answers the last value. */
export async function eventually<Value>(
  ask: () => Promise<Value>,
  is: (value: Value) => boolean,
  withinMs: number,
): Promise<Value> {
  const endAt = Date.now() + withinMs;
  for (;;) {
    const value = await ask();
    if (is(value) || Date.now() > endAt) return value;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
}

/** The address of a database on a unix socket, as `DATABASE_URL` takes it. */
export function databaseUrlOf({
  host,
  user,
  database,
}: {
  host: string;
  user?: string | undefined;
  database: string;
}): string {
  return `postgresql://${user}@localhost/${database}?host=${encodeURIComponent(host)}`;
}

/** Processes whose command line or environment names this folder: what a run left behind. */
export async function processesOf(dataDir: string): Promise<readonly string[]> {
  const { readdir, readFile } = await import('node:fs/promises');
  const found: string[] = [];
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) continue;
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''))
      .replaceAll('\0', ' ')
      .trim();
    if (command.includes(dataDir)) found.push(`${pid} ${command}`);
  }
  return found;
}
