import type { QuarantinedRow } from '../ingest/bank-record.ts';

const columns = ['file', 'place', 'code', 'message'] as const;

/** What a spreadsheet would run as a formula, in any width, also behind spaces. */
const FORMULA_START = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20|%]|^[\t\r\n]/;

/**
 * Rows that were put aside → CSV (RFC 4180), every cell quoted. A cell that a spreadsheet would take for a
 * formula begins with an apostrophe, so that opening the report runs nothing that came with the file.
 */
export function quarantineCsv(rows: readonly QuarantinedRow[]): string {
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(','));
  return [columns.map(cell).join(','), ...lines, ''].join('\r\n');
}

function cell(text: string): string {
  const safe = FORMULA_START.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
