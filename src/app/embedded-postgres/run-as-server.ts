import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import type { ServerAccount } from './server-account.ts';

/** What PostgreSQL's programs see of our environment: nothing that would change what they do. */
export function serverEnvironment(): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

/** Spawn options that put a program under the server's account. */
export function asServer(account: ServerAccount): { uid?: number; gid?: number } {
  return account === null ? {} : { uid: account.uid, gid: account.gid };
}

/** How a program is told where the cluster is: its argument, its working directory, and a handle to inherit. */
export type ClusterAccess = {
  readonly argument: string;
  readonly cwd: string;
  readonly inherited: readonly number[];
};

/**
 * Root's folders are often closed to the server's account (a checkout below /root). Linux lets a process enter
 * a folder through a handle that it inherited, without walking the path that leads there; the programs hand it
 * on to their children.
 */
export async function withClusterAccess<Value>(
  clusterDir: string,
  account: ServerAccount,
  work: (access: ClusterAccess) => Promise<Value>,
): Promise<Value> {
  if (account === null || process.platform !== 'linux') {
    return await work({ argument: clusterDir, cwd: clusterDir, inherited: [] });
  }
  const handle = await open(clusterDir, 'r');
  try {
    // The first three are standard input, output and error. Some versions return to their first working
    // directory, so that has to be one that everybody may enter.
    return await work({ argument: '/proc/self/fd/3', cwd: '/', inherited: [handle.fd] });
  } finally {
    await handle.close();
  }
}

/** Runs a program to its end. Never throws: a program that can't be started answers with its error's text. */
export function runAsServer(
  program: string,
  args: readonly string[],
  options: { cwd: string; account: ServerAccount; inherited?: readonly number[] },
): Promise<{ readonly exitCode: number; readonly output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: serverEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe', ...(options.inherited ?? [])],
      ...asServer(options.account),
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', (error) => resolve({ exitCode: -1, output: error.message }));
    child.on('close', (code) => resolve({ exitCode: code ?? -1, output }));
  });
}
