import type {
  FinishReason,
  MessagePart,
  ProviderMetadata,
  TurnEvent,
  TurnState,
  Usage,
} from "@ai-orchestrator/contract";
import { objectInput } from "../object-input.ts";
import { sealCall } from "../sealed-call.ts";
import { sealMetadata } from "../sealed-metadata.ts";

/** Anthropic's names for why a model stopped. */
export const STOP_REASON: Readonly<Record<FinishReason, string>> = {
  stop: "end_turn",
  length: "max_tokens",
  "tool-calls": "tool_use",
  "content-filter": "refusal",
  error: "end_turn",
  other: "end_turn",
};

/** Usage in Anthropic's shape: input without what was cached. */
export function messageUsage(usage: Usage): Readonly<Record<string, unknown>> {
  return {
    input_tokens: Math.max(0, usage.inputTokens - usage.cacheReadTokens - usage.cacheWriteTokens),
    cache_creation_input_tokens: usage.cacheWriteTokens,
    cache_read_input_tokens: usage.cacheReadTokens,
    output_tokens: usage.outputTokens,
  };
}

/** The content blocks of a whole answer. */
export function contentBlocks(state: TurnState): readonly unknown[] {
  return state.parts.flatMap(blocksOf);
}

function blocksOf(part: MessagePart): readonly unknown[] {
  const block = blockOf(part);
  const seal = part.type === "tool-call" ? sealCall(part.id, part.providerMetadata) : undefined;
  if (seal === undefined) return block === undefined ? [] : [block];
  return [{ type: "thinking", thinking: "", signature: seal }, block];
}

function blockOf(part: MessagePart): unknown {
  switch (part.type) {
    case "text":
      return { type: "text", text: part.text, citations: null };
    case "reasoning": {
      const own = part.providerMetadata?.["anthropic"];
      if (typeof own?.["redactedData"] === "string") return { type: "redacted_thinking", data: own["redactedData"] };
      const signature = signatureOf(part.providerMetadata);
      return part.text === "" && signature === undefined
        ? undefined
        : { type: "thinking", thinking: part.text, signature: signature ?? "" };
    }
    case "tool-call":
      return { type: "tool_use", id: part.id, name: part.name, input: objectInput(part.input) };
    default:
      return undefined;
  }
}

/** What must come back with thinking: Claude's signature as it is, what others need behind our seal. */
function signatureOf(metadata: ProviderMetadata | undefined): string | undefined {
  const own = metadata?.["anthropic"];
  if (typeof own?.["signature"] === "string") return own["signature"];
  // A block that Anthropic hides says all there is in its data.
  return typeof own?.["redactedData"] === "string" ? undefined : sealMetadata(metadata);
}

/** One event to send: its name and its data. */
export interface NamedEvent {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Turns events into Anthropic's block events; knows which block is open. */
export class BlockEvents {
  #index = -1;
  #open: "text" | "thinking" | "tool_use" | undefined;
  /** What must come back with the thinking that is open. */
  #metadata: ProviderMetadata | undefined;
  /** The call whose block is open; others that run beside it wait, for blocks never interleave. */
  #call: { readonly id: string; readonly isSigned: boolean; streamed: boolean; held: string } | undefined;
  #waiting: Extract<TurnEvent, { type: "tool-call" }>[] = [];

  /** The events one event becomes. */
  of(event: TurnEvent): readonly NamedEvent[] {
    switch (event.type) {
      case "reasoning-start":
        return this.#startThinking(event);
      case "reasoning-delta": {
        const started = this.#ensure("thinking", { type: "thinking", thinking: "", signature: "" });
        this.#learn(event.providerMetadata);
        return event.text === ""
          ? started
          : [...started, this.#delta({ type: "thinking_delta", thinking: event.text })];
      }
      case "reasoning-end":
        this.#learn(event.providerMetadata);
        return this.close();
      case "text-delta":
        return [
          ...this.#ensure("text", { type: "text", text: "" }),
          this.#delta({ type: "text_delta", text: event.text }),
        ];
      case "text-end":
        return this.close();
      case "tool-call-start":
        return this.#call === undefined ? this.#startCall(event) : [];
      case "tool-call-delta":
        return this.#call?.id === event.id ? this.#argument(this.#call, event.json) : [];
      case "tool-call":
        return this.#endCall(event);
      default:
        return [];
    }
  }

  /** Ends the open block. */
  close(): readonly NamedEvent[] {
    if (this.#open === undefined) return [];
    const signature = this.#open === "thinking" ? signatureOf(this.#metadata) : undefined;
    this.#open = undefined;
    this.#call = undefined;
    this.#metadata = undefined;
    const waiting = this.#waiting.splice(0);
    return [
      ...(signature === undefined ? [] : [this.#delta({ type: "signature_delta", signature })]),
      { name: "content_block_stop", data: { type: "content_block_stop", index: this.#index } },
      ...waiting.flatMap((call) => this.#endCall(call)),
    ];
  }

  #startThinking(event: Extract<TurnEvent, { type: "reasoning-start" }>): readonly NamedEvent[] {
    const redacted = event.providerMetadata?.["anthropic"]?.["redactedData"];
    if (typeof redacted !== "string") {
      const started = this.#start("thinking", { type: "thinking", thinking: "", signature: "" });
      this.#learn(event.providerMetadata);
      return started;
    }
    return this.#start("thinking", { type: "redacted_thinking", data: redacted });
  }

  #startCall(event: Extract<TurnEvent, { type: "tool-call-start" | "tool-call" }>): readonly NamedEvent[] {
    const sealed = this.#seal(event);
    const started = this.#start("tool_use", { type: "tool_use", id: event.id, name: event.name, input: {} });
    this.#call = { id: event.id, isSigned: sealed.length > 0, streamed: false, held: "" };
    return [...sealed, ...started];
  }

  /** The signature of a call, in a block of its own: thinking without words. */
  #seal({ id, providerMetadata }: { readonly id: string; readonly providerMetadata?: ProviderMetadata }): NamedEvent[] {
    const signature = sealCall(id, providerMetadata);
    if (signature === undefined) return [];
    const started = this.#start("thinking", { type: "thinking", thinking: "", signature: "" });
    return [...started, this.#delta({ type: "signature_delta", signature }), ...this.close()];
  }

  /** A piece of a call's arguments, sent on once they are known to be an object; whatever else they are is told whole. */
  #argument(call: { streamed: boolean; held: string }, json: string): readonly NamedEvent[] {
    const piece = call.held + json;
    call.streamed ||= piece.trimStart().startsWith("{");
    call.held = call.streamed ? "" : piece;
    return call.streamed ? [this.#delta({ type: "input_json_delta", partial_json: piece })] : [];
  }

  #endCall(event: Extract<TurnEvent, { type: "tool-call" }>): readonly NamedEvent[] {
    if (this.#call !== undefined && this.#call.id !== event.id) {
      this.#waiting.push(event);
      return [];
    }
    const started = this.#call === undefined ? this.#startCall(event) : [];
    const whole =
      this.#call?.streamed === true
        ? []
        : [this.#delta({ type: "input_json_delta", partial_json: JSON.stringify(objectInput(event.input)) })];
    // Some providers sign a call only when it is whole.
    const late = this.#call?.isSigned === true ? [] : this.#seal(event);
    return [...started, ...whole, ...(late.length > 0 ? late : this.close())];
  }

  /** What is known of a block's signature; the events of a block may each say a piece. */
  #learn(metadata: ProviderMetadata | undefined): void {
    if (this.#open !== "thinking" || metadata === undefined) return;
    const known: Record<string, ProviderMetadata[string]> = { ...this.#metadata };
    for (const [provider, values] of Object.entries(metadata)) known[provider] = { ...known[provider], ...values };
    this.#metadata = known;
  }

  #ensure(kind: "text" | "thinking", block: unknown): readonly NamedEvent[] {
    return this.#open === kind ? [] : this.#start(kind, block);
  }

  #start(kind: "text" | "thinking" | "tool_use", block: unknown): readonly NamedEvent[] {
    const closed = this.close();
    this.#index += 1;
    this.#open = kind;
    return [
      ...closed,
      { name: "content_block_start", data: { type: "content_block_start", index: this.#index, content_block: block } },
    ];
  }

  #delta(delta: unknown): NamedEvent {
    return { name: "content_block_delta", data: { type: "content_block_delta", index: this.#index, delta } };
  }
}
