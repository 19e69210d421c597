import type { Dial, Task } from "@ai-orchestrator/contract";

/** Kinds of things attached to a turn. */
export type AttachmentKind = "image" | "pdf" | "audio" | "video" | "data" | "file";

/** What a rule speaks about; all given parts must hold, an empty match holds always. */
export interface RuleMatch {
  /** One of these words or phrases, whole words, any case. */
  readonly keywords?: readonly string[];
  readonly tasks?: readonly Task[];
  /** Language of the prompt (ISO 639-1). */
  readonly language?: string;
  readonly attachments?: readonly AttachmentKind[];
}

/** What a rule does. */
export type RuleEffect =
  | { readonly type: "local-only" }
  /** The first that passes the hard constraints. Names, or `provider/*`. */
  | { readonly type: "use"; readonly models: readonly string[] }
  /** Names, or `provider/*`. */
  | { readonly type: "avoid"; readonly models: readonly string[] }
  | { readonly type: "dial"; readonly dial: Dial };

/** One row of the user's table of rules: the sentence, and what it was compiled to. */
export interface Rule {
  readonly id: string;
  /** As the user wrote it. */
  readonly text: string;
  readonly match: RuleMatch;
  readonly effect: RuleEffect;
  readonly enabled?: boolean;
}
