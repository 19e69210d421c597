import type { ToolIdRule } from "./fit-tool-ids.ts";

/** What one provider's wire format can carry; decides how contract messages become its prompt. */
export interface PromptTraits {
  /** Namespaces of `providerMetadata` that are this provider's own, best first; only these go back to it. */
  readonly metadataKeys: readonly string[];
  /** System messages may stand anywhere. Otherwise all of them move to the front, in order. */
  readonly systemAnywhere: boolean;
  /** Reasoning text without metadata may be sent back (`reasoning_content`). */
  readonly plainReasoning: boolean;
  /** PDFs can be sent as they are. */
  readonly pdf: boolean;
  /** Sound can be sent as it is. */
  readonly audio: boolean;
  /** Tool results may hold pictures; otherwise these follow in a user message. */
  readonly toolResultImages: boolean;
  /** Pictures the model made may be sent back as its own. */
  readonly assistantImages: boolean;
  /** User and assistant must take turns; neighbours of one role are joined, losing nothing. */
  readonly alternatesRoles?: boolean;
  /** Ids of tool calls it takes, where not all. */
  readonly toolIds?: ToolIdRule;
}
