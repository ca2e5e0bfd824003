/** What a command says when it can't go on: a sentence for a person, and the exit code. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  /** 1: the work failed; 2: wrong usage. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2) {
    super(message);
    this.exitCode = exitCode;
  }
}

export function wrongUsage(message: string): CommandFailure {
  return new CommandFailure(message, 2);
}

export function workFailed(message: string): CommandFailure {
  return new CommandFailure(message, 1);
}
