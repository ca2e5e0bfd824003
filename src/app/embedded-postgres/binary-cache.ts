import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ownIdentity } from '../../storage/process-identity.ts';

/**
 * Copies the binary package once per machine to where the server's account can reach it, for checkouts below
 * a closed folder and for read-only installations. Answers the copy's folder, or null where nothing is writable.
 */
export async function copyPackage(
  packageDir: string,
  options: { hydrate: (packageDir: string) => Promise<void> },
): Promise<string | null> {
  const name = `${basename(packageDir)}-${await versionOf(packageDir)}`;
  for (const root of cacheRoots()) {
    const target = join(root, name);
    try {
      await mkdir(root, { recursive: true });
      if (!(await isOurs(root))) continue;
      await chmod(root, 0o755);
      if (await isOurs(target).catch(() => false)) return target;
      await copyWhole(packageDir, target, options.hydrate);
      return target;
    } catch {
      // Not writable, full or gone: the next place may do, and the caller says so when none does.
    }
  }
  return null;
}

function cacheRoots(): string[] {
  const uid = process.getuid?.() ?? 0;
  const own = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return [
    uid === 0 ? '/var/cache/spendsense-postgres' : join(own, 'spendsense-postgres'),
    join(tmpdir(), `spendsense-postgres-${uid}`),
  ];
}

/** A name appears only with all its files: copied beside, then renamed. */
async function copyWhole(
  packageDir: string,
  target: string,
  hydrate: (packageDir: string) => Promise<void>,
): Promise<void> {
  const unfinished = `${target}.new-${ownIdentity()}`;
  await cp(packageDir, unfinished, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !source.endsWith('.a'),
  });
  await hydrate(unfinished);
  await openToReaders(unfinished);
  try {
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another process finished the same copy first.
    if (!(await isOurs(target).catch(() => false))) throw error;
  }
}

/** A strict umask at installation would otherwise keep the server's account out of the copy too. */
async function openToReaders(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { recursive: true })) {
    const path = join(directory, entry);
    const found = await lstat(path);
    if (found.isSymbolicLink()) continue;
    await chmod(path, found.isDirectory() || (found.mode & 0o100) !== 0 ? 0o755 : 0o644);
  }
}

/** Programs are run from here: only a folder that is ours and that nobody else can write to will do. */
async function isOurs(path: string): Promise<boolean> {
  const found = await stat(path);
  const uid = process.getuid?.() ?? found.uid;
  return found.isDirectory() && found.uid === uid && (found.mode & 0o022) === 0;
}

async function versionOf(packageDir: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : null;
  return typeof version === 'string' ? version : 'unversioned';
}
