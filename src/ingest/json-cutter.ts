import { assert } from '../kernel/assert.ts';
import type { CutFrame, CutHandler, CutPlan } from './cut-frame.ts';

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
  #documentLine = 1;
  /** Line breaks before the chunk being read, and in it up to where they were counted. */
  #lineBreaks = 0;
  #countedTo = 0;
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

  /** The line on which the latest document begins. */
  get documentLine(): number {
    return this.#documentLine;
  }

  /** The container being walked, for naming the place of a problem. */
  get frame(): CutFrame | null {
    return this.#frame;
  }

  push(chunk: Buffer): void {
    this.#countedTo = 0;
    let at = 0;
    while (at < chunk.length) {
      if (this.#token !== 'none') at = this.#continueToken(chunk, at, at);
      else at = this.#step(chunk, at);
    }
    this.#countLines(chunk, chunk.length);
  }

  /** Call once after the last chunk: what is still open was cut off. */
  end(): void {
    if (this.#token === 'primitive' && this.#frame === null) {
      this.#finishToken(this.#textOfToken(Buffer.alloc(0), 0, 0));
    }
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
        this.#countLines(chunk, at);
        this.#documentLine = this.#lineBreaks + 1;
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

  #countLines(chunk: Buffer, to: number): void {
    const part = chunk.subarray(this.#countedTo, to);
    for (let at = part.indexOf(LINE_FEED); at !== -1; at = part.indexOf(LINE_FEED, at + 1)) {
      this.#lineBreaks++;
    }
    this.#countedTo = to;
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
    this.#finishToken(this.#textOfToken(chunk, begin, end));
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

  /** What was held of the token, and its last part. */
  #textOfToken(chunk: Buffer, begin: number, end: number): string {
    if (this.#held.length === 0) return chunk.toString('utf8', begin, end);
    const bytes = Buffer.concat([...this.#held, chunk.subarray(begin, end)]);
    this.#held = [];
    this.#heldBytes = 0;
    return bytes.toString('utf8');
  }

  #finishToken(text: string): void {
    const value = parseValue(text);
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

  /** Behind the closing quote; -1 where the string goes on in the next chunk. */
  #endOfString(chunk: Buffer, from: number): number {
    const quoteAt = closingQuote(chunk, this.#isEscaped ? from + 1 : from);
    this.#isEscaped = quoteAt > chunk.length;
    return quoteAt < chunk.length ? quoteAt + 1 : -1;
  }

  /** Behind the bracket that closes the value; -1 where it goes on in the next chunk. */
  #endOfContainer(chunk: Buffer, from: number): number {
    let at = this.#isInString ? this.#endOfString(chunk, from) : from;
    if (at === -1) return -1;
    let depth = this.#depth;
    for (; at < chunk.length; at++) {
      const byte = chunk[at];
      if (byte === QUOTE) at = closingQuote(chunk, at + 1);
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
      else if ((byte === CLOSE_BRACE || byte === CLOSE_BRACKET) && --depth === 0) return at + 1;
    }
    this.#depth = depth;
    this.#isInString = at > chunk.length;
    this.#isEscaped = at > chunk.length + 1;
    return -1;
  }
}

/**
 * Where the string that is open at `from` ends. Where it goes on: the chunk's length, and one more where its
 * last byte is a backslash, which takes the next chunk's first byte with it.
 */
function closingQuote(chunk: Buffer, from: number): number {
  let at = from;
  while (at < chunk.length && chunk[at] !== QUOTE) at += chunk[at] === BACKSLASH ? 2 : 1;
  return at;
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
