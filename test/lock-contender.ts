import { appendFileSync } from 'node:fs';
import { withGenerationLock } from '../src/app/embedded-postgres/generation-lock.ts';

/** Enters and leaves a lock `argv[4]` times, noting both; what happens inside is killed now and then. */
const [, , folder = '', notes = '', rounds = '0'] = process.argv;
for (let round = 0; round < Number(rounds); round += 1) {
  await withGenerationLock(folder, { waitMaxMs: 30_000 }, async () => {
    appendFileSync(notes, `in ${process.pid}\n`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    appendFileSync(notes, `out ${process.pid}\n`);
  });
}
