/** Terminal control sequences: CSI, OSC and the other strings, and two-character ones. */
// oxlint-disable-next-line no-control-regex
const SEQUENCE =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|\u001b[\]PX^_][^\u0007\u001b\n]{0,2000}(?:\u0007|\u001b\\)|\u001b[ -/]*[0-~]?/g;

/** A text without the control sequences of terminals: "ESC[31merror" has the word "error". */
export function withoutEscapes(text: string): string {
  return text.includes("\u001b") || text.includes("\u009b") ? text.replace(SEQUENCE, "") : text;
}
