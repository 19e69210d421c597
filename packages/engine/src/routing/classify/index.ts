export { classify, type Classification, type ClassifyContext } from "./classify.ts";
export { estimateTokens } from "./estimate-tokens.ts";
