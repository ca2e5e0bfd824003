import { sha256Hex } from '../kernel/hash.ts';
import { ok, type Result, refused } from '../kernel/result.ts';
import type { UploadedFile } from './uploaded-file.ts';

/** A request's fields, whichever way they were sent: texts, files, and objects or lists of them. */
export type RequestFields = Readonly<Record<string, unknown>>;

export type FormPart = { readonly name: string; readonly value: string | UploadedFile };

const STEPS_MAX = 4;
const ITEMS_MAX = 100;

/**
 * Form parts → fields. `a[b]` is the key `b` of an object `a`, `a[]` and `a[0]` are items of a list `a`, as
 * client libraries flatten them. A name that can't be read, or one sent twice, is refused.
 */
export function fieldsOfParts(parts: readonly FormPart[]): Result<RequestFields, string> {
  const root = emptyNode();
  for (const part of parts) {
    const steps = stepsOf(part.name);
    if (!steps) return refused(`The form field name ${JSON.stringify(part.name)} can't be read.`);
    const problem = put(root, steps, part);
    if (problem) return refused(problem);
  }
  return ok(plain(root) as RequestFields);
}

type Node = { readonly children: Map<string, Node | string | UploadedFile>; isList: boolean };

function emptyNode(): Node {
  return { children: new Map(), isList: false };
}

function isNode(value: Node | string | UploadedFile | undefined): value is Node {
  return typeof value === 'object' && 'children' in value;
}

function stepsOf(name: string): readonly string[] | null {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name);
  if (!match) return null;
  const inner = [...(match[2] ?? '').matchAll(/\[([^[\]]*)\]/g)].map(([, step]) => step ?? '');
  return inner.length < STEPS_MAX ? [match[1] ?? '', ...inner] : null;
}

function put(root: Node, steps: readonly string[], part: FormPart): string | null {
  let node = root;
  for (const [index, given] of steps.entries()) {
    const isItem = index > 0 && /^\d*$/.test(given);
    if (isItem) node.isList = true;
    const isLast = index === steps.length - 1;
    const step = given === '' ? nextItem(node, steps[index + 1]) : given;
    if (node.children.size >= ITEMS_MAX) return `The form field ${part.name} has over ${ITEMS_MAX} items.`;
    const there = node.children.get(step);
    if (isLast) {
      if (there !== undefined) return `The form field ${part.name} was sent twice.`;
      node.children.set(step, part.value);
      return null;
    }
    if (there !== undefined && !isNode(there)) return `The form field ${part.name} is a text and an object.`;
    const child = there ?? emptyNode();
    node.children.set(step, child);
    node = child;
  }
  return null;
}

/** `a[][id]` begins a new item where the last one has that key already. */
function nextItem(node: Node, following: string | undefined): string {
  const last = node.children.get(String(node.children.size - 1));
  const fits = following !== undefined && isNode(last) && !last.children.has(following);
  return String(fits ? node.children.size - 1 : node.children.size);
}

function plain(value: Node | string | UploadedFile): unknown {
  if (!isNode(value)) return value;
  if (value.isList) return [...value.children.values()].map(plain);
  // Without a prototype, so that no name of a field can reach one.
  const object: Record<string, unknown> = Object.create(null);
  for (const [key, child] of value.children) object[key] = plain(child);
  return object;
}

/** A parsed body as fields; no body is no fields, and null where it is anything but an object. */
export function fieldsOfBody(body: unknown): RequestFields | null {
  if (body === undefined || body === null) return {};
  return typeof body === 'object' && !Array.isArray(body) ? (body as RequestFields) : null;
}

/** The same fields have the same digest, in whichever order they came. */
export function digestOfFields(fields: RequestFields): string {
  return sha256Hex(JSON.stringify(sorted(fields)));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, child]) => [key, sorted(child)]);
}
