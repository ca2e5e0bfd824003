import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Another server works in the folder. */
export class FolderTaken extends Error {
  override readonly name = 'FolderTaken';
}

const held = new Set<string>();

/** Makes this process the only one that writes into the folder; the answer lets go of it. */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'server.pid');
  const holder = existsSync(path) ? Number(readFileSync(path, 'utf8')) : null;
  const isHeldHere = holder === process.pid && held.has(path);
  if (isHeldHere || (holder !== null && holder !== process.pid && isAlive(holder))) {
    throw new FolderTaken(
      `${folder} is in use by a server with process id ${holder}. Stop it, or take another folder.`,
    );
  }
  writeFileSync(path, String(process.pid));
  held.add(path);
  return () => {
    held.delete(path);
    rmSync(path, { force: true });
  };
}

function isAlive(processId: number): boolean {
  if (!Number.isSafeInteger(processId) || processId <= 0) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
