import type { JsonValue } from "@ai-orchestrator/contract";

/** JSON with sorted keys, no spaces, and everything beyond ASCII escaped: equal data is equal bytes, and a cut never splits a character. */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === "string") return asciiString(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.keys(value)
    .toSorted()
    .flatMap((key) => {
      const member = value[key];
      return member === undefined ? [] : [`${asciiString(key)}:${canonicalJson(member)}`];
    });
  return `{${members.join(",")}}`;
}

function asciiString(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[^\u0000-\u007e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
