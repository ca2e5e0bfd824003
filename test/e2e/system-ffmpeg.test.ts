import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filmSkipReason, hasFfmpeg, movingGraph, openFilmFolder } from '../../src/media/film-fixture.ts';
import { GEMINI_KEY, openGeminiServer } from '../factories/gemini-server.ts';
import { freshDataDir, runProgram } from './program.ts';

let folder: Awaited<ReturnType<typeof freshDataDir>>;
let films: Awaited<ReturnType<typeof openFilmFolder>>;
beforeAll(async () => {
  folder = await freshDataDir();
  films = await openFilmFolder();
});
afterAll(async () => {
  await folder.remove();
  await films.remove();
});

/** The machine's ffmpeg, which writes down what it is asked. */
async function heardFfmpeg() {
  const [path, log] = [join(films.path, 'ffmpeg'), join(films.path, 'asked')];
  await writeFile(path, `#!/bin/sh\necho "$*" >> ${log}\nexec ffmpeg "$@"\n`, { mode: 0o755 });
  return { path, asked: async () => await readFile(log, 'utf8') };
}

test.skipIf(!hasFfmpeg)(
  `a configured ffmpeg brings a provider's film into form, and encodes the studio's (${filmSkipReason})`,
  { timeout: 240_000 },
  async () => {
    const old = await films.make('old.mp4', {
      graph: movingGraph({ size: '1280x720', seconds: 8, rate: 5 }),
      encoder: ['-c:v', 'mpeg4', '-q:v', '3'],
    });
    const server = await openGeminiServer({ film: await readFile(old) });
    const ffmpeg = await heardFfmpeg();
    const dataDir = join(folder.path, 'data');
    await mkdir(dataDir);
    const gemini = { GEMINI_OMNI_ENABLED: 'on', GEMINI_API_KEY: GEMINI_KEY, REVIEW: 'none' };
    const generate = (topic: string, settings: Record<string, string>) =>
      runProgram(['video', 'generate', 'high_utilization', topic, '--wait'], {
        dataDir,
        extra: { FFMPEG_PATH: ffmpeg.path, GEMINI_OMNI_BASE_URL: server.origin, ...settings },
      });
    expect(await generate('credit_utilization', gemini)).toMatchObject({ code: 0 });
    await server.stop();
    expect(server.bought).toHaveLength(1);
    // MPEG-4 Part 2, which npm's codecs don't read.
    expect(await ffmpeg.asked()).toMatch(/-protocol_whitelist file .* -f mov -i file:.*fetched\.mp4 /);
    expect(await generate('autopay_setup', {})).toMatchObject({ code: 0 });
    expect(await ffmpeg.asked()).toContain('-f rawvideo -pix_fmt yuv420p -s 1280x720');
  },
);
