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
    const found =
      issue.code === 'unrecognized_keys' ? '' : `; found ${shortened(valueAt(input, issue.path))}`;
    return `at ${place === '' ? 'the top' : place}: ${issue.message}${found}`;
  });
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
