import type { FinishReason, TurnEvent, TurnState, Usage } from "@ai-orchestrator/contract";

/** OpenAI's names for why a model stopped. */
export const FINISH: Readonly<Record<FinishReason, string>> = {
  stop: "stop",
  length: "length",
  "tool-calls": "tool_calls",
  "content-filter": "content_filter",
  error: "stop",
  other: "stop",
};

/** Usage in OpenAI's shape. */
export function chatUsage(usage: Usage): Readonly<Record<string, unknown>> {
  return {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
    prompt_tokens_details: { cached_tokens: usage.cacheReadTokens, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: usage.reasoningTokens,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

/** One choice of a whole answer. */
export function chatChoice(
  state: TurnState,
  index: number,
  logprobs: readonly unknown[],
): Readonly<Record<string, unknown>> {
  const texts: string[] = [];
  const reasoning: string[] = [];
  const calls: unknown[] = [];
  const annotations: unknown[] = [];
  for (const part of state.parts) {
    if (part.type === "text") texts.push(part.text);
    else if (part.type === "reasoning") reasoning.push(part.text);
    else if (part.type === "tool-call") {
      calls.push({
        id: part.id,
        type: "function",
        function: { name: part.name, arguments: part.rawInput ?? JSON.stringify(part.input) },
        ...(part.providerMetadata === undefined ? {} : { provider_metadata: part.providerMetadata }),
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
      ...(calls.length > 0 ? { tool_calls: calls } : {}),
      ...(annotations.length > 0 ? { annotations } : {}),
    },
    logprobs: logprobs.length === 0 ? null : { content: logprobs, refusal: null },
    finish_reason: FINISH[state.finishReason ?? "stop"],
  };
}

/** Turns the events of one choice into deltas; remembers only which tool call is which. */
export class ChatDeltas {
  readonly #indexes = new Map<string, number>();
  readonly #streamed = new Set<string>();

  /** The delta of an event, or undefined where it says nothing in this dialect. */
  of(event: TurnEvent): Readonly<Record<string, unknown>> | undefined {
    switch (event.type) {
      case "text-delta":
        return { content: event.text };
      case "reasoning-delta":
        return { reasoning_content: event.text };
      case "tool-call-start":
        return {
          tool_calls: [
            {
              index: this.#index(event.id),
              id: event.id,
              type: "function",
              function: { name: event.name, arguments: "" },
            },
          ],
        };
      case "tool-call-delta":
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

  #wholeCall(event: Extract<TurnEvent, { type: "tool-call" }>): Readonly<Record<string, unknown>> | undefined {
    const known = this.#indexes.has(event.id);
    if (this.#streamed.has(event.id)) return undefined;
    const index = this.#index(event.id);
    const named = known ? {} : { id: event.id, type: "function" };
    return {
      tool_calls: [
        { index, ...named, function: { ...(known ? {} : { name: event.name }), arguments: event.rawInput } },
      ],
    };
  }

  #index(id: string): number {
    const known = this.#indexes.get(id);
    if (known !== undefined) return known;
    const index = this.#indexes.size;
    this.#indexes.set(id, index);
    return index;
  }
}
