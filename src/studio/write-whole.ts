import { type FileHandle, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

const NAMES_MAX = 1000;
const inHand = new Set<string>();

/**
 * Writes a file that either has all its bytes or does not exist: under a temporary name beside it, flushed to
 * disk, then renamed. A process that is killed meanwhile leaves a file that ends in `.tmp`; the next one that
 * writes the same file removes it.
 */
export async function writeWhole(path: string, data: Uint8Array | string): Promise<void> {
  const target = resolve(path);
  await removeLeftovers(target);
  const temporary = await openBeside(target);
  try {
    try {
      await temporary.file.writeFile(data);
      await temporary.file.sync();
    } finally {
      await temporary.file.close();
    }
    await rename(temporary.path, target);
  } catch (error) {
    await rm(temporary.path, { force: true });
    throw error;
  } finally {
    inHand.delete(temporary.path);
  }
}

/** A fresh file under a name that nobody has. */
async function openBeside(path: string): Promise<{ path: string; file: FileHandle }> {
  for (let number = 1; ; number += 1) {
    const temporary = `${path}.${process.pid}-${number}.tmp`;
    if (inHand.has(temporary)) continue;
    inHand.add(temporary);
    try {
      return { path: temporary, file: await open(temporary, 'wx') };
    } catch (error) {
      inHand.delete(temporary);
      if (!hasCode(error, 'EEXIST') || number >= NAMES_MAX) throw error;
    }
  }
}

async function removeLeftovers(path: string): Promise<void> {
  const folder = dirname(path);
  const start = `${basename(path)}.`;
  // A folder that cannot be read is told by the attempt to write into it.
  const names = await readdir(folder).catch((): string[] => []);
  for (const name of names) {
    const [, pid] = name.startsWith(start) ? (/^(\d+)-\d+\.tmp$/.exec(name.slice(start.length)) ?? []) : [];
    if (pid && isLeftover(join(folder, name), Number(pid))) await rm(join(folder, name), { force: true });
  }
}

/** Nobody is writing it any more: its process has ended, or was an earlier one with our number. */
function isLeftover(temporary: string, pid: number): boolean {
  if (pid === process.pid) return !inHand.has(temporary);
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return hasCode(error, 'ESRCH');
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
