/** Short text from outside (names, errors) as one harmless line: control characters gone, line breaks as spaces. */
export function sanitizeLine(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\r\n\t]+/g, " ").replace(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, "");
}
