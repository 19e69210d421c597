import type { Message, MessagePart, Model } from "@ai-orchestrator/contract";

/** True if a part can only be read by a model that takes more than text. */
export function isMedia(part: MessagePart): boolean {
  return part.type === "image" || (part.type === "file" && part.text === undefined);
}

/** The messages with a note in place of every picture or file that has no text. */
export function withoutMedia(messages: readonly Message[]): readonly Message[] {
  return messages.map((message) =>
    message.parts.some(isMedia)
      ? { ...message, parts: message.parts.map((part) => (isMedia(part) ? noteFor(part) : part)) }
      : message,
  );
}

/** Earlier messages fitted to what `model` can take; the last message, the question, stays as it is. */
export function fitHistory(messages: readonly Message[], model: Model): readonly Message[] {
  const history = messages.slice(0, -1);
  const takesAll = history.every((message) => message.parts.every((part) => !isMedia(part) || takes(model, part)));
  return takesAll ? messages : [...withoutMedia(history), ...messages.slice(-1)];
}

function takes(model: Model, part: MessagePart): boolean {
  if (part.type === "image") return model.input.includes("image");
  if (part.type !== "file") return true;
  const kind = part.mediaType === "application/pdf" ? "pdf" : part.mediaType.split("/")[0];
  return model.input.some((modality) => modality === kind);
}

function noteFor(part: MessagePart): MessagePart {
  const name = (part.type === "image" || part.type === "file") && part.name !== undefined ? ` ${part.name}` : "";
  return {
    type: "text",
    text: `(${part.type === "image" ? "A picture" : "A file"}${name} was here; it is not shown to you.)`,
  };
}
