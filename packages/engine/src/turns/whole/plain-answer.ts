import type { MessagePart, ModelEvent } from "@ai-orchestrator/contract";

/** An answer of nothing but texts and tool calls, in which nothing is odd. */
export interface PlainAnswer {
  readonly parts: readonly MessagePart[];
  readonly start: Extract<ModelEvent, { type: "response-start" }> | undefined;
  readonly end: Extract<ModelEvent, { type: "finish" }>;
  /** How many events of a turn it would be told in. */
  readonly events: number;
}

/**
 * What the events of a call come to, or undefined where more is to be said or asked of them than is said here: reasoning,
 * media, sources, signatures, blocks within blocks, an answer that is empty, too long, unpaid or ended badly. What it gives
 * equals the fold of what `ContentRelay` passes on.
 */
export function plainAnswer(events: readonly ModelEvent[], mostChars: number): PlainAnswer | undefined {
  const parts: MessagePart[] = [];
  let start: PlainAnswer["start"];
  let open: string | undefined;
  let text = "";
  let chars = 0;
  let told = 0;
  for (const event of events) {
    switch (event.type) {
      case "response-start":
        if (start !== undefined) return undefined;
        start = event;
        break;
      case "text-start":
        if (open !== undefined || event.providerMetadata !== undefined) return undefined;
        open = event.id;
        text = "";
        break;
      case "text-delta":
        if (event.id !== open || event.logprobs !== undefined) return undefined;
        text += event.text;
        break;
      case "text-end":
        if (event.id !== open || event.providerMetadata !== undefined) return undefined;
        open = undefined;
        if (text === "") break;
        parts.push({ type: "text", text });
        chars += text.length;
        // A start, one piece (they are joined where nobody watches) and an end.
        told += 3;
        break;
      case "tool-call-start":
      case "tool-call-delta":
        if (open !== undefined) return undefined;
        told += 1;
        break;
      case "tool-call": {
        const { id, name, input, rawInput, providerMetadata } = event;
        if (open !== undefined || providerMetadata !== undefined || name === "") return undefined;
        parts.push({ type: "tool-call", id, name, input, rawInput });
        told += 1;
        break;
      }
      case "finish": {
        const isBad = event.reason === "error" || event.usage.inputTokens + event.usage.outputTokens === 0;
        if (isBad || open !== undefined || parts.length === 0 || chars > mostChars) return undefined;
        return { parts, start, end: event, events: told };
      }
      default:
        return undefined;
    }
  }
  return undefined;
}
