import { spawn } from 'node:child_process';
import type { ServerAccount } from './server-account.ts';

/** What PostgreSQL's programs see of our environment: nothing that would change what they do. */
export function serverEnvironment(): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

/** Spawn options that put a program under the server's account. */
export function asServer(account: ServerAccount): { uid?: number; gid?: number } {
  return account === null ? {} : { uid: account.uid, gid: account.gid };
}

/**
 * How the programs are told where the cluster is, having been spawned with it as their working directory.
 * Root's folders are often closed to the server's account (a checkout below /root): Linux lets a process
 * return to its own working directory without walking the path that leads there.
 */
export function clusterArgument(clusterDir: string, account: ServerAccount): string {
  return account !== null && process.platform === 'linux' ? '/proc/self/cwd' : clusterDir;
}

/** Runs a program to its end. Never throws: a program that can't be started answers with its error's text. */
export function runAsServer(
  program: string,
  args: readonly string[],
  options: { cwd: string; account: ServerAccount },
): Promise<{ readonly exitCode: number; readonly output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: serverEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      ...asServer(options.account),
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => resolve({ exitCode: -1, output: error.message }));
    child.on('close', (code) => resolve({ exitCode: code ?? -1, output }));
  });
}
