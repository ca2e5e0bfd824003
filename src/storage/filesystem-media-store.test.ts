import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mediaStoreContract } from '../../test/contracts/media-store.contract.ts';
import { FilesystemMediaStore } from './filesystem-media-store.ts';
import { identityOfPid, ownIdentity } from './process-identity.ts';

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
  const ofChild = `${childIdentity}.film`;
  const reusedPid = `${process.pid}-12345-deadbeef.film`;
  const strange = 'notes of a person';
  for (const name of [ofChild, reusedPid, strange]) await mkdir(join(dataDir, 'work', name));
  expect(await store.removeLeftovers()).toBe(1);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await store.removeLeftovers()).toBe(1);
  const left = await readdir(join(dataDir, 'work'));
  expect(left.toSorted()).toEqual([alive.slice(alive.lastIndexOf('/') + 1), strange].toSorted());
});

test('a process knows itself, and nobody has the identity of a pid that isn’t there', () => {
  expect(ownIdentity()).toBe(identityOfPid(process.pid));
  expect(ownIdentity()).toMatch(/^\d+-\d+-[0-9a-f]{8}$/);
  expect([0, -1, Number.NaN, 2 ** 30].map(identityOfPid)).toEqual([null, null, null, null]);
});
