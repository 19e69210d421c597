import type { LanguageModelV4Prompt } from "@ai-sdk/provider";

/** Stands where a text will stand; no text of a caller's holds it by chance. */
const MARK = `<${crypto.randomUUID()}:`;

/** A prompt of nothing but texts, taken apart: who says how many of them, and the texts in order. */
export interface PlainPrompt {
  readonly shape: string;
  readonly texts: readonly string[];
}

/**
 * The prompt taken apart; undefined where it holds anything but texts, or marks of the provider's own, or something that
 * an SDK looks at: an empty text, and an answer to go on from, whose end Anthropic's trims.
 */
export function plainPrompt(prompt: LanguageModelV4Prompt): PlainPrompt | undefined {
  const last = prompt.at(-1);
  if (last === undefined || last.role === "assistant") return undefined;
  let shape = "";
  const texts: string[] = [];
  for (const message of prompt) {
    if (message.providerOptions !== undefined || message.role === "tool") return undefined;
    if (message.role === "system") texts.push(message.content);
    else
      for (const part of message.content) {
        if (part.type !== "text" || part.providerOptions !== undefined) return undefined;
        texts.push(part.text);
      }
    shape += `${message.role}${message.role === "system" ? 1 : message.content.length} `;
  }
  return texts.includes("") ? undefined : { shape, texts };
}

/** The same prompt with marks in place of its texts. */
export function markedPrompt(prompt: LanguageModelV4Prompt): LanguageModelV4Prompt {
  let index = 0;
  const mark = (): string => `${MARK}${index++}>`;
  return prompt.map((message) => {
    if (message.role === "system") return { ...message, content: mark() };
    if (message.role === "user")
      return {
        ...message,
        content: message.content.map((part) => (part.type === "text" ? { ...part, text: mark() } : part)),
      };
    if (message.role === "assistant")
      return {
        ...message,
        content: message.content.map((part) => (part.type === "text" ? { ...part, text: mark() } : part)),
      };
    return message;
  });
}

/** A JSON body with holes for texts. */
export interface BodyTemplate {
  /** The body with these texts, in the order of the marks. */
  fill(texts: readonly string[]): string;
}

/** The template of a body written from a marked prompt; undefined where one of `count` texts is not in it. */
export function bodyTemplate(body: string, count: number): BodyTemplate | undefined {
  const pieces = body.split(MARK);
  const holes = pieces.slice(1).map((piece) => Number.parseInt(piece, 10));
  const fixed = pieces.map((piece, index) => (index === 0 ? piece : piece.slice(piece.indexOf(">") + 1)));
  if (new Set(holes).size !== count) return undefined;
  return {
    fill(texts) {
      let filled = fixed[0] ?? "";
      for (const [index, hole] of holes.entries())
        // Within a string, whatever else the SDK put into it: quotes are the template's own.
        filled += JSON.stringify(texts[hole]).slice(1, -1) + (fixed[index + 1] ?? "");
      return filled;
    },
  };
}
