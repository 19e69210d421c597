import type { ProviderMetadata, TurnEvent } from "@ai-orchestrator/contract";
import { customText } from "./openai-tools.ts";
import { sealCall } from "../sealed-call.ts";
import { splitName } from "./tool-namespace.ts";
import { sealReasoning } from "./sealed-reasoning.ts";

/** One item of an answer's `output`. */
export type OutputItem = Record<string, unknown> & { readonly id: string; readonly type: string };

/** One server-sent event without its sequence number. */
export type ResponseEvent = Readonly<Record<string, unknown>> & { readonly type: string };

interface Open {
  readonly item: OutputItem;
  readonly index: number;
  text: string;
  readonly annotations: unknown[];
  metadata: ProviderMetadata | undefined;
}

/** Turns a turn's events into those of OpenAI's responses, and collects the items of the whole answer beside. */
export class ResponseEvents {
  readonly #prefix: string;
  readonly #namespaces: ReadonlySet<string>;
  readonly #customs: ReadonlySet<string>;
  readonly #open = new Map<string, Open>();
  /** Calls whose signature has gone out. */
  readonly #signed = new Set<string>();
  readonly output: OutputItem[] = [];

  /** `namespaces` are looked for in the names of calls, `customs` are tools that take plain text; `prefix` makes the items' ids the answer's own. */
  constructor(
    prefix: string,
    { namespaces, customs }: { readonly namespaces: ReadonlySet<string>; readonly customs: ReadonlySet<string> },
  ) {
    this.#prefix = prefix;
    this.#namespaces = namespaces;
    this.#customs = customs;
  }

  /** The events one event becomes. */
  of(event: TurnEvent): readonly ResponseEvent[] {
    switch (event.type) {
      case "text-delta":
        return this.#text(event);
      case "text-end":
        return this.#close(`text:${event.id}`);
      case "reasoning-start":
        return this.#reasoning(event.id, event.providerMetadata)[1];
      case "reasoning-delta":
        return this.#think(event);
      case "reasoning-end":
        this.#reasoning(event.id, event.providerMetadata);
        return this.#close(`reasoning:${event.id}`);
      case "tool-call-start":
        return [...this.#seal(event), ...this.#call(event)[1]];
      case "tool-call-delta":
        return this.#argument(event.id, event.json);
      case "tool-call":
        return this.#endCall(event);
      case "source":
        return this.#annotate(event);
      default:
        return [];
    }
  }

  /** Ends what is open. */
  close(): readonly ResponseEvent[] {
    return [...this.#open.keys()].flatMap((key) => this.#close(key));
  }

  #start(key: string, make: (id: string) => OutputItem): readonly [Open, readonly ResponseEvent[]] {
    const known = this.#open.get(key);
    if (known !== undefined) return [known, []];
    const index = this.output.length;
    const item = make(`${this.#prefix}_${index}`);
    const open: Open = { item, index, text: "", annotations: [], metadata: undefined };
    this.#open.set(key, open);
    this.output.push(item);
    const at = { item_id: item.id, output_index: index };
    const begun = { ...item, status: "in_progress", ...(item.type === "message" ? { content: [] } : {}) };
    const added: ResponseEvent = { type: "response.output_item.added", output_index: index, item: begun };
    if (item.type === "message")
      return [open, [added, { type: "response.content_part.added", ...at, content_index: 0, part: textPart("", []) }]];
    if (item.type !== "reasoning") return [open, [added]];
    const part = { type: "summary_text", text: "" };
    return [open, [added, { type: "response.reasoning_summary_part.added", ...at, summary_index: 0, part }]];
  }

  #text(event: Extract<TurnEvent, { type: "text-delta" }>): readonly ResponseEvent[] {
    const [open, events] = this.#start(`text:${event.id}`, (id) => ({
      id: `msg_${id}`,
      type: "message",
      role: "assistant",
      status: "completed",
      content: [],
    }));
    open.text += event.text;
    const logprobs = Array.isArray(event.logprobs) ? event.logprobs : [];
    return [
      ...events,
      { type: "response.output_text.delta", ...at(open), content_index: 0, delta: event.text, logprobs },
    ];
  }

  #reasoning(id: string, metadata: ProviderMetadata | undefined): readonly [Open, readonly ResponseEvent[]] {
    const started = this.#start(`reasoning:${id}`, (own) => ({ id: `rs_${own}`, type: "reasoning", summary: [] }));
    const [open] = started;
    if (metadata !== undefined) open.metadata = merge(open.metadata, metadata);
    return started;
  }

  #think(event: Extract<TurnEvent, { type: "reasoning-delta" }>): readonly ResponseEvent[] {
    const [open, events] = this.#reasoning(event.id, event.providerMetadata);
    if (event.text === "") return events;
    open.text += event.text;
    return [
      ...events,
      { type: "response.reasoning_summary_text.delta", ...at(open), summary_index: 0, delta: event.text },
    ];
  }

  #call({
    id: callId,
    name,
  }: {
    readonly id: string;
    readonly name: string;
  }): readonly [Open, readonly ResponseEvent[]] {
    const isCustom = this.#customs.has(name);
    return this.#start(`call:${callId}`, (id) => ({
      id: `${isCustom ? "ctc" : "fc"}_${id}`,
      type: isCustom ? "custom_tool_call" : "function_call",
      call_id: callId,
      ...splitName(name, this.#namespaces),
      ...(isCustom ? { input: "" } : { arguments: "" }),
      status: "completed",
    }));
  }

  #argument(id: string, delta: string): readonly ResponseEvent[] {
    const open = this.#open.get(`call:${id}`);
    if (open === undefined) return [];
    open.text += delta;
    // A custom tool's text is inside JSON: known when that is whole.
    if (open.item.type === "custom_tool_call") return [];
    return [{ type: "response.function_call_arguments.delta", ...at(open), delta }];
  }

  #endCall(event: Extract<TurnEvent, { type: "tool-call" }>): readonly ResponseEvent[] {
    const isBegun = this.#open.has(`call:${event.id}`);
    const before = isBegun ? [] : this.#seal(event);
    const [open, started] = this.#call(event);
    const whole = open.text === "" ? this.#argument(event.id, event.rawInput) : [];
    if (open.item.type === "custom_tool_call") open.text = customText(event);
    // Some providers sign a call only when it is whole.
    const late = isBegun ? () => this.#seal(event) : () => [];
    return [...before, ...started, ...whole, ...this.#close(`call:${event.id}`), ...late()];
  }

  /** The signature of a call, in an item of its own: reasoning without words. */
  #seal(event: Extract<TurnEvent, { type: "tool-call-start" | "tool-call" }>): readonly ResponseEvent[] {
    const encrypted_content = this.#signed.has(event.id) ? undefined : sealCall(event.id, event.providerMetadata);
    if (encrypted_content === undefined) return [];
    this.#signed.add(event.id);
    const output_index = this.output.length;
    const item = { id: `rs_${this.#prefix}_${output_index}`, type: "reasoning", summary: [], encrypted_content };
    this.output.push(item);
    return ["response.output_item.added", "response.output_item.done"].map((type) => ({ type, output_index, item }));
  }

  /** A citation belongs to the text it comes with, the newest. */
  #annotate(event: Extract<TurnEvent, { type: "source" }>): readonly ResponseEvent[] {
    const open = [...this.#open.values()].findLast(({ item }) => item.type === "message");
    if (event.url === undefined || open === undefined) return [];
    const end = open.text.length;
    const annotation = {
      type: "url_citation",
      url: event.url,
      title: event.title ?? event.url,
      start_index: end,
      end_index: end,
    };
    open.annotations.push(annotation);
    const annotation_index = open.annotations.length - 1;
    return [
      { type: "response.output_text.annotation.added", ...at(open), content_index: 0, annotation_index, annotation },
    ];
  }

  #close(key: string): readonly ResponseEvent[] {
    const open = this.#open.get(key);
    if (open === undefined) return [];
    this.#open.delete(key);
    const { item, text } = open;
    const done = (): ResponseEvent => ({ type: "response.output_item.done", output_index: open.index, item });
    if (item.type === "custom_tool_call") {
      item["input"] = text;
      return [
        { type: "response.custom_tool_call_input.delta", ...at(open), delta: text },
        { type: "response.custom_tool_call_input.done", ...at(open), input: text },
        done(),
      ];
    }
    if (item.type === "function_call") {
      item["arguments"] = text;
      return [
        { type: "response.function_call_arguments.done", ...at(open), name: item["name"], arguments: text },
        done(),
      ];
    }
    if (item.type === "reasoning") {
      item["summary"] = text === "" ? [] : [{ type: "summary_text", text }];
      item["encrypted_content"] = sealReasoning(open.metadata);
      const part = { type: "summary_text", text };
      return [
        { type: "response.reasoning_summary_text.done", ...at(open), summary_index: 0, text },
        { type: "response.reasoning_summary_part.done", ...at(open), summary_index: 0, part },
        done(),
      ];
    }
    const part = textPart(text, open.annotations);
    item["content"] = [part];
    return [
      { type: "response.output_text.done", ...at(open), content_index: 0, text, logprobs: [] },
      { type: "response.content_part.done", ...at(open), content_index: 0, part },
      done(),
    ];
  }
}

function at({ item, index }: Open): { readonly item_id: string; readonly output_index: number } {
  return { item_id: item.id, output_index: index };
}

function textPart(text: string, annotations: readonly unknown[]): Readonly<Record<string, unknown>> {
  return { type: "output_text", text, annotations, logprobs: [] };
}

function merge(a: ProviderMetadata | undefined, b: ProviderMetadata): ProviderMetadata {
  const merged: Record<string, ProviderMetadata[string]> = { ...a };
  for (const [provider, values] of Object.entries(b)) merged[provider] = { ...merged[provider], ...values };
  return merged;
}
