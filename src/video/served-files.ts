import { createHash } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import type { Milliseconds } from '../kernel/units.ts';
import type { PublishedFile } from './job-store-port.ts';
import type { MediaStore, StoredFacts } from './media-store-port.ts';
import type { ServedMedia } from './served-media-port.ts';

export type ServedFilesDependencies = {
  /** Which file an address means, among those that may be shown. */
  readonly findFile: (hash: string, extension: string) => Promise<PublishedFile | null>;
  readonly media: Pick<MediaStore, 'factsOf' | 'read'>;
  readonly served: ServedMedia;
  readonly clock: Clock;
  /** A stored file whose bytes aren't those that were approved. Told once for each version of the file. */
  readonly onTampered: (file: PublishedFile) => void;
  readonly onTrouble: (error: unknown) => void;
};

/** A file that may be handed out: its bytes are those of the row. */
export type ServableFile = PublishedFile & { readonly facts: StoredFacts };

/** A product has a few hundred files: what is forgotten is digested once more. */
const REMEMBERED_MAX = 10_000;
const NOTED_EVERY_MS: Milliseconds = 3_600_000;

/**
 * What stands behind the public addresses. A file is digested when this process first hands it out, and again
 * when the store says that its bytes may be others; one whose digest isn't the row's counts as missing.
 */
export class ServedFiles {
  readonly #use: ServedFilesDependencies;
  readonly #verdicts = new Map<string, { readonly version: string; readonly isSound: Promise<boolean> }>();
  readonly #noted = new Map<string, Milliseconds>();

  constructor(dependencies: ServedFilesDependencies) {
    this.#use = dependencies;
  }

  /** Null where the address means nothing that may be shown, or the bytes aren't there or aren't the right ones. */
  async find(hash: string, extension: string): Promise<ServableFile | null> {
    const file = await this.#use.findFile(hash, extension);
    if (!file) return null;
    const facts = await this.#use.media.factsOf(file);
    if (facts?.sizeBytes !== file.sizeBytes || !(await this.#isSound(file, facts.version))) return null;
    this.#note(file);
    return { ...file, facts };
  }

  /** Callers that come while a file is being digested wait for the same verdict. */
  #isSound(file: PublishedFile, version: string): Promise<boolean> {
    const address = addressOf(file);
    const known = this.#verdicts.get(address);
    if (known?.version === version) return known.isSound;
    const isSound = this.#digest(file).then((sha256) => {
      if (sha256 !== file.sha256) this.#use.onTampered(file);
      return sha256 === file.sha256;
    });
    remember(this.#verdicts, address, { version, isSound });
    // A reading that failed says nothing about the bytes.
    isSound.catch(() => this.#verdicts.delete(address));
    return isSound;
  }

  async #digest(file: PublishedFile): Promise<string> {
    const digest = createHash('sha256');
    for await (const chunk of this.#use.media.read(file)) digest.update(chunk);
    return digest.digest('hex');
  }

  /** Nobody waits for a film because of a note. */
  #note(file: PublishedFile): void {
    const { clock, served, onTrouble } = this.#use;
    const address = addressOf(file);
    const at = clock.now();
    const last = this.#noted.get(address) ?? Number.NEGATIVE_INFINITY;
    if (at.getTime() - last < NOTED_EVERY_MS) return;
    remember(this.#noted, address, at.getTime());
    served.lastServed(file, at).catch((error: unknown) => {
      this.#noted.delete(address);
      onTrouble(error);
    });
  }
}

function addressOf({ hash, extension }: PublishedFile): string {
  return `${hash}.${extension}`;
}

function remember<Value>(map: Map<string, Value>, address: string, value: Value): void {
  if (map.size >= REMEMBERED_MAX) map.clear();
  map.set(address, value);
}
