import type { ProviderMetadata, ReasoningPart } from "@ai-orchestrator/contract";
import { openMetadata, sealMetadata } from "../sealed-metadata.ts";
import { thoughtSignature } from "../thought-signature.ts";
import type { Part } from "./generate-answer.ts";

/** Under this name a seal holds the words it belongs to. No provider has it. */
const OURS = "aio";

/**
 * What another provider than Google signed of its thoughts, on its way to the caller. It goes where Google puts its own
 * signatures: on the call that was thought about, for Google's own program sends no thoughts back, else on a thought
 * without words. The words are sealed too: a signature is good for its own words only, and those are streamed in pieces.
 */
export class SealedThoughts {
  #seal: string | undefined;

  /** A thought has ended. Gives back the seal of one that ended before and found no call. */
  note(words: string, metadata: ProviderMetadata | undefined): readonly Part[] {
    const isOthers = metadata !== undefined && thoughtSignature(metadata) === undefined;
    const seal =
      isOthers && Object.keys(metadata).length > 0 ? sealMetadata({ ...metadata, [OURS]: { words } }) : undefined;
    if (seal === undefined) return [];
    const before = this.rest();
    this.#seal = seal;
    return before;
  }

  /** The next part with what waits for it. */
  before(part: Part): readonly Part[] {
    if (this.#seal === undefined) return [part];
    if (part["functionCall"] === undefined || part["thoughtSignature"] !== undefined) return [...this.rest(), part];
    const sealed = { ...part, thoughtSignature: this.#seal };
    this.#seal = undefined;
    return [sealed];
  }

  /** What still waits where nothing follows. */
  rest(): readonly Part[] {
    const seal = this.#seal;
    this.#seal = undefined;
    return seal === undefined ? [] : [{ text: "", thought: true, thoughtSignature: seal }];
  }
}

/** The thought that a signature seals; undefined for anything else. */
export function openThought(signature: unknown): ReasoningPart | undefined {
  const { [OURS]: own, ...metadata } = openMetadata(signature) ?? {};
  const words = own?.["words"];
  if (typeof words !== "string" || Object.keys(metadata).length === 0) return undefined;
  return { type: "reasoning", text: words, providerMetadata: metadata };
}
