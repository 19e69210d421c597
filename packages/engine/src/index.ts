export { STEP_ROLES, stepRole, type StepRole } from "./chains/step-roles.ts";
export { createEngine } from "./create-engine.ts";
export type { Decide, DecideOptions, EngineDeps, TurnFacts } from "./turns/engine-deps.ts";
export {
  DEFAULT_ENGINE_SETTINGS,
  engineSettings,
  type EngineSettings,
  type ProviderLimits,
} from "./turns/engine-settings.ts";
export type { ComparedTurns, Engine } from "./turns/engine.ts";
export type { EmbedJob } from "./turns/operations/embed-texts.ts";
export type { ImageJob } from "./turns/operations/make-images.ts";
