import type {
  FinishReason,
  JsonObject,
  ProviderMetadata,
  TurnEvent,
  TurnState,
  Usage,
} from "@ai-orchestrator/contract";
import { callExtras, reasoningDetail } from "./chat-extras.ts";
import { customText } from "./openai-tools.ts";

/** OpenAI's names for why a model stopped. */
export const FINISH: Readonly<Record<FinishReason, string>> = {
  stop: "stop",
  length: "length",
  "tool-calls": "tool_calls",
  "content-filter": "content_filter",
  error: "stop",
  other: "stop",
};

/** Usage in OpenAI's shape, as JSON: written so, it costs a third of an object that is serialized. */
export function chatUsage(usage: Usage): string {
  const [read, written] = [usage.inputTokens, usage.outputTokens];
  return (
    `{"prompt_tokens":${count(read)},"completion_tokens":${count(written)},"total_tokens":${count(read + written)},` +
    `"prompt_tokens_details":{"cached_tokens":${count(usage.cacheReadTokens)},"audio_tokens":0},` +
    `"completion_tokens_details":{"reasoning_tokens":${count(usage.reasoningTokens)},"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}`
  );
}

/** A provider may count in numbers that JSON has no word for. */
function count(tokens: number): number | null {
  return Number.isFinite(tokens) ? tokens : null;
}

/** One choice of a whole answer. */
export function chatChoice(
  state: TurnState,
  index: number,
  { logprobs, customs }: { readonly logprobs: readonly unknown[]; readonly customs: ReadonlySet<string> },
): Readonly<Record<string, unknown>> {
  const texts: string[] = [];
  const reasoning: string[] = [];
  const details: JsonObject[] = [];
  const calls: unknown[] = [];
  const annotations: unknown[] = [];
  for (const part of state.parts) {
    if (part.type === "text") texts.push(part.text);
    else if (part.type === "reasoning") {
      reasoning.push(part.text);
      details.push(...[reasoningDetail(part.text, part.providerMetadata, reasoning.length - 1)].filter(isDefined));
    } else if (part.type === "tool-call") {
      calls.push({
        id: part.id,
        ...(customs.has(part.name)
          ? { type: "custom", custom: { name: part.name, input: customText(part) } }
          : {
              type: "function",
              function: { name: part.name, arguments: part.rawInput ?? JSON.stringify(part.input) },
            }),
        ...callExtras(part.providerMetadata),
      });
    } else if (part.type === "source" && part.url !== undefined) {
      annotations.push({
        type: "url_citation",
        url_citation: { url: part.url, title: part.title ?? part.url, start_index: 0, end_index: 0 },
      });
    }
  }
  return {
    index,
    message: {
      role: "assistant",
      content: texts.length === 0 && calls.length > 0 ? null : texts.join(""),
      refusal: null,
      ...(reasoning.length > 0 ? { reasoning_content: reasoning.join("") } : {}),
      ...(details.length > 0 ? { reasoning_details: details } : {}),
      ...(calls.length > 0 ? { tool_calls: calls } : {}),
      ...(annotations.length > 0 ? { annotations } : {}),
    },
    logprobs: logprobs.length === 0 ? null : { content: logprobs, refusal: null },
    finish_reason: FINISH[state.finishReason ?? "stop"],
  };
}

interface Thought {
  readonly index: number;
  readonly text: string;
  readonly metadata: ProviderMetadata | undefined;
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined;
}

/** Turns the events of one choice into deltas; remembers only which tool call is which. */
export class ChatDeltas {
  readonly #indexes = new Map<string, number>();
  readonly #streamed = new Set<string>();
  readonly #customs: ReadonlySet<string>;
  readonly #thoughts = new Map<string, Thought>();
  /** Calls of custom tools: their text is known when their JSON is whole. */
  readonly #plain = new Set<string>();
  /** Calls whose first piece said what comes with them. */
  readonly #signed = new Set<string>();

  constructor(customs: ReadonlySet<string>) {
    this.#customs = customs;
  }

  /** The delta of an event that is no piece of text, or undefined where it says nothing in this dialect. */
  of(event: TurnEvent): Readonly<Record<string, unknown>> | undefined {
    switch (event.type) {
      case "reasoning-start":
        this.#note(event);
        return undefined;
      case "reasoning-delta":
        this.#note(event, event.text);
        return event.text === "" ? undefined : { reasoning_content: event.text };
      case "reasoning-end":
        return this.#endReasoning(event);
      case "tool-call-start":
        return this.#startCall(event);
      case "tool-call-delta":
        if (this.#plain.has(event.id)) return undefined;
        this.#streamed.add(event.id);
        return { tool_calls: [{ index: this.#index(event.id), function: { arguments: event.json } }] };
      case "tool-call":
        return this.#wholeCall(event);
      case "source":
        return event.url === undefined
          ? undefined
          : {
              annotations: [
                {
                  type: "url_citation",
                  url_citation: { url: event.url, title: event.title ?? event.url, start_index: 0, end_index: 0 },
                },
              ],
            };
      default:
        return undefined;
    }
  }

  /** With its signature where that is known: Google says both at once, and the AI SDK (so opencode) reads it nowhere else. */
  #startCall(event: Extract<TurnEvent, { type: "tool-call-start" }>): Readonly<Record<string, unknown>> {
    const extras = callExtras(event.providerMetadata);
    if ("extra_content" in extras) this.#signed.add(event.id);
    return { tool_calls: [{ index: this.#index(event.id), id: event.id, ...this.#named(event), ...extras }] };
  }

  #wholeCall(event: Extract<TurnEvent, { type: "tool-call" }>): Readonly<Record<string, unknown>> | undefined {
    const known = this.#indexes.has(event.id);
    const extras = this.#signed.has(event.id) ? {} : callExtras(event.providerMetadata);
    if (this.#streamed.has(event.id))
      return Object.keys(extras).length === 0
        ? undefined
        : // Clients look for a function in every piece of a call, OpenAI's own in Python fails without one.
          { tool_calls: [{ index: this.#index(event.id), function: { arguments: "" }, ...extras }] };
    const head = { index: this.#index(event.id), ...(known ? {} : { id: event.id }), ...extras };
    const named = this.#named(event);
    const name = known ? {} : { name: event.name };
    const type = known ? {} : { type: named.type };
    const said =
      named.type === "custom"
        ? { custom: { ...name, input: customText(event) } }
        : { function: { ...name, arguments: event.rawInput } };
    return { tool_calls: [{ ...head, ...type, ...said }] };
  }

  #note(
    { id, providerMetadata }: { readonly id: string; readonly providerMetadata?: ProviderMetadata },
    words = "",
  ): Thought {
    const known = this.#thoughts.get(id);
    const thought = {
      index: known?.index ?? this.#thoughts.size,
      text: (known?.text ?? "") + words,
      metadata: providerMetadata === undefined ? known?.metadata : { ...known?.metadata, ...providerMetadata },
    };
    this.#thoughts.set(id, thought);
    return thought;
  }

  #endReasoning(event: Extract<TurnEvent, { type: "reasoning-end" }>): Readonly<Record<string, unknown>> | undefined {
    const { text, metadata, index } = this.#note(event);
    const detail = reasoningDetail(text, metadata, index);
    return detail === undefined ? undefined : { reasoning_details: [detail] };
  }

  /** The beginning of a call, nothing of its input said yet. */
  #named({
    id,
    name,
  }: {
    readonly id: string;
    readonly name: string;
  }):
    | { readonly type: "function"; readonly function: unknown }
    | { readonly type: "custom"; readonly custom: unknown } {
    if (!this.#customs.has(name)) return { type: "function", function: { name, arguments: "" } };
    this.#plain.add(id);
    return { type: "custom", custom: { name, input: "" } };
  }

  #index(id: string): number {
    const known = this.#indexes.get(id);
    if (known !== undefined) return known;
    const index = this.#indexes.size;
    this.#indexes.set(id, index);
    return index;
  }
}
