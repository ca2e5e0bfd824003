import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isProcessAlive, ownIdentity } from '../../storage/process-identity.ts';

/**
 * Who uses the server: one empty file a holder, named by its process. A file of a process that is gone doesn't
 * count, so a crash never keeps the server up. Only to be touched under the lock.
 */
export async function addHolder(folder: string): Promise<{ readonly name: string }> {
  await mkdir(folder, { recursive: true });
  const name = `${ownIdentity()}.${randomUUID()}`;
  await writeFile(join(folder, name), '');
  return { name };
}

/** Takes the holder off the list and answers how many others remain alive. */
export async function removeHolder(folder: string, holder: { readonly name: string }): Promise<number> {
  await rm(join(folder, holder.name), { force: true });
  let aliveCount = 0;
  for (const name of await readdir(folder)) {
    const identity = name.split('.')[0] ?? '';
    if (isProcessAlive(identity)) aliveCount += 1;
    else await rm(join(folder, name), { force: true });
  }
  return aliveCount;
}
