import { readdir } from 'node:fs/promises';
import { fileFaults, ledgerFaults } from '../harness/checker.ts';
import { API_KEY, type FaultWorld } from './fault-world.ts';
import { everythingWritten } from './observe.ts';

/** Whatever isn't as it should be in a world in which nothing moves any more. */
export async function violationsOf(world: FaultWorld): Promise<readonly string[]> {
  const { database, films, dataDir, logLines, gate, staged } = world;
  const left = await leftovers(dataDir);
  const stack = { db: database.db, media: films.media };
  const written = await everythingWritten(database.db);
  const told = logLines.filter((line) => line.includes(API_KEY));
  const keyless = staged.filter(({ it }) =>
    gate.requestsOf(it.name).some(({ authorization }) => authorization !== `Bearer ${API_KEY}`),
  );
  return [
    ...(await ledgerFaults(stack)),
    ...(await fileFaults(stack, dataDir)),
    ...left.map((path) => `${path} is left`),
    ...told.map((line) => `a line of the log has the key: ${line}`),
    ...(written.includes(API_KEY) ? ['a row has the key'] : []),
    ...(await untrueEntries(world)),
    ...(gate.webhookCount() === 0 ? ['no webhook came: nothing was proved about them'] : []),
    // Else nothing would be proved by its absence.
    ...keyless.map(({ it }) => `${it.title}: a request came without the key`),
  ];
}

/** What the cache answers that the tables don't. */
async function untrueEntries({ films, staged }: FaultWorld): Promise<readonly string[]> {
  const slots = staged.map(({ slot }) => slot);
  const [kept, truth] = await Promise.all([films.readMedia(slots), films.readTrueMedia(slots)]);
  return staged
    .filter((_, index) => JSON.stringify(kept[index]) !== JSON.stringify(truth[index]))
    .map(({ it }) => `${it.title}: the cache says something else than the tables`);
}

/** Work folders, and files under another name than that of their bytes. */
async function leftovers(dataDir: string): Promise<readonly string[]> {
  const paths = await readdir(dataDir, { recursive: true });
  return paths.filter((path) => path.startsWith('work/') || (path.includes('.') && !isMedia(path)));
}

function isMedia(path: string): boolean {
  return /^videos\/[a-z_]+\/[a-z_]+\/[0-9a-f]{16}\.[a-z0-9]+$/.test(path);
}
