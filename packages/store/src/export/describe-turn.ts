import type { Conversation, FilePart, ImagePart, MessagePart, SourcePart, StoredTurn } from "@ai-orchestrator/contract";

/** The text parts of a message, joined by blank lines. */
export function textOf(parts: readonly MessagePart[]): string {
  return parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n\n");
}

/** The reasoning parts, joined by blank lines. */
export function reasoningOf(parts: readonly MessagePart[]): string {
  return parts.flatMap((part) => (part.type === "reasoning" ? [part.text] : [])).join("\n\n");
}

/** Citations. */
export function sourcesOf(parts: readonly MessagePart[]): readonly SourcePart[] {
  return parts.filter((part): part is SourcePart => part.type === "source");
}

/** Pictures and files. */
export function mediaOf(parts: readonly MessagePart[]): readonly (ImagePart | FilePart)[] {
  return parts.filter((part): part is ImagePart | FilePart => part.type === "image" || part.type === "file");
}

/** Tool calls and results as name and text. */
export function toolsOf(parts: readonly MessagePart[]): readonly { readonly title: string; readonly body: string }[] {
  return parts.flatMap((part) => {
    if (part.type === "tool-call")
      return [{ title: `Tool call: ${part.name}`, body: JSON.stringify(part.input, undefined, 2) }];
    if (part.type === "tool-result")
      return [
        {
          title: `Tool result: ${part.name}`,
          body: typeof part.output === "string" ? part.output : JSON.stringify(part.output, undefined, 2),
        },
      ];
    return [];
  });
}

/** Name, type and size of an attachment on one line. */
export function mediaLabel(media: ImagePart | FilePart): string {
  const bytes = media.data === undefined ? undefined : Math.floor((media.data.length * 3) / 4);
  return [
    media.name ?? media.type,
    media.mediaType,
    bytes === undefined ? media.url : `${bytes.toLocaleString("en")} bytes`,
  ]
    .filter((part) => part !== undefined)
    .join(", ");
}

/** False for a turn that reached no model, or whose model counted nothing. */
export function hasTokens<T extends Partial<Pick<StoredTurn, "usage">>>(
  turn: T,
): turn is T & Required<Pick<StoredTurn, "usage">> {
  return turn.usage !== undefined && turn.usage.inputTokens + turn.usage.outputTokens > 0;
}

/** Who answered and at what cost, on one line. */
export function answerLabel(turn: StoredTurn): string {
  const tokens = hasTokens(turn) ? `${turn.usage.inputTokens} + ${turn.usage.outputTokens} tokens` : undefined;
  const parts = [
    turn.model,
    turn.provider,
    tokens,
    costLabel(turn.cost),
    turn.latencyMs === undefined ? undefined : `${(turn.latencyMs / 1000).toFixed(1)} s`,
  ];
  const known = parts.filter((part) => part !== undefined);
  if (turn.status !== "complete")
    known.push(turn.error === undefined ? turn.status : `${turn.status}: ${turn.error.message}`);
  return known.join(" · ");
}

/** A title for a conversation that may have none. */
export function titleOf(conversation: Conversation): string {
  return conversation.title.replaceAll(/\s+/g, " ").trim() || "Conversation";
}

/** ISO time as a person reads it, UTC. */
export function timeLabel(iso: string): string {
  return `${iso.slice(0, 19).replace("T", " ")} UTC`;
}

/** A line about a whole conversation. */
export function conversationLabel(conversation: Conversation): string {
  const turns = `${conversation.turnCount} ${conversation.turnCount === 1 ? "turn" : "turns"}`;
  return [timeLabel(conversation.createdAt), turns, costLabel(conversation.cost)]
    .filter((part) => part !== undefined)
    .join(" · ");
}

function costLabel(cost: StoredTurn["cost"]): string | undefined {
  if (cost === undefined) return undefined;
  return cost.usd === null ? "cost unknown" : `$${cost.usd.toFixed(cost.usd !== 0 && cost.usd < 0.01 ? 6 : 2)}`;
}
