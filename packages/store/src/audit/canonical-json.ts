import type { JsonValue } from "@ai-orchestrator/contract";

/** JSON with sorted keys, no spaces, and everything beyond ASCII escaped: equal data is equal bytes, and a cut never splits a character. */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === "string") return asciiString(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const keys = Object.keys(value);
  if (!isSorted(keys)) keys.sort();
  let members = "";
  for (const key of keys) {
    const member = value[key];
    if (member !== undefined) members += `${members === "" ? "" : ","}${quoted(key)}:${canonicalJson(member)}`;
  }
  return `{${members}}`;
}

/** True for what most records are: written down in order. */
function isSorted(keys: readonly string[]): boolean {
  for (let index = 1; index < keys.length; index++) if ((keys[index - 1] ?? "") > (keys[index] ?? "")) return false;
  return true;
}

/** Names as they are written; those of records are always the same few. */
const QUOTED = new Map<string, string>();
const MOST_QUOTED = 100;

function quoted(name: string): string {
  const known = QUOTED.get(name);
  if (known !== undefined) return known;
  const made = asciiString(name);
  if (QUOTED.size < MOST_QUOTED) QUOTED.set(name, made);
  return made;
}

/** Text that JSON writes as it is. */
const PLAIN = /^[ !#-[\]-~]*$/;

function asciiString(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  return JSON.stringify(text).replaceAll(
    /[^\u0000-\u007e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
