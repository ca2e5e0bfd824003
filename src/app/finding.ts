/** What one look at the machine found; `remedy` says what a person can do, null where nothing need be done. */
export type Finding = {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'problem';
  readonly message: string;
  readonly remedy: string | null;
};

export function fine(name: string, message: string): Finding {
  return { name, state: 'ok', message, remedy: null };
}

export function warning(name: string, message: string, remedy: string): Finding {
  return { name, state: 'warning', message, remedy };
}

export function problem(name: string, message: string, remedy: string): Finding {
  return { name, state: 'problem', message, remedy };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
