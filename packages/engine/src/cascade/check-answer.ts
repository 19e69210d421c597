import { messageText, type FinishReason, type MessagePart, type TurnRequest } from "@ai-orchestrator/contract";
import { brokenCode } from "./broken-code.ts";
import { isRefusal, soundsUnsure } from "./doubt-words.ts";
import { missesFormat } from "./misses-format.ts";

/** What is wrong with a first answer; closed, so that surfaces can translate it. */
export type Flaw = "empty" | "cut_off" | "filtered" | "refused" | "unsure" | "repeats" | "format" | "code" | "judged";

/** A flaw with what a person reads. */
export interface FoundFlaw {
  readonly flaw: Flaw;
  /** Completes "its answer …". */
  readonly text: string;
}

/**
 * What can be seen to be wrong with an answer without another model: nothing said, broken off, filtered, refused, unsure by
 * its own words, going round in circles, not in the format asked for, code or JSON that cannot be read. Undefined if
 * nothing is; that does not make the answer right. Linear in its length.
 */
export function checkAnswer(
  answer: { readonly parts: readonly MessagePart[]; readonly finishReason: FinishReason },
  request: Pick<TurnRequest, "responseFormat" | "maxOutputTokens">,
): FoundFlaw | undefined {
  const text = messageText({ role: "assistant", parts: answer.parts }).trim();
  const hasMedia = answer.parts.some((part) => part.type === "image" || part.type === "file");
  if (text === "" && !hasMedia) return { flaw: "empty", text: "is empty" };
  if (answer.finishReason === "content-filter") return { flaw: "filtered", text: "was stopped by a content filter" };
  // A length that the caller chose would cut the next model's answer as well.
  if (answer.finishReason === "length" && request.maxOutputTokens === undefined)
    return { flaw: "cut_off", text: "breaks off at the token limit" };
  const format = missesFormat(text, request.responseFormat);
  if (format !== undefined) return { flaw: "format", text: format };
  if (request.responseFormat?.type === "json") return undefined;
  if (isRefusal(text)) return { flaw: "refused", text: "declines the question" };
  if (soundsUnsure(text)) return { flaw: "unsure", text: "says that it does not know" };
  if (repeats(text)) return { flaw: "repeats", text: "repeats itself" };
  const code = brokenCode(text);
  return code === undefined ? undefined : { flaw: "code", text: code };
}

/** Equal long lines in a row that no text has on purpose. */
const MOST_ALIKE = 6;

function repeats(text: string): boolean {
  let before = "";
  let alike = 1;
  for (const line of text.split("\n")) {
    const trimmed = line.trim();
    if (trimmed === "") continue;
    alike = trimmed === before && trimmed.length >= 12 ? alike + 1 : 1;
    if (alike >= MOST_ALIKE) return true;
    before = trimmed;
  }
  return false;
}
