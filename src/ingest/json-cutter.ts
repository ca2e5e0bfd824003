import { assert } from '../kernel/assert.ts';

/**
 * Which containers of a document are walked into, and which values are cut out whole. A document of one
 * object with a million rows is walked row by row, so memory holds one row, never the document.
 */
export type CutPlan =
  | { readonly kind: 'leaf' }
  | { readonly kind: 'array'; readonly item: CutPlan }
  | { readonly kind: 'object'; readonly keys: Readonly<Record<string, CutPlan>> }
  | { readonly kind: 'either'; readonly array: CutPlan; readonly object: CutPlan };

/** A container that the cutter is inside of. */
export type CutFrame = {
  readonly plan: CutPlan;
  readonly isArray: boolean;
  readonly parent: CutFrame | null;
  /** Where this frame stands in its parent: a key, or a position. */
  readonly key: string;
  /** The key of the value being read, where this is an object. */
  currentKey: string;
  /** The position of the value being read, where this is an array. */
  index: number;
};

export type CutHandler = {
  enter(frame: CutFrame): void;
  leaf(frame: CutFrame | null, value: unknown): void;
  leave(frame: CutFrame): void;
};

export type CutProblem = {
  readonly code: 'MALFORMED_JSON' | 'TRUNCATED_JSON' | 'ROW_TOO_LARGE';
  readonly message: string;
};

/** Thrown by the cutter, named and placed by the parser that knows the file. */
export class CutFailed extends Error {
  override readonly name = 'CutFailed';
  readonly problem: CutProblem;
  constructor(problem: CutProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const LINE_FEED = 0x0a;

/** More than any honest row; a value that never ends must not fill the memory. */
export const rowSizeBytesMax = 16 * 1024 * 1024;

const leafPlan: CutPlan = { kind: 'leaf' };

const isSpace = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

type Expecting = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd' | 'document';

/**
 * Walks JSON text in chunks and hands out the values that the plan asks for. Grammar is checked throughout:
 * walked containers here, cut-out values by `JSON.parse`. Several documents may follow one another, as in
 * JSON Lines.
 */
export class JsonCutter {
  readonly #plan: CutPlan;
  readonly #handler: CutHandler;
  #frame: CutFrame | null = null;
  #expecting: Expecting = 'document';
  #documents = 0;
  /** A value or key that began in an earlier chunk. */
  #held: Buffer[] = [];
  #heldBytes = 0;
  #token: 'none' | 'key' | 'string' | 'container' | 'primitive' = 'none';
  #depth = 0;
  #isInString = false;
  #isEscaped = false;

  constructor(plan: CutPlan, handler: CutHandler) {
    this.#plan = plan;
    this.#handler = handler;
  }

  /** Whole documents that have ended so far. */
  get documents(): number {
    return this.#documents;
  }

  /** The container being walked, for naming the place of a problem. */
  get frame(): CutFrame | null {
    return this.#frame;
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#token !== 'none') at = this.#continueToken(chunk, at, at);
      else at = this.#step(chunk, at);
    }
  }

  /** Call once after the last chunk: what is still open was cut off. */
  end(): void {
    if (this.#token === 'primitive' && this.#frame === null) this.#finishToken(Buffer.alloc(0));
    if (this.#token !== 'none' || this.#frame !== null) {
      throw new CutFailed({ code: 'TRUNCATED_JSON', message: 'the file ends in the middle of a value' });
    }
  }

  #step(chunk: Buffer, from: number): number {
    let at = from;
    while (at < chunk.length && isSpace(chunk[at] ?? 0)) at++;
    if (at >= chunk.length) return at;
    const byte = chunk[at] ?? 0;
    switch (this.#expecting) {
      case 'document':
        return this.#beginValue(chunk, at, this.#plan);
      case 'valueOrEnd':
        if (byte === CLOSE_BRACKET) return this.#leave(at);
        return this.#beginValue(chunk, at, this.#planOfNext());
      case 'value':
        return this.#beginValue(chunk, at, this.#planOfNext());
      case 'keyOrEnd':
        if (byte === CLOSE_BRACE) return this.#leave(at);
        return this.#beginKey(chunk, at);
      case 'key':
        return this.#beginKey(chunk, at);
      case 'colon':
        if (byte !== COLON) throw unexpected(byte, 'a colon');
        this.#expecting = 'value';
        return at + 1;
      case 'commaOrEnd':
        return this.#comma(byte, at);
    }
  }

  #comma(byte: number, at: number): number {
    const frame = this.#frame;
    assert(frame, 'a comma is only expected inside a container');
    if (byte === (frame.isArray ? CLOSE_BRACKET : CLOSE_BRACE)) return this.#leave(at);
    if (byte !== COMMA) throw unexpected(byte, 'a comma or the end of the list');
    if (frame.isArray) frame.index++;
    this.#expecting = frame.isArray ? 'value' : 'key';
    return at + 1;
  }

  #planOfNext(): CutPlan {
    const frame = this.#frame;
    assert(frame, 'a nested value has a container');
    if (frame.plan.kind === 'array') return frame.plan.item;
    if (frame.plan.kind !== 'object') return leafPlan;
    return Object.hasOwn(frame.plan.keys, frame.currentKey)
      ? (frame.plan.keys[frame.currentKey] ?? leafPlan)
      : leafPlan;
  }

  #beginKey(chunk: Buffer, at: number): number {
    if (chunk[at] !== QUOTE) throw unexpected(chunk[at] ?? 0, 'a key in double quotes');
    this.#token = 'key';
    return this.#continueToken(chunk, at, at + 1);
  }

  #beginValue(chunk: Buffer, at: number, plan: CutPlan): number {
    const byte = chunk[at] ?? 0;
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      const isArray = byte === OPEN_BRACKET;
      const walked = plan.kind === 'either' ? (isArray ? plan.array : plan.object) : plan;
      if (walked.kind === (isArray ? 'array' : 'object')) return this.#enter(walked, isArray, at);
      this.#token = 'container';
      this.#depth = 1;
      this.#isInString = false;
      return this.#continueToken(chunk, at, at + 1);
    }
    if (byte === COMMA || byte === COLON || byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      throw unexpected(byte, 'a value');
    }
    this.#token = byte === QUOTE ? 'string' : 'primitive';
    return this.#continueToken(chunk, at, at + 1);
  }

  #enter(plan: CutPlan, isArray: boolean, at: number): number {
    const parent = this.#frame;
    const key = parent === null ? '' : parent.isArray ? String(parent.index) : parent.currentKey;
    this.#frame = { plan, isArray, parent, key, currentKey: '', index: 0 };
    this.#expecting = isArray ? 'valueOrEnd' : 'keyOrEnd';
    this.#handler.enter(this.#frame);
    return at + 1;
  }

  #leave(at: number): number {
    const frame = this.#frame;
    assert(frame, 'only an open container closes');
    this.#handler.leave(frame);
    this.#frame = frame.parent;
    this.#valueDone();
    return at + 1;
  }

  #valueDone(): void {
    if (this.#frame === null) this.#documents++;
    this.#expecting = this.#frame === null ? 'document' : 'commaOrEnd';
  }

  /** Reads on in the open token; `begin` is where its bytes start in this chunk, `from` where to look on. */
  #continueToken(chunk: Buffer, begin: number, from: number): number {
    const end =
      this.#token === 'container'
        ? this.#endOfContainer(chunk, from)
        : this.#token === 'primitive'
          ? endOfPrimitive(chunk, from)
          : this.#endOfString(chunk, from);
    if (end === -1) {
      this.#hold(chunk.subarray(begin));
      return chunk.length;
    }
    this.#finishToken(chunk.subarray(begin, end));
    return end;
  }

  #hold(part: Buffer): void {
    this.#heldBytes += part.length;
    if (this.#heldBytes > rowSizeBytesMax) {
      throw new CutFailed({
        code: 'ROW_TOO_LARGE',
        message: `one value is larger than ${rowSizeBytesMax} bytes`,
      });
    }
    this.#held.push(Buffer.from(part));
  }

  #finishToken(lastPart: Buffer): void {
    const bytes = this.#held.length === 0 ? lastPart : Buffer.concat([...this.#held, lastPart]);
    this.#held = [];
    this.#heldBytes = 0;
    const value = parseValue(bytes.toString('utf8'));
    const frame = this.#frame;
    if (this.#token === 'key') {
      assert(frame && typeof value === 'string', 'a key is a string inside an object');
      frame.currentKey = value;
      this.#token = 'none';
      this.#expecting = 'colon';
      return;
    }
    this.#token = 'none';
    this.#handler.leaf(frame, value);
    this.#valueDone();
  }

  #endOfString(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at];
      if (this.#isEscaped) this.#isEscaped = false;
      else if (byte === BACKSLASH) this.#isEscaped = true;
      else if (byte === QUOTE) return at + 1;
    }
    return -1;
  }

  #endOfContainer(chunk: Buffer, from: number): number {
    let depth = this.#depth;
    let isInString = this.#isInString;
    let isEscaped = this.#isEscaped;
    let at = from;
    for (; at < chunk.length; at++) {
      const byte = chunk[at];
      if (isInString) {
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) isInString = false;
      } else if (byte === QUOTE) isInString = true;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
      else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --depth === 0) return at + 1;
    }
    this.#depth = depth;
    this.#isInString = isInString;
    this.#isEscaped = isEscaped;
    return -1;
  }
}

function endOfPrimitive(chunk: Buffer, from: number): number {
  for (let at = from; at < chunk.length; at++) {
    const byte = chunk[at] ?? 0;
    if (byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET || isSpace(byte)) return at;
  }
  return -1;
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
    throw new CutFailed({ code: 'MALFORMED_JSON', message: `this is not JSON: ${shown}` });
  }
}

function unexpected(byte: number, wanted: string): CutFailed {
  const found = byte === LINE_FEED ? 'a line break' : `"${String.fromCharCode(byte)}"`;
  return new CutFailed({ code: 'MALFORMED_JSON', message: `${found} stands where ${wanted} should` });
}

/** The path of a value, such as `[2].transactions[5]`; of a frame itself where no value is being read. */
export function pathOf(frame: CutFrame | null, options: { ofFrame?: boolean } = {}): string {
  const steps: string[] = [];
  let current = frame;
  if (current && !options.ofFrame) {
    steps.unshift(current.isArray ? `[${current.index}]` : current.currentKey && `.${current.currentKey}`);
  }
  while (current?.parent) {
    steps.unshift(current.parent.isArray ? `[${current.key}]` : `.${current.key}`);
    current = current.parent;
  }
  const path = steps.join('').replace(/^\./, '');
  return path === '' ? 'the top level' : path;
}
