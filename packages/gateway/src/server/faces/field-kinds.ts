import type { JsonObject, JsonValue } from "@ai-orchestrator/contract";
import { isObject, wrong } from "./read-fields.ts";

/** What a field holds where it is there. */
export type Kind = "text" | "flag" | "number" | "list" | "texts" | "object";

/** Kinds by the names of fields. */
export type Kinds = ReadonlyMap<string, Kind>;

const IS: Readonly<Record<Kind, (value: JsonValue) => boolean>> = {
  text: (value) => typeof value === "string",
  flag: (value) => typeof value === "boolean",
  number: (value) => typeof value === "number",
  list: Array.isArray,
  texts: (value) => Array.isArray(value) && value.every((one) => typeof one === "string"),
  object: isObject,
};

const WANT: Readonly<Record<Kind, string>> = {
  text: "text",
  flag: "true or false",
  number: "a number",
  list: "a list",
  texts: "a list of texts",
  object: "an object",
};

/**
 * Refuses fields of another kind than their dialect gives them, whether anybody reads them or not: its own service would
 * refuse them, and what is of no known kind would be passed over in silence. Absent and null are always right: clients
 * say either for nothing. `path` leads to the fields; none for those of the body. Throws `invalid_input`.
 */
export function checkKinds(fields: JsonObject, kinds: Kinds, path?: string): void {
  for (const name in fields) {
    const value = fields[name];
    if (value === undefined || value === null) continue;
    const kind = kinds.get(name);
    if (kind !== undefined && !IS[kind](value)) throw wrong(path === undefined ? name : `${path}.${name}`, WANT[kind]);
  }
}

/** `checkKinds` for a field that may hold such an object. */
export function checkKindsIn(value: JsonValue | undefined, kinds: Kinds, path: string): void {
  if (isObject(value)) checkKinds(value, kinds, path);
}
