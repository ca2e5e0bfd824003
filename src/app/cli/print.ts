/** What shells say of a program whose reader left: 128 and the number of SIGPIPE, which Node itself ignores. */
export const READER_LEFT_EXIT_CODE = 141;

/** Nobody reads on, as after `| head -1`: what is left of the work would be printed to nobody. */
export class ReaderLeft extends Error {
  override readonly name = 'ReaderLeft';
}

/** Called once, before anything is printed: a reader who leaves ends the program without a word. */
export function endQuietlyWithoutReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exitCode = READER_LEFT_EXIT_CODE;
    });
  }
}

/** Prints a part of a long answer and waits until it is taken. Throws {@link ReaderLeft} when nobody takes it. */
export async function printPart(text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error: NodeJS.ErrnoException | null | undefined) => {
      if (!error) resolve();
      else reject(error.code === 'EPIPE' ? new ReaderLeft() : error);
    });
  });
}

/** Control characters but line breaks and tabs. */
const CONTROL = /[^\P{Cc}\n\t]/gu;

/** Text as a terminal may have it: what came with somebody's file can't move its cursor or change its colours. */
export function printable(text: string): string {
  return text.replace(CONTROL, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** The command's answer: one JSON document, or lines for a person. Nothing else goes to stdout. */
export function printAnswer(
  answer: { readonly json: unknown; readonly text: readonly string[] },
  isJson: boolean,
): void {
  const text = isJson ? JSON.stringify(answer.json, null, 2) : printable(answer.text.join('\n'));
  process.stdout.write(`${text}\n`);
}

/** Rows of cells → lines with aligned columns. */
export function tableLines(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
