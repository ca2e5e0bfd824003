import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anotherHouse, anotherHousePath } from '../fixtures/another-house.ts';
import { freshDataDir, runProgram } from './program.ts';

let folder: Awaited<ReturnType<typeof freshDataDir>>;
let dataDir: string;
beforeAll(async () => {
  folder = await freshDataDir();
  dataDir = join(folder.path, 'data');
  await mkdir(dataDir);
});
afterAll(() => folder.remove());

const lesson = ['high_utilization', 'credit_utilization'] as const;

/** The contents of the lesson's stored files of this kind. */
async function stored(extension: string): Promise<readonly string[]> {
  const path = join(dataDir, 'videos', ...lesson);
  const names = (await readdir(path)).filter((name) => name.endsWith(extension));
  return await Promise.all(names.map((name) => readFile(join(path, name), 'utf8')));
}

test('what members see has the house’s look; films that were there get it when asked for again', {
  timeout: 180_000,
}, async () => {
  const generate = (extra: Record<string, string>, ...more: string[]) =>
    runProgram(['video', 'generate', ...lesson, '--wait', '--json', ...more], { dataDir, extra });
  const house = { STUDIO_THEME: anotherHousePath };
  const themes = async () =>
    (await stored('.json')).map((content) => JSON.parse(content).record.theme.name).sort();
  expect(await generate({})).toMatchObject({ code: 0 });
  expect((await generate(house)).stdout).toContain('"cached"');
  expect(await themes()).toEqual(['spendsense']);
  const { code, stdout } = await generate(house, '--again');
  expect({ code, status: JSON.parse(stdout).videos[0].status }).toEqual({ code: 0, status: 'ready' });
  expect(await themes()).toEqual(['another house', 'spendsense']);
  expect(await stored('.mp4'), 'files are named by their bytes: the film is another').toHaveLength(2);
  expect((await stored('.svg')).filter((svg) => svg.includes(anotherHouse.palette.brand))).toHaveLength(1);
});

test('a theme file that can’t be used stops the start with its place; doctor says so, and which one is used', async () => {
  const path = join(folder.path, 'theme.json');
  await writeFile(path, JSON.stringify({ name: 'x', palette: { brand: 'blue' } }));
  const broken = await runProgram(['start'], { dataDir, extra: { STUDIO_THEME: path } });
  expect(broken.code).toBe(2);
  expect(broken.stderr).toMatch(/STUDIO_THEME: .*theme\.json: palette\.brand: a colour is written #rrggbb/);
  const doctor = async (theme: string) => {
    const { stdout } = await runProgram(['doctor', '--json'], { dataDir, extra: { STUDIO_THEME: theme } });
    const { findings } = JSON.parse(stdout) as { findings: { name: string }[] };
    return findings.find(({ name }) => name === 'theme');
  };
  expect(await doctor(path)).toMatchObject({
    state: 'problem',
    message: expect.stringContaining('palette.brand'),
  });
  expect(await doctor(anotherHousePath)).toMatchObject({
    state: 'ok',
    message: expect.stringContaining('"another house"'),
  });
}, 60_000);
