import type { LanguageModelV4StreamPart, SharedV4ProviderMetadata } from "@ai-sdk/provider";

/** Text and thoughts, which Gemini sends piece by piece without saying where a block begins or ends, with signatures that must come back in their place. */
export interface GeminiBlocks {
  say(kind: "text" | "reasoning", delta: string, signature: SharedV4ProviderMetadata | undefined): void;
  close(): void;
}

interface Open {
  readonly kind: "text" | "reasoning";
  readonly id: string;
  /** Of the text so far: said at its end, since pieces of text carry none. */
  signature: SharedV4ProviderMetadata | undefined;
}

/** Opens a block with its first piece and ends it when the other kind begins. */
export function createGeminiBlocks(emit: (part: LanguageModelV4StreamPart) => void): GeminiBlocks {
  let open: Open | undefined;
  let blocks = 0;
  const close = (): void => {
    if (open === undefined) return;
    const { kind, id, signature } = open;
    emit({ type: `${kind}-end`, id, ...(signature === undefined ? {} : { providerMetadata: signature }) });
    open = undefined;
  };
  const begin = (kind: Open["kind"], signature: SharedV4ProviderMetadata | undefined): Open => {
    close();
    const id = String(blocks);
    blocks += 1;
    emit({ type: `${kind}-start`, id, ...(signature === undefined ? {} : { providerMetadata: signature }) });
    open = { kind, id, signature: undefined };
    return open;
  };
  return {
    say(kind, delta, signature) {
      if (delta === "" && signature === undefined) return;
      if (delta === "" && open?.kind !== "text") {
        // A signature alone keeps its place and takes nothing that comes later in.
        begin(kind, signature);
        return close();
      }
      // A signature alone after text belongs to it, whatever it is called.
      const block = open !== undefined && (open.kind === kind || delta === "") ? open : begin(kind, signature);
      if (block.kind === "text") block.signature = signature ?? block.signature;
      if (delta === "") return;
      const own = signature === undefined || block.kind === "text" ? {} : { providerMetadata: signature };
      emit({ type: `${block.kind}-delta`, id: block.id, delta, ...own });
    },
    close,
  };
}
