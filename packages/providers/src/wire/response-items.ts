import type { JsonObject, JsonValue } from "@ai-orchestrator/contract";
import type { LanguageModelV4StreamPart, SharedV4ProviderMetadata } from "@ai-sdk/provider";
import { listOf, numberOf, objectOf, textOf } from "./json-fields.ts";
import { splitParallelCalls } from "./parallel-calls.ts";

/** How one provider's Responses interface differs from OpenAI's. */
export interface ResponsesDialect {
  /** Where its metadata is kept. */
  readonly namespace: "openai" | "xai";
  /** Names of the caller's tools. */
  readonly tools: ReadonlySet<string>;
}

type Emit = (part: LanguageModelV4StreamPart) => void;

/** One item of a response while it is open. */
export interface ResponseItem {
  read(type: string, event: JsonObject): void;
  /** Ends it; `item` is the whole of it, as far as the provider says it. */
  close(item: JsonObject): void;
}

/** Opens an item; undefined for kinds that are not the caller's. */
export function createResponseItem(item: JsonObject, emit: Emit, dialect: ResponsesDialect): ResponseItem | undefined {
  switch (item["type"]) {
    case "message":
      return createMessage(item, emit, dialect);
    case "reasoning":
      return dialect.namespace === "xai" ? createPlainReasoning(item, emit) : createReasoning(item, emit, dialect);
    case "function_call":
      return createFunctionCall(item, emit, dialect);
    default:
      return undefined;
  }
}

/** The members that are not undefined or null, under the dialect's name. */
function metadata(
  { namespace }: Pick<ResponsesDialect, "namespace">,
  members: Readonly<Record<string, JsonValue | undefined>>,
): { readonly providerMetadata: SharedV4ProviderMetadata } {
  const said = Object.entries(members).filter(([, value]) => value !== undefined && value !== null);
  return { providerMetadata: { [namespace]: Object.fromEntries(said) as never } };
}

function idOf(item: JsonObject): string {
  return textOf(item["id"]) ?? "";
}

function createMessage(item: JsonObject, emit: Emit, dialect: ResponsesDialect): ResponseItem {
  const id = idOf(item);
  const annotations: JsonValue[] = [];
  let phase = item["phase"];
  let isEmpty = true;
  // xAI takes no ids of messages back.
  const own = (more: Readonly<Record<string, JsonValue>> = {}): Partial<ReturnType<typeof metadata>> =>
    dialect.namespace === "xai" ? {} : metadata(dialect, { itemId: id, phase, ...more });
  const say = (delta: string | undefined): void => {
    if (delta === undefined || delta === "") return;
    isEmpty = false;
    emit({ type: "text-delta", id, delta });
  };
  emit({ type: "text-start", id, ...own() });
  return {
    read(type, event) {
      if (type === "response.output_text.annotation.added") annotations.push(event["annotation"] ?? null);
      else say(textOf(event["delta"]));
    },
    close(whole) {
      phase = whole["phase"] ?? phase;
      // Said in one piece: nothing came before, and what came before is not said again.
      if (isEmpty)
        for (const part of listOf(whole["content"]).map((one) => objectOf(one) ?? {})) {
          say(textOf(part["text"]) ?? textOf(part["refusal"]));
          annotations.push(...listOf(part["annotations"]));
        }
      emit({ type: "text-end", id, ...own(annotations.length === 0 ? {} : { annotations }) });
    },
  };
}

/** xAI's reasoning: one block an item. */
function createPlainReasoning(item: JsonObject, emit: Emit): ResponseItem {
  const id = `reasoning-${idOf(item)}`;
  const itemId = idOf(item);
  let isEmpty = true;
  const say = (delta: string | undefined): void => {
    if (delta === undefined || delta === "") return;
    isEmpty = false;
    emit({ type: "reasoning-delta", id, delta });
  };
  emit({ type: "reasoning-start", id, ...metadata({ namespace: "xai" }, { itemId }) });
  return {
    read(type, event) {
      if (type.endsWith(".delta")) say(textOf(event["delta"]));
    },
    close(whole) {
      if (isEmpty) for (const text of summariesOf(whole)) say(text);
      const reasoningEncryptedContent = textOf(whole["encrypted_content"]) || undefined;
      emit({ type: "reasoning-end", id, ...metadata({ namespace: "xai" }, { itemId, reasoningEncryptedContent }) });
    },
  };
}

/** OpenAI's reasoning: a block for each summary. All but the last are ended when the next begins; the last one carries what is to come back. */
function createReasoning(item: JsonObject, emit: Emit, dialect: ResponsesDialect): ResponseItem {
  const itemId = idOf(item);
  let open = 0;
  let isEmpty = true;
  const idAt = (index: number): string => `${itemId}:${index}`;
  const sealed = (from: JsonObject): SharedV4ProviderMetadata => ({
    [dialect.namespace]: { itemId, reasoningEncryptedContent: textOf(from["encrypted_content"]) ?? null },
  });
  const begin = (index: number): void => {
    if (index <= open) return;
    emit({ type: "reasoning-end", id: idAt(open), ...metadata(dialect, { itemId }) });
    open = index;
    emit({ type: "reasoning-start", id: idAt(open), providerMetadata: sealed(item) });
  };
  const say = (index: number, delta: string | undefined): void => {
    if (delta === undefined || delta === "") return;
    begin(index);
    isEmpty = false;
    emit({ type: "reasoning-delta", id: idAt(open), delta });
  };
  emit({ type: "reasoning-start", id: idAt(0), providerMetadata: sealed(item) });
  return {
    read(type, event) {
      const index = numberOf(event["summary_index"]) ?? 0;
      if (type === "response.reasoning_summary_part.added") begin(index);
      else if (type.endsWith(".delta")) say(index, textOf(event["delta"]));
    },
    close(whole) {
      if (isEmpty) for (const [index, text] of summariesOf(whole).entries()) say(index, text);
      emit({ type: "reasoning-end", id: idAt(open), providerMetadata: sealed(whole) });
    },
  };
}

/** The texts of a whole reasoning item: its summaries, or where a server shows the thoughts themselves, these. */
function summariesOf(item: JsonObject): readonly string[] {
  const texts = (name: string): readonly string[] =>
    listOf(item[name]).flatMap((part) => textOf(objectOf(part)?.["text"]) ?? []);
  const summaries = texts("summary");
  return summaries.length > 0 ? summaries : texts("content");
}

function createFunctionCall(item: JsonObject, emit: Emit, dialect: ResponsesDialect): ResponseItem {
  const id = textOf(item["call_id"]) ?? idOf(item);
  const name = textOf(item["name"]);
  if (name === undefined) throw new Error("a function call without a name");
  // A wrapper around several calls, which nobody declared: what it holds is known at its end.
  const mayBeSeveral = name === "parallel" && dialect.namespace === "openai" && !dialect.tools.has(name);
  let input = "";
  const begin = (): void => emit({ type: "tool-input-start", id, toolName: name });
  const say = (delta: string): void => {
    input += delta;
    if (!mayBeSeveral && delta !== "") emit({ type: "tool-input-delta", id, delta });
  };
  if (!mayBeSeveral) begin();
  return {
    read: (_type, event) => say(textOf(event["delta"]) ?? ""),
    close(whole) {
      const args = textOf(whole["arguments"]) || input;
      const split = mayBeSeveral
        ? splitParallelCalls({ id, name, args, itemId: idOf(whole) }, dialect.tools)
        : undefined;
      if (split !== undefined) return split.forEach(emit);
      if (mayBeSeveral) begin();
      if (input === "" || mayBeSeveral) emit({ type: "tool-input-delta", id, delta: args });
      emit({ type: "tool-input-end", id });
      emit({
        type: "tool-call",
        toolCallId: id,
        toolName: name,
        input: args,
        ...callMetadata({ ...item, ...whole }, dialect),
      });
    },
  };
}

function callMetadata(item: JsonObject, dialect: ResponsesDialect): Partial<ReturnType<typeof metadata>> {
  if (dialect.namespace === "xai") return {};
  const caller = objectOf(item["caller"]);
  const { async, namespace } = item;
  return metadata(dialect, {
    itemId: idOf(item),
    async,
    namespace,
    caller: caller?.["type"] === "program" ? { type: "program", callerId: caller["caller_id"] ?? null } : caller,
  });
}
