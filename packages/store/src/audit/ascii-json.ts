import type { JsonValue } from "@ai-orchestrator/contract";

/** JSON without spaces, and everything beyond ASCII escaped: a cut never splits a character, and every byte is one. */
export function asciiJson(value: JsonValue): string {
  const text = JSON.stringify(value);
  return PLAIN.test(text) ? text : text.replaceAll(BEYOND, escaped);
}

const PLAIN = /^[ -~]*$/;
const BEYOND = /[^\u0000-\u007e]/g;

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
