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
