import type { FinishReason, MessagePart, TurnEvent, TurnState, Usage } from "@ai-orchestrator/contract";

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
  return state.parts.flatMap((part) => blockOf(part) ?? []);
}

function blockOf(part: MessagePart): unknown {
  switch (part.type) {
    case "text":
      return { type: "text", text: part.text, citations: null };
    case "reasoning": {
      const own = part.providerMetadata?.["anthropic"];
      if (typeof own?.["redactedData"] === "string") return { type: "redacted_thinking", data: own["redactedData"] };
      return {
        type: "thinking",
        thinking: part.text,
        signature: typeof own?.["signature"] === "string" ? own["signature"] : "",
      };
    }
    case "tool-call":
      return { type: "tool_use", id: part.id, name: part.name, input: part.input };
    default:
      return undefined;
  }
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
  /** The call whose block is open; others that run beside it wait, for blocks never interleave. */
  #call: { readonly id: string; streamed: boolean } | undefined;
  #waiting: Extract<TurnEvent, { type: "tool-call" }>[] = [];

  /** The events one event becomes. */
  of(event: TurnEvent): readonly NamedEvent[] {
    switch (event.type) {
      case "reasoning-start":
        return this.#startThinking(event);
      case "reasoning-delta":
        return [
          ...this.#ensure("thinking", { type: "thinking", thinking: "", signature: "" }),
          ...(event.text === "" ? [] : [this.#delta({ type: "thinking_delta", thinking: event.text })]),
          ...this.#signature(event.providerMetadata),
        ];
      case "reasoning-end":
        return [...this.#signature(event.providerMetadata), ...this.close()];
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
        if (this.#call?.id !== event.id) return [];
        this.#call.streamed = true;
        return [this.#delta({ type: "input_json_delta", partial_json: event.json })];
      case "tool-call":
        return this.#endCall(event);
      default:
        return [];
    }
  }

  /** Ends the open block. */
  close(): readonly NamedEvent[] {
    if (this.#open === undefined) return [];
    this.#open = undefined;
    this.#call = undefined;
    const waiting = this.#waiting.splice(0);
    return [
      { name: "content_block_stop", data: { type: "content_block_stop", index: this.#index } },
      ...waiting.flatMap((call) => this.#endCall(call)),
    ];
  }

  #startThinking(event: Extract<TurnEvent, { type: "reasoning-start" }>): readonly NamedEvent[] {
    const redacted = event.providerMetadata?.["anthropic"]?.["redactedData"];
    if (typeof redacted !== "string") return this.#start("thinking", { type: "thinking", thinking: "", signature: "" });
    return this.#start("thinking", { type: "redacted_thinking", data: redacted });
  }

  #startCall(event: { readonly id: string; readonly name: string }): readonly NamedEvent[] {
    const started = this.#start("tool_use", { type: "tool_use", id: event.id, name: event.name, input: {} });
    this.#call = { id: event.id, streamed: false };
    return started;
  }

  #endCall(event: Extract<TurnEvent, { type: "tool-call" }>): readonly NamedEvent[] {
    if (this.#call !== undefined && this.#call.id !== event.id) {
      this.#waiting.push(event);
      return [];
    }
    const started = this.#call === undefined ? this.#startCall(event) : [];
    const whole =
      this.#call?.streamed === true ? [] : [this.#delta({ type: "input_json_delta", partial_json: event.rawInput })];
    return [...started, ...whole, ...this.close()];
  }

  #signature(metadata: Extract<TurnEvent, { type: "reasoning-end" }>["providerMetadata"]): readonly NamedEvent[] {
    const signature = metadata?.["anthropic"]?.["signature"];
    return typeof signature === "string" && this.#open === "thinking"
      ? [this.#delta({ type: "signature_delta", signature })]
      : [];
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
