import type { JsonValue } from "@ai-orchestrator/contract";

/** JSON with sorted keys, no spaces, and everything beyond ASCII escaped: equal data is equal bytes, and a cut never splits a character. */
export function canonicalJson(value: JsonValue): string {
  const text = JSON.stringify(isInOrder(value) ? value : inOrder(value));
  return PLAIN.test(text) ? text : text.replaceAll(BEYOND, escaped);
}

const PLAIN = /^[ -~]*$/;
const BEYOND = /[^\u0000-\u007e]/g;

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** True for what records are: written down in order, so that nothing has to be copied. */
function isInOrder(value: JsonValue | undefined): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(isInOrder);
  let last = "";
  for (const key in value) {
    if (last > key || !isInOrder(value[key])) return false;
    last = key;
  }
  return true;
}

function inOrder(value: JsonValue): JsonValue {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .flatMap((key) => {
        const member = value[key];
        return member === undefined ? [] : [[key, inOrder(member)]];
      }),
  );
}
