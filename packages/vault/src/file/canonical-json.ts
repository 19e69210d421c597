/**
 * RFC 8785 (JCS) for the values a vault holds: objects, arrays, strings and safe integers. Sorted keys, no white
 * space: the one text a MAC is computed over, whatever the order in memory.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`).join(",")}}`;
  }
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  throw new TypeError("canonicalJson takes objects, arrays, strings and integers");
}
