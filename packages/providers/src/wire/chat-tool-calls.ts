import type { JsonObject } from "@ai-orchestrator/contract";
import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { generateId, StreamingToolCallTracker } from "@ai-sdk/provider-utils";
import { numberOf, objectOf, textOf } from "./json-fields.ts";

/** The tool calls of one chat completion. */
export interface ChatToolCalls {
  /** Takes one entry of a delta's `tool_calls`; `place` is its place in a whole message. */
  add(call: JsonObject, place: number | undefined): void;
  /** Ends calls that are still open. */
  end(): void;
}

interface Pending {
  id: string | undefined;
  args: string;
  signature: string | undefined;
}

/** Which piece belongs to which call is the SDK's tracker's to say: servers differ in ids and indexes. A call's first pieces wait for its name. */
export function createChatToolCalls(
  emit: (part: LanguageModelV4StreamPart) => void,
  namespace: string | undefined,
): ChatToolCalls {
  const named = new Set<number>();
  const pending = new Map<number, Pending>();
  let made: StreamingToolCallTracker<Delta> | undefined;
  const tracker = (): StreamingToolCallTracker<Delta> =>
    (made ??= new StreamingToolCallTracker<Delta>(
      { enqueue: (part) => part !== undefined && emit(part) },
      {
        generateId,
        extractMetadata: ({ signature }) =>
          signature === undefined || namespace === undefined
            ? undefined
            : { [namespace]: { thoughtSignature: signature } },
        buildToolCallProviderMetadata: (metadata) => metadata,
      },
    ));
  return {
    add(call, place) {
      const piece = pieceOf(call);
      const index = numberOf(call["index"]) ?? place;
      if (index === undefined) return tracker().processDelta(deltaOf(piece));
      if (named.has(index)) return tracker().processDelta(deltaOf(piece, index));
      const known = pending.get(index);
      const joined: Pending = {
        id: known?.id ?? piece.id,
        args: `${known?.args ?? ""}${piece.args}`,
        signature: known?.signature ?? piece.signature,
      };
      if (piece.name === undefined) {
        pending.set(index, joined);
        return undefined;
      }
      pending.delete(index);
      named.add(index);
      return tracker().processDelta(deltaOf({ ...joined, name: piece.name }, index));
    },
    end() {
      for (const [index, piece] of pending) tracker().processDelta(deltaOf(piece, index));
      made?.flush();
    },
  };
}

interface Piece extends Pending {
  readonly name?: string | undefined;
}

interface Delta {
  readonly index?: number | null;
  readonly id?: string | null;
  readonly function?: { readonly name?: string | null; readonly arguments?: string | null };
  readonly signature?: string | undefined;
}

function pieceOf(call: JsonObject): Piece {
  const called = objectOf(call["function"]);
  return {
    id: textOf(call["id"]),
    name: textOf(called?.["name"]),
    args: argumentsOf(called),
    signature: textOf(objectOf(objectOf(call["extra_content"])?.["google"])?.["thought_signature"]),
  };
}

/** Some servers send the arguments of a whole call as an object. */
function argumentsOf(called: JsonObject | undefined): string {
  const args = called?.["arguments"];
  return typeof args === "string" ? args : args === undefined || args === null ? "" : JSON.stringify(args);
}

function deltaOf({ id, name, args, signature }: Piece, index?: number): Delta {
  return {
    ...(index === undefined ? {} : { index }),
    ...(id === undefined ? {} : { id }),
    function: { ...(name === undefined ? {} : { name }), arguments: args },
    signature,
  };
}
