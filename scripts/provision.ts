import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A program that the tests run for real, and the Debian package that brings it. */
type Tool = { readonly program: string; readonly debianPackage: string; readonly why: string };

const tools: readonly Tool[] = [
  { program: 'chromium', debianPackage: 'chromium', why: 'plays the films and walks the pages' },
  { program: 'ffprobe', debianPackage: 'ffmpeg', why: 'judges our films independently' },
  {
    program: 'redis-server',
    debianPackage: 'redis-server',
    why: 'carries the queue in one of its two forms',
  },
];

const isOnPath = (program: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0;

/** Sees to it that everything is there. Answers what a person must install where it may not do so itself. */
export function provision(): readonly string[] {
  const missing = tools.filter(({ program }) => !isOnPath(program));
  if (missing.length === 0) return [];
  const packages = missing.map(({ debianPackage }) => debianPackage);
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log(`installing ${packages.join(', ')} from Debian's packages`);
    const options = {
      stdio: ['ignore', 'ignore', 'inherit'] as const,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    execFileSync('apt-get', ['update', '-qq'], { ...options, stdio: [...options.stdio] });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
      ...options,
      stdio: [...options.stdio],
    });
  }
  return missing
    .filter(({ program }) => !isOnPath(program))
    .map(
      ({ program, debianPackage, why }) =>
        `${program} (${why}); on Debian: apt-get install -y ${debianPackage}`,
    );
}
