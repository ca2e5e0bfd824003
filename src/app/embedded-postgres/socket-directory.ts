import { createHash } from 'node:crypto';
import { lstat, mkdir, readlink, rm, symlink, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

const SOCKET_NAME = '.s.PGSQL.5432';
/** `sun_path` holds 108 bytes on Linux and 104 on macOS, the closing zero included. */
const PATH_BYTES_MAX = process.platform === 'linux' ? 107 : 103;

/**
 * The folder under which clients reach the socket. A path too long for a socket address gets a short link in
 * the temporary folder, in a directory that only its owner may enter; its name follows from the path, so
 * every process finds the same one.
 */
export async function openSocketDirectory(clusterDir: string): Promise<string> {
  if (Buffer.byteLength(join(clusterDir, SOCKET_NAME)) <= PATH_BYTES_MAX) return clusterDir;
  const { directory, link } = shortPath(clusterDir);
  await mkdir(directory, { mode: 0o700 }).catch(() => undefined);
  const found = await lstat(directory);
  const isPrivate =
    found.isDirectory() && found.uid === (process.getuid?.() ?? found.uid) && (found.mode & 0o077) === 0;
  if (!isPrivate) {
    throw new EmbeddedPostgresError(
      'SOCKET_PATH_TOO_LONG',
      `The data directory's path is too long for a socket, and ${directory}, which would shorten it, belongs ` +
        'to somebody else. Choose a shorter --data-dir.',
    );
  }
  if ((await readlink(link).catch(() => null)) !== clusterDir) {
    await unlink(link).catch(() => undefined);
    await symlink(clusterDir, link);
  }
  return link;
}

/** Removes the short link; for the last one to leave. */
export async function closeSocketDirectory(clusterDir: string): Promise<void> {
  await rm(shortPath(clusterDir).directory, { recursive: true, force: true });
}

function shortPath(clusterDir: string): { directory: string; link: string } {
  const digest = createHash('sha256').update(clusterDir).digest('hex').slice(0, 16);
  const directory = join(tmpdir(), `spendsense-${process.getuid?.() ?? 0}-${digest}`);
  return { directory, link: join(directory, 'pg') };
}
