import { createInterface } from 'node:readline';
import { startEmbeddedPostgres } from '../src/app/embedded-postgres/start-embedded-postgres.ts';

/**
 * A process that holds the embedded database of `argv[2]`: prints its connection as one line of JSON, then
 * keeps it until a line arrives on stdin. A terminal's Ctrl-C it ignores, as a program that closes in order does.
 */
process.on('SIGINT', () => undefined);
const silent = { info: () => undefined, warn: (message: string) => process.stderr.write(`${message}\n`) };
const embedded = await startEmbeddedPostgres({
  dataDir: process.argv[2] ?? '',
  log: silent,
  isDurable: process.argv[3] !== 'throwaway',
});
process.stdout.write(`${JSON.stringify(embedded.connection)}\n`);
createInterface({ input: process.stdin }).once('line', async () => {
  await embedded.release();
  process.exit();
});
