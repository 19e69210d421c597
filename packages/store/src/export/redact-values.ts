/** Keys whose values are names, numbers or bytes and never what a person wrote. */
const KEPT = new Set([
  "id",
  "conversationId",
  "parentId",
  "turnId",
  "headTurnId",
  "throughTurnId",
  "type",
  "status",
  "role",
  "data",
  "mediaType",
  "titleBy",
  "createdAt",
  "updatedAt",
  "completedAt",
  "deletedAt",
  "undoneAt",
  "at",
  "model",
  "provider",
  "lastModel",
  "task",
  "finishReason",
  "code",
  "rule",
]);

/** Under these anything may stand under any name. */
const FREE = new Set(["input", "output", "providerMetadata", "details"]);

/** The same data with every text passed through `redact`. */
export function redactValues<T>(value: T, redact: (text: string) => string): T {
  return walk(value, redact, KEPT) as T;
}

function walk(value: unknown, redact: (text: string) => string, kept: ReadonlySet<string>): unknown {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, redact, kept));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      kept.has(key) ? member : walk(member, redact, FREE.has(key) ? NONE : kept),
    ]),
  );
}

const NONE: ReadonlySet<string> = new Set();
