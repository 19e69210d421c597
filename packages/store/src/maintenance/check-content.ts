import { decodeTexts, unpackDecision } from "../conversations/turn-row.ts";
import type { StoreContext } from "../store-context.ts";
import type { Problems } from "./check-integrity.ts";

/** Reads every content there is: each must open under the key and parse, and each attachment must be the bytes its name says. */
export function contentCheck(context: StoreContext): Problems {
  return [...turnProblems(context), ...attachmentProblems(context)];
}

function turnProblems(context: StoreContext): string[] {
  const problems: string[] = [];
  for (const row of context.database.raw.prepare("SELECT id, question, answer, decision, facts FROM turn").iterate()) {
    const fault = failureOf(() => {
      decodeTexts(row, context);
      if (row.decision !== null) unpackDecision(row.decision, String(row.id), context.codec);
    });
    if (fault !== undefined) problems.push(`turn ${String(row.id)} cannot be read: ${fault}`);
  }
  return problems;
}

function attachmentProblems({ database, codec }: StoreContext): string[] {
  const problems: string[] = [];
  for (const { hash, bytes } of database.raw.prepare("SELECT hash, bytes FROM attachment").iterate()) {
    const fault = failureOf(() => {
      const found =
        bytes instanceof Uint8Array ? codec.contentHash(codec.openBytes(bytes, `attachment|${String(hash)}`)) : "";
      if (found !== hash) throw new Error("its bytes are others");
    });
    if (fault !== undefined) problems.push(`attachment ${String(hash).slice(0, 12)} is damaged: ${fault}`);
  }
  return problems;
}

function failureOf(read: () => void): string | undefined {
  try {
    read();
    return undefined;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}
