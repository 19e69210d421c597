export { classify, type Classification, type ClassifyContext } from "./classify.ts";
export { estimateTokens } from "./estimate-tokens.ts";
export type { TaskCue } from "./explain-cues.ts";
