/** The command's answer: one JSON document, or lines for a person. Nothing else goes to stdout. */
export function printAnswer(
  answer: { readonly json: unknown; readonly text: readonly string[] },
  isJson: boolean,
): void {
  const text = isJson ? JSON.stringify(answer.json, null, 2) : answer.text.join('\n');
  process.stdout.write(`${text}\n`);
}

/** Rows of cells → lines with aligned columns. */
export function tableLines(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
