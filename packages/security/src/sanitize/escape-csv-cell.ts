/** One CSV cell (RFC 4180). A leading `= + - @`, tab or return, which a spreadsheet would run as a formula, is put behind a quote mark; plain numbers stay. */
export function escapeCsvCell(value: string): string {
  const isFormula = /^[=+\-@\t\r]/.test(value) && !/^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(value);
  const safe = isFormula ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
