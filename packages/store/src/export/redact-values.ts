/** Keys whose values are names, numbers or bytes and never what a person wrote. */
const KEPT = new Set([
  "id", "conversationId", "parentId", "turnId", "headTurnId", "throughTurnId", "type", "status", "role", "data", "mediaType", "titleBy",
  "createdAt", "updatedAt", "completedAt", "deletedAt", "undoneAt", "at", "model", "provider", "lastModel", "task", "finishReason", "code", "rule",
]);

/** The same data with every text passed through `redact`. */
export function redactValues<T>(value: T, redact: (text: string) => string): T {
  return walk(value, redact) as T;
}

function walk(value: unknown, redact: (text: string) => string): unknown {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, redact));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, KEPT.has(key) ? member : walk(member, redact)]));
}
