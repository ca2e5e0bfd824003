import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../src/app/embedded-postgres/start-embedded-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    testDataDir: string;
  }
}

/** Vitest's global set-up: names a folder for the run's PostgreSQL, and leaves no trace of either. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp('/tmp/spendsense-test-');
  project.provide('testDataDir', dataDir);
  return async () => {
    if (existsSync(join(dataDir, 'postgres'))) {
      // The test processes have ended without leaving: whoever joins now is the last one to leave.
      const silent = { info: () => undefined, warn: () => undefined };
      await (await startEmbeddedPostgres({ dataDir, log: silent, isDurable: false })).release();
    }
    await rm(dataDir, { recursive: true, force: true });
  };
}
