import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

type ProofRow = { readonly what: string; readonly found: string; readonly holds: boolean };

export type ProofRun = {
  readonly what: string;
  /** What happened, with its figures. */
  readonly found: string;
  readonly violations: readonly string[];
  /** A run with a planted bug holds where fault is found with it. */
  readonly isPlanted?: boolean;
};

/** A table of runs, one verdict each, written anew after every run: what was found stays, whatever comes next. */
export class ProofReport {
  readonly #rows: ProofRow[] = [];
  readonly #path: string;
  readonly #title: string;
  readonly #preface: string;

  constructor(path: string, title: string, preface: string) {
    this.#path = path;
    this.#title = title;
    this.#preface = preface;
  }

  add({ what, found, violations, isPlanted = false }: ProofRun): void {
    const holds = isPlanted === violations.length > 0;
    const said = violations.length > 0 ? `${found}. Found: ${violations.join('; ')}` : found;
    this.#rows.push({ what, found: said, holds });
    console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}: ${said}`);
    this.#write();
  }

  /** Says how many runs hold; the process fails where one doesn't. */
  close(): void {
    const failed = this.#rows.filter(({ holds }) => !holds).length;
    console.log(`${this.#rows.length - failed} passed, ${failed} failed`);
    process.exitCode = failed > 0 ? 1 : 0;
  }

  #write(): void {
    const lines = this.#rows.map(
      ({ what, found, holds }) => `| ${what} | ${found} | ${holds ? 'holds' : 'FAILS'} |`,
    );
    const head = ['| run | what happened | verdict |', '|---|---|---|'];
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(this.#path, [`# ${this.#title}`, '', this.#preface, '', ...head, ...lines, ''].join('\n'));
  }
}

/** `3 ready, 1 unknown`, of counts by name. */
export function counted(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}
