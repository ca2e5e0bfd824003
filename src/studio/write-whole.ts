import { type FileHandle, open, rename, rm } from 'node:fs/promises';

const NAMES_MAX = 1000;

/**
 * Writes a file that either has all its bytes or does not exist: under a temporary name beside it, flushed to
 * disk, then renamed. A temporary file left by a killed process ends in `.tmp`; it is never written to again.
 */
export async function writeWhole(path: string, data: Uint8Array | string): Promise<void> {
  const temporary = await openBeside(path);
  try {
    try {
      await temporary.file.writeFile(data);
      await temporary.file.sync();
    } finally {
      await temporary.file.close();
    }
    await rename(temporary.path, path);
  } catch (error) {
    await rm(temporary.path, { force: true });
    throw error;
  }
}

/** A fresh file under a name that nobody has: the next number, where a killed process left its own behind. */
async function openBeside(path: string): Promise<{ path: string; file: FileHandle }> {
  for (let number = 1; ; number += 1) {
    const temporary = `${path}.${process.pid}-${number}.tmp`;
    try {
      return { path: temporary, file: await open(temporary, 'wx') };
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!isTaken || number >= NAMES_MAX) throw error;
    }
  }
}
