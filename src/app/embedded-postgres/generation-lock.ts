import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readlink, rename, symlink, unlink } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isProcessAlive, ownIdentity } from '../../storage/process-identity.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

const FREE = 'free';
const POLL_MS = 15;

/**
 * Runs `work` while no other process on this machine does so with the same folder.
 *
 * The lock is a chain of symbolic links `1`, `2`, `3`, …; creating one is atomic, and what it points to names
 * its owner. Who finds the highest link freed, or its owner dead, may create the next one, which only one
 * process can. Nobody ever removes a link that a dead process left at the top, so nobody can remove a live
 * one by mistake: the usual flaw of stale lock files.
 */
export async function withGenerationLock<Value>(
  folder: string,
  options: { waitMaxMs: number },
  work: () => Promise<Value>,
): Promise<Value> {
  await mkdir(folder, { recursive: true });
  const generation = await acquire(folder, options.waitMaxMs);
  try {
    return await work();
  } finally {
    await release(folder, generation);
  }
}

async function acquire(folder: string, waitMaxMs: number): Promise<number> {
  const deadline = performance.now() + waitMaxMs;
  for (;;) {
    const highest = await highestGeneration(folder);
    const owner = highest === 0 ? FREE : await ownerOf(folder, highest);
    if (owner !== null && (owner === FREE || !isProcessAlive(owner))) {
      const mine = highest + 1;
      if (await createLink(folder, mine)) return mine;
    } else if (performance.now() > deadline) {
      throw new EmbeddedPostgresError(
        'DATA_DIR_BUSY',
        `Process ${owner?.split('-')[0] ?? '?'} has been starting or stopping the database in ${folder} for ` +
          `more than ${Math.round(waitMaxMs / 1000)} s. Wait for it or end it, then try again.`,
      );
    }
    await sleep(POLL_MS);
  }
}

/** False where somebody else was quicker, also where a slow look made us create an already spent number. */
async function createLink(folder: string, generation: number): Promise<boolean> {
  try {
    await symlink(ownIdentity(), `${folder}/${generation}`);
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
  if ((await highestGeneration(folder)) > generation) {
    await unlink(`${folder}/${generation}`);
    return false;
  }
  await removeSpent(folder, generation);
  return true;
}

async function release(folder: string, generation: number): Promise<void> {
  const temporary = `${folder}/free-${randomUUID()}`;
  await symlink(FREE, temporary);
  await rename(temporary, `${folder}/${generation}`);
}

async function highestGeneration(folder: string): Promise<number> {
  const numbers = (await readdir(folder)).map(Number).filter(Number.isSafeInteger);
  return Math.max(0, ...numbers);
}

/** Null where the link has just gone: look again. */
async function ownerOf(folder: string, generation: number): Promise<string | null> {
  try {
    return await readlink(`${folder}/${generation}`);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

async function removeSpent(folder: string, below: number): Promise<void> {
  for (const name of await readdir(folder)) {
    if (Number(name) < below) await unlink(`${folder}/${name}`).catch(() => undefined);
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
