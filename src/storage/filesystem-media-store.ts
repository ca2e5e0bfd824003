import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, type Stats } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { assert } from '../kernel/assert.ts';
import type {
  ListedMedia,
  MediaName,
  MediaStore,
  StoredFacts,
  StoredMedia,
} from '../video/media-store-port.ts';
import { isProcessAlive, ownIdentity, processPlace } from './process-identity.ts';

const LESSON_PART = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const HASH = /^[0-9a-f]{16}$/;
const EXTENSION = /^[a-z0-9]{1,8}$/;
/** Whose it is: place, process, and a name of its own. What carries no process's name isn't ours. */
const WORK_FOLDER_NAME = /^(?:([0-9a-f]{12})\.)?(\d+-\d+(?:-[0-9a-f]+)?)\.[\w-]+$/;
/** Far longer than any work takes. */
const FOREIGN_FOLDER_MS = 24 * 3_600_000;
const FILE_NAME = /^([0-9a-f]{16})\.([a-z0-9]{1,8})$/;

/**
 * Media on a local disk: `<dataDir>/videos/{persona}/{topic}/{hash}.{ext}`. A file appears under its name only
 * when all its bytes are on the disk. Unfinished things stand in `<dataDir>/work`, in folders that name the
 * process they belong to, and in `<dataDir>/set-aside` what was found to be changed.
 */
export class FilesystemMediaStore implements MediaStore {
  readonly #videos: string;
  readonly #work: string;
  readonly #aside: string;

  constructor(dataDir: string) {
    this.#videos = join(dataDir, 'videos');
    this.#work = join(dataDir, 'work');
    this.#aside = join(dataDir, 'set-aside');
  }

  async openWorkFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
    const path = join(this.#work, `${processPlace()}.${ownIdentity()}.${randomUUID()}`);
    await mkdir(path, { recursive: true, mode: 0o700 });
    return { path, remove: () => rm(path, { recursive: true, force: true }) };
  }

  async put(file: { path: string; persona: string; topic: string; extension: string }): Promise<StoredMedia> {
    const { persona, topic, extension } = file;
    const lessonFolder = this.#lessonFolder({ persona, topic });
    assert(EXTENSION.test(extension), `"${extension}" is a file extension`);
    // Copied, even from the same disk: the caller's file stays, and what is kept is what was digested.
    const folder = await this.openWorkFolder();
    try {
      const copy = join(folder.path, 'file');
      const { sha256, sizeBytes } = await copyDurably(file.path, copy);
      const hash = sha256.slice(0, 16);
      await makeDurableFolder(lessonFolder);
      // The same bytes have the same name: replacing a file by its equal harms no reader.
      await rename(copy, join(lessonFolder, `${hash}.${extension}`));
      await syncFolder(lessonFolder);
      return { persona, topic, hash, extension, sha256, sizeBytes };
    } finally {
      await folder.remove();
    }
  }

  async sizeOf(name: MediaName): Promise<number | null> {
    return (await statOrNull(this.#pathOf(name)))?.size ?? null;
  }

  async factsOf(name: MediaName): Promise<StoredFacts | null> {
    const facts = await statOrNull(this.#pathOf(name));
    if (!facts) return null;
    // The change time can't be set back, whatever somebody does to the others.
    const version = [facts.ino, facts.size, facts.mtimeMs, facts.ctimeMs].join(':');
    return { sizeBytes: facts.size, modifiedAt: facts.mtime, version };
  }

  read(name: MediaName, range?: { startByte: number; endByte: number }): NodeJS.ReadableStream {
    const bytes = range === undefined ? {} : { start: range.startByte, end: range.endByte };
    return createReadStream(this.#pathOf(name), bytes);
  }

  async list(): Promise<readonly ListedMedia[]> {
    const listed: ListedMedia[] = [];
    for (const persona of await entriesOf(this.#videos)) {
      for (const topic of await entriesOf(join(this.#videos, persona))) {
        for (const file of await entriesOf(join(this.#videos, persona, topic))) {
          const [, hash, extension] = FILE_NAME.exec(file) ?? [];
          if (hash === undefined || extension === undefined) continue;
          const found = await statOrNull(join(this.#videos, persona, topic, file));
          if (found === null) continue;
          const { size: sizeBytes, mtime: modifiedAt } = found;
          listed.push({ persona, topic, hash, extension, sizeBytes, modifiedAt });
        }
      }
    }
    return listed;
  }

  async remove(name: MediaName): Promise<void> {
    await rm(this.#pathOf(name), { force: true });
  }

  async setAside(name: MediaName): Promise<void> {
    await mkdir(this.#aside, { recursive: true, mode: 0o700 });
    const kept = join(this.#aside, `${name.hash}.${name.extension}.${Date.now()}`);
    await rename(this.#pathOf(name), kept).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
  }

  async removeUnlessFresh(
    name: MediaName,
    { putBefore }: { readonly putBefore: Date },
  ): Promise<'removed' | 'fresh' | 'absent'> {
    const path = this.#pathOf(name);
    const found = await statOrNull(path);
    if (found === null) return 'absent';
    if (found.mtime >= putBefore) return 'fresh';
    // Looked at again where nobody can put another in its place: between looking and removing somebody may have.
    const folder = await this.openWorkFolder();
    try {
      const aside = join(folder.path, 'file');
      await rename(path, aside);
      if ((await stat(aside)).mtime < putBefore) return 'removed';
      await rename(aside, path);
      return 'fresh';
    } catch (error) {
      if (isMissing(error)) return 'absent';
      throw error;
    } finally {
      await folder.remove();
    }
  }

  async leftovers(): Promise<readonly { readonly name: string; readonly sizeBytes: number }[]> {
    const names = await this.#leftoverNames();
    return Promise.all(
      names.map(async (name) => ({ name, sizeBytes: await sizeOfFolder(join(this.#work, name)) })),
    );
  }

  async removeLeftovers(): Promise<number> {
    const names = await this.#leftoverNames();
    for (const name of names) await rm(join(this.#work, name), { recursive: true, force: true });
    return names.length;
  }

  async #leftoverNames(): Promise<readonly string[]> {
    const entries = await entriesOf(this.#work);
    const isLeft = await Promise.all(entries.map((name) => this.#isLeftover(name)));
    return entries.filter((_, index) => isLeft[index]);
  }

  /** Of a process elsewhere that shares this disk only the age of its folder tells whether it lives. */
  async #isLeftover(name: string): Promise<boolean> {
    const [, place, identity] = WORK_FOLDER_NAME.exec(name) ?? [];
    if (identity === undefined) return false;
    if (place === processPlace()) return !isProcessAlive(identity);
    const found = await statOrNull(join(this.#work, name));
    return found !== null && Date.now() - found.mtimeMs > FOREIGN_FOLDER_MS;
  }

  #lessonFolder({ persona, topic }: { persona: string; topic: string }): string {
    assert(
      LESSON_PART.test(persona) && LESSON_PART.test(topic),
      `${persona}/${topic} names a lesson's folder`,
    );
    return join(this.#videos, persona, topic);
  }

  /** Names come from addresses that strangers type: nothing in them may lead out of the folder. */
  #pathOf({ persona, topic, hash, extension }: MediaName): string {
    assert(HASH.test(hash) && EXTENSION.test(extension), `${hash}.${extension} names a media file`);
    return join(this.#lessonFolder({ persona, topic }), `${hash}.${extension}`);
  }
}

/** Copies, digests on the way, and answers when the bytes are on the disk. */
async function copyDurably(source: string, target: string): Promise<{ sha256: string; sizeBytes: number }> {
  const digest = createHash('sha256');
  let sizeBytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      digest.update(chunk);
      sizeBytes += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(createReadStream(source), measure, createWriteStream(target, { flush: true, mode: 0o644 }));
  return { sha256: digest.digest('hex'), sizeBytes };
}

async function makeDurableFolder(path: string): Promise<void> {
  const created = await mkdir(path, { recursive: true });
  if (created === undefined) return;
  for (let folder = path; folder.length >= created.length; folder = dirname(folder)) {
    await syncFolder(dirname(folder));
  }
}

/** A renamed file survives a power loss only once its folder is on the disk too. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

async function statOrNull(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function sizeOfFolder(path: string): Promise<number> {
  const names = await readdir(path, { recursive: true }).catch(() => []);
  const found = await Promise.all(names.map((name) => statOrNull(join(path, name))));
  return found.reduce((sum, one) => sum + (one?.isFile() ? one.size : 0), 0);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
