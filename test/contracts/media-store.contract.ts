import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import type { MediaStore } from '../../src/video/media-store-port.ts';

const lesson = { persona: 'savings_builder', topic: 'goal_setting' };

/** What every media store promises. Suites share one and put bytes of their own. */
export function mediaStoreContract(adapter: string, open: () => Promise<MediaStore>): void {
  const put = async (store: MediaStore, bytes: string) => {
    const folder = await store.openWorkFolder();
    const path = join(folder.path, 'film.mp4');
    await writeFile(path, bytes);
    const stored = await store.put({ ...lesson, path, extension: 'mp4' });
    await folder.remove();
    return stored;
  };

  describe(`MediaStore on ${adapter}`, () => {
    test('a file is named by the digest of its bytes and comes back whole', async () => {
      const store = await open();
      const bytes = `film ${randomUUID()}`;
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const stored = await put(store, bytes);
      const name = { ...lesson, hash: sha256.slice(0, 16), extension: 'mp4' };
      expect(stored).toEqual({ ...name, sha256, sizeBytes: bytes.length });
      expect((await buffer(store.read(name))).toString()).toBe(bytes);
      expect(await store.sizeOf(name)).toBe(bytes.length);
      expect(await store.list()).toContainEqual({
        ...name,
        sizeBytes: bytes.length,
        modifiedAt: expect.any(Date),
      });
    });

    test('a file that is set aside is no longer there, and can be put again', async () => {
      const store = await open();
      const bytes = randomUUID();
      const stored = await put(store, bytes);
      await store.setAside(stored);
      await store.setAside(stored);
      expect(await store.factsOf(stored)).toBeNull();
      await put(store, bytes);
      expect(await store.sizeOf(stored)).toBe(bytes.length);
    });

    test('what is known of a file is another version once its bytes may be others', async () => {
      const store = await open();
      const bytes = randomUUID();
      const stored = await put(store, bytes);
      const facts = await store.factsOf(stored);
      expect(facts?.sizeBytes).toBe(bytes.length);
      expect(Math.abs(Date.now() - (facts?.modifiedAt.getTime() ?? 0))).toBeLessThan(60_000);
      expect(await store.factsOf(stored)).toEqual(facts);
      await put(store, bytes);
      expect((await store.factsOf(stored))?.version).not.toBe(facts?.version);
      await store.remove(stored);
      expect(await store.factsOf(stored)).toBeNull();
    });

    test('a range holds its first and its last byte', async () => {
      const store = await open();
      const stored = await put(store, `0123456789${randomUUID()}`);
      expect((await buffer(store.read(stored, { startByte: 2, endByte: 5 }))).toString()).toBe('2345');
      expect((await buffer(store.read(stored, { startByte: 0, endByte: 0 }))).toString()).toBe('0');
    });

    test('the same bytes put many times at once are one file', async () => {
      const store = await open();
      const bytes = randomUUID().repeat(20_000);
      const stored = await Promise.all(Array.from({ length: 8 }, () => put(store, bytes)));
      expect(new Set(stored.map(({ hash }) => hash)).size).toBe(1);
      const name = stored[0];
      if (name === undefined) throw new TypeError('eight were put');
      expect((await buffer(store.read(name))).toString()).toBe(bytes);
      expect((await store.list()).filter(({ hash }) => hash === name.hash)).toHaveLength(1);
    });

    test('an unfinished put leaves nothing under any name', async () => {
      const store = await open();
      const before = await store.list();
      const missing = { ...lesson, path: '/nowhere/film.mp4', extension: 'mp4' };
      await expect(store.put(missing)).rejects.toThrow('ENOENT');
      expect(await store.list()).toEqual(before);
    });

    test('what isn’t there has no size, fails when read, and can be removed twice', async () => {
      const store = await open();
      const stored = await put(store, randomUUID());
      await store.remove(stored);
      await store.remove(stored);
      expect(await store.sizeOf(stored)).toBeNull();
      await expect(buffer(store.read(stored))).rejects.toThrow('ENOENT');
    });

    test('a file that was put a while ago can be removed, one that was put since can’t', async () => {
      const store = await open();
      const bytes = randomUUID();
      const stored = await put(store, bytes);
      const since = new Date(Date.now() - 60_000);
      expect(await store.removeUnlessFresh(stored, { putBefore: since })).toBe('fresh');
      expect(await store.sizeOf(stored)).toBe(bytes.length);
      const soon = new Date(Date.now() + 60_000);
      expect(await store.removeUnlessFresh(stored, { putBefore: soon })).toBe('removed');
      expect(await store.removeUnlessFresh(stored, { putBefore: soon })).toBe('absent');
      expect(await store.sizeOf(stored)).toBeNull();
    });

    test('whoever is reading a file that is removed gets all of it', async () => {
      const store = await open();
      const bytes = randomUUID().repeat(50_000);
      const stored = await put(store, bytes);
      const reading = store.read(stored);
      await once(reading, 'readable');
      await store.removeUnlessFresh(stored, { putBefore: new Date(Date.now() + 60_000) });
      expect((await buffer(reading)).toString()).toBe(bytes);
    });

    test.each([
      { persona: '..', topic: 'goal_setting' },
      { persona: 'savings_builder', topic: '../../etc' },
      { hash: '../../../passwd00' },
      { hash: '0123456789ABCDEF' },
      { extension: 'mp4/../..' },
      { extension: '' },
    ])('a name that could lead elsewhere is refused: %o', async (part) => {
      const store = await open();
      const name = { ...lesson, hash: '0123456789abcdef', extension: 'mp4', ...part };
      await expect(store.sizeOf(name)).rejects.toThrow('names');
      await expect(store.remove(name)).rejects.toThrow('names');
      expect(() => store.read(name)).toThrow('names');
    });

    test('work folders are private, separate, and gone when removed', async () => {
      const store = await open();
      const [one, other] = [await store.openWorkFolder(), await store.openWorkFolder()];
      expect(one.path).not.toBe(other.path);
      expect((await stat(one.path)).mode & 0o077).toBe(0);
      await writeFile(join(one.path, 'frame.png'), 'x');
      await one.remove();
      await expect(readdir(one.path)).rejects.toThrow('ENOENT');
      expect(await readdir(other.path)).toEqual([]);
      await other.remove();
    });

    test('sweeping leaves a live process’s folders alone', async () => {
      const store = await open();
      const folder = await store.openWorkFolder();
      await writeFile(join(folder.path, 'frame.png'), 'x');
      await store.removeLeftovers();
      expect(await readFile(join(folder.path, 'frame.png'), 'utf8')).toBe('x');
      await folder.remove();
    });
  });
}
