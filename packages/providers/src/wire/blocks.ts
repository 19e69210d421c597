import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";

/** The text and reasoning of a dialect that sends pieces without saying where a block begins or ends. */
export interface Blocks {
  text(delta: string): void;
  reasoning(delta: string): void;
  endReasoning(): void;
  close(): void;
}

const TEXT = "txt-0";
const REASONING = "reasoning-0";

/** Opens a block with its first piece and ends it when the other kind begins. */
export function createBlocks(emit: (part: LanguageModelV4StreamPart) => void): Blocks {
  let open: "text" | "reasoning" | undefined;
  const close = (): void => {
    if (open === "text") emit({ type: "text-end", id: TEXT });
    if (open === "reasoning") emit({ type: "reasoning-end", id: REASONING });
    open = undefined;
  };
  return {
    text(delta) {
      if (open !== "text") {
        close();
        open = "text";
        emit({ type: "text-start", id: TEXT });
      }
      emit({ type: "text-delta", id: TEXT, delta });
    },
    reasoning(delta) {
      if (open !== "reasoning") {
        close();
        open = "reasoning";
        emit({ type: "reasoning-start", id: REASONING });
      }
      emit({ type: "reasoning-delta", id: REASONING, delta });
    },
    endReasoning() {
      if (open === "reasoning") close();
    },
    close,
  };
}
