export { openLocalOrchestrator } from "./open-local-orchestrator.ts";
export { createOrchestrator } from "./create-orchestrator.ts";
export type { OpenOptions } from "./open-options.ts";
export type * from "./local-orchestrator.ts";
export * from "@ai-orchestrator/contract";
