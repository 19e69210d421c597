import type { ConversationFilter, ConversationPatch, JsonObject, JsonValue } from "@ai-orchestrator/contract";
import { list, text, wrong } from "../faces/read-fields.ts";

type Kind = "text" | "number" | "flag" | "clearable" | "texts";

const FILTER: Readonly<Record<keyof ConversationFilter, Kind>> = {
  query: "text",
  model: "text",
  provider: "text",
  task: "text",
  tag: "text",
  folder: "text",
  from: "text",
  until: "text",
  minCostUsd: "number",
  hasAlert: "flag",
  pinned: "flag",
  archived: "flag",
  deleted: "flag",
  limit: "number",
  cursor: "text",
};

const PATCH: Readonly<Record<keyof ConversationPatch, Kind>> = {
  title: "text",
  titleBy: "text",
  pinned: "flag",
  archived: "flag",
  folder: "clearable",
  tags: "texts",
  system: "clearable",
  draft: "clearable",
  headTurnId: "text",
};

/** Readers of what conversations are asked. Numbers and flags may come as text, from a query. Throw `invalid_input` naming the field. */
export const readConversationInput = {
  filter: (input: JsonObject): ConversationFilter => fieldsOf(input, FILTER),
  patch: (input: JsonObject): ConversationPatch => {
    const patch = fieldsOf(input, PATCH) as ConversationPatch;
    if (patch.titleBy !== undefined && patch.titleBy !== "auto" && patch.titleBy !== "user")
      throw wrong("titleBy", "auto or user");
    return patch;
  },
  rating: ({ rating }: JsonObject): "up" | "down" | null => {
    if (rating === "up" || rating === "down" || rating === null) return rating;
    throw wrong("rating", "up, down or null");
  },
};

function fieldsOf(input: JsonObject, kinds: Readonly<Record<string, Kind>>): Readonly<Record<string, JsonValue>> {
  const found: Record<string, JsonValue> = {};
  for (const [name, kind] of Object.entries(kinds)) {
    const value = input[name];
    if (value !== undefined) found[name] = field(value, name, kind);
  }
  return found;
}

function field(value: JsonValue, name: string, kind: Kind): JsonValue {
  switch (kind) {
    case "text":
      return text(value, name);
    case "clearable":
      return value === null ? null : text(value, name);
    case "texts":
      return list(value, name).map((one, index) => text(one, `${name}[${index}]`));
    case "flag":
      if (value === true || value === "true") return true;
      if (value === false || value === "false") return false;
      throw wrong(name, "true or false");
    case "number": {
      const number = typeof value === "string" && value !== "" ? Number(value) : value;
      if (typeof number !== "number" || !Number.isFinite(number) || number < 0) throw wrong(name, "a number");
      return number;
    }
  }
}
