import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mediaStoreContract } from '../../test/contracts/media-store.contract.ts';
import { FilesystemMediaStore } from './filesystem-media-store.ts';
import { identityOfPid, ownIdentity, processPlace } from './process-identity.ts';

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp('/tmp/spendsense-media-');
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

mediaStoreContract('the filesystem', async () => new FilesystemMediaStore(dataDir));

test('sweeping removes folders of dead processes only, and doesn’t trust a pid that was handed out again', async () => {
  const store = new FilesystemMediaStore(dataDir);
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  const childIdentity = identityOfPid(child.pid ?? 0);
  const alive = (await store.openWorkFolder()).path;
  const ofChild = `${processPlace()}.${childIdentity}.film`;
  const reusedPid = `${processPlace()}.${process.pid}-12345-deadbeef.film`;
  const strange = 'notes of a person';
  for (const name of [ofChild, reusedPid, strange]) await mkdir(join(dataDir, 'work', name));
  expect((await store.leftovers()).map(({ name }) => name)).toEqual([reusedPid]);
  expect(await store.removeLeftovers()).toBe(1);
  await writeFile(join(dataDir, 'work', ofChild, 'film.mp4'), 'pictures');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await store.leftovers()).toEqual([{ name: ofChild, sizeBytes: 8 }]);
  expect(await store.removeLeftovers()).toBe(1);
  const left = await readdir(join(dataDir, 'work'));
  expect(left.toSorted()).toEqual([alive.slice(alive.lastIndexOf('/') + 1), strange].toSorted());
});

test('of a process elsewhere nobody here can say whether it lives: its folder stays for a day', async () => {
  const store = new FilesystemMediaStore(await mkdtemp(join(dataDir, 'shared-')));
  const alive = (await store.openWorkFolder()).path;
  const work = dirname(alive);
  const elsewhere = '0123456789ab.7-12345-deadbeef.film';
  const older = '7-12345-deadbeef.film-of-an-older-program';
  const notes = 'notes.of.a-person';
  for (const name of [elsewhere, older, notes]) await mkdir(join(work, name));
  expect(await store.removeLeftovers()).toBe(0);
  const yesterday = new Date(Date.now() - 25 * 3_600_000);
  for (const name of [elsewhere, older, notes]) await utimes(join(work, name), yesterday, yesterday);
  expect(await store.removeLeftovers()).toBe(2);
  expect((await readdir(work)).toSorted()).toEqual([basename(alive), notes].toSorted());
});

test('a process knows itself, and nobody has the identity of a pid that isn’t there', () => {
  expect(ownIdentity()).toBe(identityOfPid(process.pid));
  expect(ownIdentity()).toMatch(/^\d+-\d+-[0-9a-f]{8}$/);
  expect([0, -1, Number.NaN, 2 ** 30].map(identityOfPid)).toEqual([null, null, null, null]);
});

test('a file that is put again while it is being removed is there afterwards', async () => {
  const [store, other] = [new FilesystemMediaStore(dataDir), new FilesystemMediaStore(dataDir)];
  const lesson = { persona: 'savings_builder', topic: 'goal_setting' };
  const source = join(dataDir, 'film.mp4');
  await writeFile(source, 'the same pictures');
  const put = () => other.put({ ...lesson, path: source, extension: 'mp4' });
  const stored = await put();
  const path = join(dataDir, 'videos', lesson.persona, lesson.topic, `${stored.hash}.mp4`);
  const longAgo = new Date(Date.now() - 3_600_000);
  await utimes(path, longAgo, longAgo);
  // The worst moment: the file was found to be old, and is about to be moved away.
  const openWorkFolder = store.openWorkFolder.bind(store);
  store.openWorkFolder = async () => {
    await put();
    return openWorkFolder();
  };
  expect(await store.removeUnlessFresh(stored, { putBefore: new Date(Date.now() - 60_000) })).toBe('fresh');
  expect(await store.sizeOf(stored)).toBe(stored.sizeBytes);
});
