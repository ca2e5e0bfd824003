import ts from 'typescript';

/** One function or method with a body, and how many lines it spans. */
export type FunctionSize = { readonly name: string; readonly line: number; readonly lines: number };

export type SourceFacts = {
  readonly lines: number;
  readonly functions: readonly FunctionSize[];
  /** Uses of the machine's clock, randomness or environment, each with its line. */
  readonly ambient: readonly { readonly line: number; readonly what: string }[];
  /** Exported interfaces, types, classes and functions without a docstring. */
  readonly undocumented: readonly { readonly line: number; readonly name: string }[];
};

const ambientCalls = new Set(['Date.now', 'Math.random', 'performance.now', 'randomUUID', 'randomBytes']);

/** Source text → the figures that the ratchet holds. Pure. */
export function measureSource(fileName: string, text: string): SourceFacts {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  const functions: FunctionSize[] = [];
  const ambient: { line: number; what: string }[] = [];
  const lineOf = (position: number): number => source.getLineAndCharacterOfPosition(position).line + 1;

  const visit = (node: ts.Node): void => {
    if (isFunctionWithBody(node)) {
      const start = lineOf(node.getStart(source));
      functions.push({ name: nameOf(node), line: start, lines: lineOf(node.end) - start + 1 });
    }
    const what = ambientUse(node, source);
    if (what) ambient.push({ line: lineOf(node.getStart(source)), what });
    ts.forEachChild(node, visit);
  };
  visit(source);

  return { lines: lineOf(source.end), functions, ambient, undocumented: undocumentedExports(source, lineOf) };
}

function isFunctionWithBody(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

function nameOf(node: ts.FunctionLikeDeclaration): string {
  if (node.name) return node.name.getText();
  const parent = node.parent;
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)
    ? parent.name.getText()
    : '(anonymous)';
}

function ambientUse(node: ts.Node, source: ts.SourceFile): string | null {
  if (ts.isPropertyAccessExpression(node) && node.getText(source) === 'process.env') return 'process.env';
  if (ts.isCallExpression(node)) {
    const called = node.expression.getText(source);
    if (ambientCalls.has(called)) return `${called}()`;
  }
  if (ts.isNewExpression(node) && node.expression.getText(source) === 'Date' && !node.arguments?.length) {
    return 'new Date()';
  }
  return null;
}

function undocumentedExports(source: ts.SourceFile, lineOf: (position: number) => number) {
  return source.statements
    .filter((statement) => ts.isInterfaceDeclaration(statement) || ts.isFunctionDeclaration(statement))
    .filter((statement) => statement.modifiers?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword))
    .filter((statement) => ts.getJSDocCommentsAndTags(statement).length === 0)
    .map((statement) => ({ line: lineOf(statement.getStart(source)), name: statement.name?.text ?? '?' }));
}
