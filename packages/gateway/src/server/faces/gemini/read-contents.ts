import type { JsonObject, JsonValue, Message, MessagePart, ProviderMetadata } from "@ai-orchestrator/contract";
import { checkKinds, type Kinds } from "../field-kinds.ts";
import { isSealed } from "../sealed-metadata.ts";
import { cannot, list, object, text, wrong } from "../read-fields.ts";
import { camelFields } from "./read-generate-request.ts";
import { openThought } from "./sealed-thought.ts";

/** The text of a system instruction: a content, or plain text. */
export function systemText(value: JsonValue | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  return contentText(value, "systemInstruction");
}

/** The text of a content that holds nothing else. */
export function contentText(value: JsonValue | undefined, path: string): string {
  const { parts } = object(value, path);
  return list(Array.isArray(parts) ? parts : [parts ?? {}], `${path}.parts`)
    .map((part, index) => text(object(part, `${path}.parts[${index}]`)["text"], `${path}.parts[${index}].text`))
    .join("\n\n");
}

/** Messages of `contents`. Calls without ids get one, in order, so that their answers find them. */
export function readContents(value: JsonValue | undefined): readonly Message[] {
  const rows = list(value, "contents");
  if (rows.length === 0) throw wrong("contents", "a list with at least one content");
  const ids = new CallIds();
  return rows.flatMap((row, index): readonly Message[] => {
    const path = `contents[${index}]`;
    const { role, parts } = object(row, path);
    if (role !== undefined && role !== null && role !== "user" && role !== "model" && role !== "function")
      throw wrong(`${path}.role`, "user or model");
    const rows = list(parts, `${path}.parts`).map((part, at) => object(part, `${path}.parts[${at}]`));
    const read = rows.map((part, at) => readPart(part, `${path}.parts[${at}]`, ids));
    if (role === "model") return [{ role: "assistant" as const, parts: withThoughts(read, rows) }];
    const results = read.filter((part) => part.type === "tool-result");
    const others = read.filter((part) => part.type !== "tool-result");
    return [
      ...(results.length === 0 ? [] : [{ role: "tool" as const, parts: results }]),
      ...(others.length === 0 ? [] : [{ role: "user" as const, parts: others }]),
    ];
  });
}

/** The parts of an answer with what was sealed of its thoughts; the same words without their signature go. */
function withThoughts(read: readonly MessagePart[], rows: readonly JsonObject[]): readonly MessagePart[] {
  const thoughts = rows.map((row) => openThought(signatureOf(row)));
  const last = thoughts.findLastIndex((thought) => thought !== undefined);
  if (last === -1) return read;
  return read.flatMap((part, at): readonly MessagePart[] => {
    const thought = thoughts[at];
    if (thought !== undefined) return part.type === "reasoning" ? [thought] : [thought, part];
    const isSaidAgain = at < last && part.type === "reasoning" && part.providerMetadata === undefined;
    return isSaidAgain ? [] : [part];
  });
}

function signatureOf(row: JsonObject): JsonValue | undefined {
  return row["thoughtSignature"] ?? row["thought_signature"];
}

const KINDS: Kinds = new Map([["thoughtSignature", "text"]]);

function readPart(raw: JsonObject, path: string, ids: CallIds): MessagePart {
  const part = camelFields(raw);
  checkKinds(part, KINDS, path);
  const signature = part["thoughtSignature"];
  const metadata: { readonly providerMetadata?: ProviderMetadata } =
    typeof signature === "string" && !isSealed(signature)
      ? { providerMetadata: { google: { thoughtSignature: signature } } }
      : {};
  if (typeof part["text"] === "string")
    return { type: part["thought"] === true ? "reasoning" : "text", text: part["text"], ...metadata };
  if (part["inlineData"] !== undefined) return inline(part["inlineData"], `${path}.inlineData`);
  if (part["fileData"] !== undefined) return linked(part["fileData"], `${path}.fileData`);
  if (part["functionCall"] !== undefined) {
    const call = object(part["functionCall"], `${path}.functionCall`);
    const name = text(call["name"], `${path}.functionCall.name`);
    const input = call["args"] ?? {};
    return {
      type: "tool-call",
      id: ids.called(name, call["id"]),
      name,
      input,
      rawInput: JSON.stringify(input),
      ...metadata,
    };
  }
  if (part["functionResponse"] !== undefined) {
    const answer = object(part["functionResponse"], `${path}.functionResponse`);
    const name = text(answer["name"], `${path}.functionResponse.name`);
    return { type: "tool-result", id: ids.answered(name, answer["id"]), name, output: answer["response"] ?? null };
  }
  throw cannot(path, `parts with ${Object.keys(raw).slice(0, 3).join(", ") || "nothing"} are not known`);
}

function inline(value: JsonValue, path: string): MessagePart {
  const { mimeType, data } = camelFields(object(value, path));
  const media = { mediaType: text(mimeType, `${path}.mimeType`), data: text(data, `${path}.data`) };
  return media.mediaType.startsWith("image/") ? { type: "image", ...media } : { type: "file", ...media };
}

function linked(value: JsonValue, path: string): MessagePart {
  const { mimeType, fileUri } = camelFields(object(value, path));
  const url = text(fileUri, `${path}.fileUri`);
  if (!/^https?:\/\//.test(url) || url.startsWith("https://generativelanguage.googleapis.com/"))
    throw cannot(`${path}.fileUri`, "files kept at a provider cannot be routed; send inlineData");
  const mediaType = typeof mimeType === "string" ? mimeType : "application/octet-stream";
  return mediaType.startsWith("image/") ? { type: "image", mediaType, url } : { type: "file", mediaType, url };
}

/** Google's calls may have no ids: the nth answer of a name belongs to its nth call. */
class CallIds {
  readonly #called = new Map<string, string[]>();
  #count = 0;

  called(name: string, given: JsonValue | undefined): string {
    const id = typeof given === "string" && given !== "" ? given : `call_${++this.#count}_${name}`;
    this.#called.set(name, [...(this.#called.get(name) ?? []), id]);
    return id;
  }

  answered(name: string, given: JsonValue | undefined): string {
    const waiting = this.#called.get(name) ?? [];
    const id = typeof given === "string" && given !== "" ? given : (waiting[0] ?? `call_${name}`);
    this.#called.set(
      name,
      waiting.filter((one) => one !== id),
    );
    return id;
  }
}
