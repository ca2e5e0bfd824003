import { z } from 'zod';

/** An object whose unknown keys are refused with the keys that are allowed there. */
export function strictObject<Shape extends z.ZodRawShape>(shape: Shape) {
  const allowed = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `unknown ${issue.keys.map((key) => `"${key}"`).join(', ')}; allowed are ${allowed}`
        : undefined,
  });
}

/** What a check found, one sentence a place: where, what is wrong, what was found. */
export function complaintsOf(error: z.ZodError, input: unknown): readonly string[] {
  return error.issues.map((issue) => {
    const place = issue.path
      .map((step, index) =>
        typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${String(step)}`,
      )
      .join('');
    return `at ${place === '' ? 'the top' : place}: ${wrongAt(issue, input)}`;
  });
}

function wrongAt(issue: z.core.$ZodIssue, input: unknown): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.message;
    case 'invalid_key':
      return `the key has to be ${issue.issues.map(({ message }) => message).join(' and ')}`;
    default:
      return `${expectedAt(issue)}; found ${shortened(valueAt(input, issue.path))}`;
  }
}

/** Of several forms none fits: what each of them would want. */
function expectedAt(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue.message;
  const wanted = issue.errors.map((issues) => issues.map(({ message }) => message).join(', '));
  return [...new Set(wanted)].join(' or ');
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null
        ? Reflect.get(value, step)
        : value === undefined
          ? value
          : value,
    input,
  );
}

const SHOWN_MAX = 80;

function shortened(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text;
}
