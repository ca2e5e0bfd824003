import { closeSync, existsSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import type { z } from 'zod';

/** A file of the data folder that this program did not write, or that was changed by hand. */
export class LogDamaged extends Error {
  override readonly name = 'LogDamaged';
}

/**
 * A file to which lines are only ever added, one JSON document each. A line is in the file when `append`
 * returns: killing the process loses none. (It isn't flushed to the disk itself: a power cut may lose the last.)
 */
export class AppendLog<Line> {
  readonly #file: number;

  private constructor(file: number) {
    this.#file = file;
  }

  /**
   * Opens or begins the file and reads what it holds. A last line without its end was cut off by a kill in the
   * middle of a write, was never answered to anybody, and is taken away. Throws {@link LogDamaged} for any other
   * line that can't be read.
   */
  static open<Line>(path: string, schema: z.ZodType<Line>): { log: AppendLog<Line>; lines: readonly Line[] } {
    const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
    const wholeBytes = bytes.lastIndexOf(0x0a) + 1;
    if (wholeBytes < bytes.length) truncateSync(path, wholeBytes);
    const texts = bytes.toString('utf8', 0, wholeBytes).split('\n').slice(0, -1);
    const lines = texts.map((text, index) => parseLine(text, schema, `${path}, line ${index + 1}`));
    return { log: new AppendLog<Line>(openSync(path, 'a', 0o600)), lines };
  }

  append(line: Line): void {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    let written = 0;
    while (written < bytes.length) written += writeSync(this.#file, bytes, written);
  }

  close(): void {
    closeSync(this.#file);
  }
}

function parseLine<Line>(text: string, schema: z.ZodType<Line>, place: string): Line {
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new LogDamaged(`${place} can't be read; move the folder away to begin anew. (${why})`);
  }
}
