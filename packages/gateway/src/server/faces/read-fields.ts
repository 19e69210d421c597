import { OrchestratorError, type JsonObject, type JsonValue } from "@ai-orchestrator/contract";

/** A wrong field, named as the caller wrote it. */
export function wrong(path: string, want: string): OrchestratorError {
  return new OrchestratorError("invalid_input", `"${path}" must be ${want}.`);
}

/** A field the face knows but cannot carry to any provider: refused rather than dropped. */
export function cannot(path: string, why: string): OrchestratorError {
  return new OrchestratorError("unsupported", `"${path}" is not supported: ${why}.`);
}

/** True for a plain JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text field; undefined where absent or null. */
export function optionalText(body: JsonObject, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw wrong(name, "text");
  return value;
}

/** A number in a range; undefined where absent or null. */
export function optionalNumber(body: JsonObject, name: string, range: readonly [number, number]): number | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  const [low, high] = range;
  if (typeof value !== "number" || !Number.isFinite(value) || value < low || value > high)
    throw wrong(name, `a number from ${low} to ${high}`);
  return value;
}

/** A whole number in a range; undefined where absent or null. */
export function optionalInteger(body: JsonObject, name: string, range: readonly [number, number]): number | undefined {
  const value = optionalNumber(body, name, range);
  if (value !== undefined && !Number.isSafeInteger(value)) throw wrong(name, "a whole number");
  return value;
}

/** True, false, or undefined where absent or null. */
export function optionalFlag(body: JsonObject, name: string): boolean | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "boolean") throw wrong(name, "true or false");
  return value;
}

/** A list; throws where it is anything else. */
export function list(value: JsonValue | undefined, path: string): readonly JsonValue[] {
  if (!Array.isArray(value)) throw wrong(path, "a list");
  return value;
}

/** An object; throws where it is anything else. */
export function object(value: JsonValue | undefined, path: string): JsonObject {
  if (!isObject(value)) throw wrong(path, "an object");
  return value;
}

/** A text; throws where it is anything else. */
export function text(value: JsonValue | undefined, path: string): string {
  if (typeof value !== "string") throw wrong(path, "text");
  return value;
}

/** The fields that are not undefined. */
export function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept: Partial<T> = {};
  for (const name in fields) if (fields[name] !== undefined) kept[name] = fields[name];
  return kept as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** A stop list: one text or several. */
export function stopList(value: JsonValue | undefined, path: string): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return [value];
  return list(value, path).map((one, index) => text(one, `${path}[${index}]`));
}

/** Bytes or address of a `data:` or http(s) URL. Throws for other schemes. */
export function mediaOf(
  url: string,
  path: string,
  fallbackType: string,
): { readonly mediaType: string; readonly data?: string; readonly url?: string } {
  const match = /^data:([\w.+-]+\/[\w.+-]+)?(?:;[\w=-]+)*?;base64,/.exec(url.slice(0, 200));
  if (match !== null) return { mediaType: match[1] ?? fallbackType, data: url.slice(match[0].length) };
  if (/^https?:\/\//.test(url)) return { mediaType: fallbackType, url };
  throw wrong(path, "a data: or https: URL");
}
